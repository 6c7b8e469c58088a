/* Lays an official document out on sheets: text runs on from one sheet to the next, tables break between rows and repeat their
 * heads, each annex begins a sheet, the imprint stands at the foot of the last even one.
 *
 *   <div data-paper>           the paper: one sheet as it comes from the server, many afterwards
 *   <div class="a4">           a sheet, with .a4-text for its words; data-mark is written across each
 *   [data-flow]                words that begin a sheet
 *   [data-imprint]             版记
 *   [data-sheets]              says how many there are, in its own words, for {n}
 *   [data-fonts]               is shown with the fonts that this computer lacks
 */
(function () {
  "use strict";
  const FONTS = [
    ["方正小标宋简体", ["FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05"]],
    ["仿宋", ["FangSong_GB2312", "仿宋_GB2312", "FangSong", "STFangsong"]],
    ["楷体", ["KaiTi_GB2312", "楷体_GB2312", "KaiTi", "STKaiti"]],
    ["黑体", ["SimHei", "黑体"]],
  ];

  function lay(paper) {
    const first = paper.querySelector(".a4");
    const flows = Array.from(first.querySelectorAll("[data-flow]"));
    const imprint = first.querySelector("[data-imprint]");
    paper.classList.add("laid");
    paper.replaceChildren();
    const sheets = [];

    function sheet() {
      const made = document.createElement("div");
      made.className = "a4";
      if (first.dataset.mark) made.dataset.mark = first.dataset.mark;
      const text = document.createElement("div");
      text.className = "a4-text";
      const number = document.createElement("p");
      number.className = "pg";
      number.textContent = `— ${sheets.push(made)} —`;
      made.append(text, number);
      paper.append(made);
      return text;
    }

    let text = null;
    for (const flow of flows) {
      text = sheet();
      for (const block of Array.from(flow.children)) {
        let rest = block;
        let moved = null;
        while (rest) {
          text.append(rest);
          const over = fits(text) ? null : carry(text, rest);
          // What is alone on its sheet stays, however long it is.
          if (over === rest && (text.children.length === 1 || moved === rest)) break;
          if (over) {
            moved = over;
            const before = over === rest ? goesAlong(text, rest) : [];
            text = sheet();
            text.append(...before);
          }
          rest = over;
        }
      }
    }
    if (sheets.length % 2 || !roomFor(text, imprint, sheets[sheets.length - 1])) do sheet(); while (sheets.length % 2);
    sheets[sheets.length - 1].append(imprint);
    return sheets.length;
  }

  const fits = (text) => text.scrollHeight <= text.clientHeight + 1;

  /* What stands before a block and must not be parted from it: a heading; before a signature, which is never alone, the
   * list of annexes and the last paragraph. */
  function goesAlong(text, block) {
    const found = [];
    let before = block.previousElementSibling;
    const take = () => {
      found.unshift(before);
      before = before.previousElementSibling;
    };
    if (block.matches(".signed")) {
      while (before && before.matches(".att")) take();
      if (before) take();
    }
    while (before && before.matches("h3")) take();
    return before ? found : [];
  }

  /* What of a block goes to the next sheet: a new element with its end, or the block itself. */
  function carry(text, block) {
    if (block.matches("table")) return carryRows(text, block);
    // The end of a broken paragraph may be as long as a sheet again.
    if (!block.matches("p") || (block.classList.length && !block.matches(".cont"))) return block;
    const length = block.textContent.length;
    let low = 0;
    let high = length;
    const whole = block.cloneNode(true);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      block.replaceChildren(...cut(whole, 0, middle));
      if (fits(text)) low = middle;
      else high = middle - 1;
    }
    low = before(whole.textContent, low);
    block.replaceChildren(...cut(whole, 0, low || length));
    if (!low) return block;
    block.classList.add("broken");
    const end = block.cloneNode(false);
    end.className = "cont";
    end.append(...cut(whole, low, length));
    // Another sheet may be needed for it: it is a paragraph like any other.
    end.classList.remove("broken");
    return end;
  }

  /* The last place up to `at` where a line may end: no sheet begins with a sign that closes, none inside a figure. */
  function before(text, at) {
    let place = at;
    while (place > 0 && (/[，。；：、）》”%]/.test(text[place]) || /[\d.%][\d.%]/.test(text.slice(place - 1, place + 1)))) place -= 1;
    return place;
  }

  function carryRows(text, table) {
    const rows = Array.from(table.tBodies[0].rows);
    const moved = [];
    while (rows.length > 1 && !fits(text)) {
      const last = rows.pop();
      moved.unshift(last);
      last.remove();
    }
    if (!moved.length) return table;
    const next = table.cloneNode(false);
    next.append(table.tHead.cloneNode(true), document.createElement("tbody"));
    next.tBodies[0].append(...moved);
    return next;
  }

  /* The nodes of a paragraph between two places of its text. */
  function cut(whole, from, to) {
    const copy = whole.cloneNode(true);
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = node.data;
      node.data = node.data.slice(Math.max(0, from - at), Math.max(0, to - at));
      at += length;
    }
    return Array.from(copy.childNodes).filter((node) => node.textContent);
  }

  function roomFor(text, imprint, sheet) {
    sheet.append(imprint);
    const top = imprint.getBoundingClientRect().top;
    const last = text.lastElementChild;
    const room = !last || last.getBoundingClientRect().bottom < top;
    imprint.remove();
    return room;
  }

  /* A font that is there sets Latin signs in another width than one of the two it falls back to. */
  function lacking() {
    const pen = document.createElement("canvas").getContext("2d");
    const width = (family) => {
      pen.font = `72px ${family}`;
      return pen.measureText("mmwwiill0123").width;
    };
    const there = (name) => ["monospace", "serif", "sans-serif"].some((base) => width(`"${name}", ${base}`) !== width(base));
    return FONTS.filter(([, names]) => !names.some(there)).map(([name]) => name);
  }

  function prepare() {
    const paper = document.querySelector("[data-paper]:not(.laid)");
    if (!paper) return;
    const count = lay(paper);
    const told = document.querySelector("[data-sheets]");
    if (told) told.textContent = told.dataset.sheets.replace("{n}", count);
    const missing = lacking();
    const fonts = document.querySelector("[data-fonts]");
    if (fonts && missing.length) {
      fonts.hidden = false;
      fonts.append(missing.join("、"));
    }
  }
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(prepare);
  else prepare();
})();
