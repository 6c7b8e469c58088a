/* The manners of a sheet in a grid of fields. Without scripts it is a plain form.
 *
 *   form[data-grid]                     its table's fields are the cells
 *   Enter, Shift+Enter, arrows          move between cells; left and right once the caret is at the end
 *   Ctrl+D                              takes over the cell above; [data-grid-down]: the present cell's text into the
 *                                       ticked rows, or where none is ticked into all rows below
 *   Ctrl+V                              a block copied from a spreadsheet is spread over the cells
 *   [data-grid-set]                     puts [data-grid-set-value] into [data-grid-set-column] of the ticked rows
 *   [data-grid-all], Shift+click        tick all rows, or a run of them
 *   [data-grid-count]                   how many cells are not saved yet; leaving the page then asks first
 */
(function () {
  "use strict";
  const RT = window.RT;
  const FIELDS = "input.in, select.sel";
  let present = null;
  let ticked = null;
  let sending = false;

  const gridOf = (element) => element && element.closest && element.closest("form[data-grid]");
  const rowsOf = (form) => Array.from(form.querySelectorAll("table.cells tbody tr:not(.why)"));
  const cellsOf = (row) => Array.from(row.querySelectorAll(FIELDS)).filter((field) => field.closest("td"));
  const boxOf = (row) => row.querySelector("input[name=tick]");

  function placeOf(field) {
    const form = gridOf(field);
    const row = field.closest("table.cells tbody tr:not(.why)");
    if (!form || !row) return null;
    const rows = rowsOf(form);
    return { form, rows, y: rows.indexOf(row), x: cellsOf(row).indexOf(field) };
  }

  const isDirty = (field) =>
    field.tagName === "SELECT"
      ? !field.selectedOptions.length || !field.selectedOptions[0].defaultSelected
      : field.value !== field.defaultValue;

  function count(form) {
    const fields = rowsOf(form).flatMap(cellsOf);
    const dirty = fields.filter((field) => isDirty(field));
    fields.forEach((field) => field.classList.toggle("dirty", dirty.includes(field)));
    const place = form.querySelector("[data-grid-count]");
    if (place) place.textContent = dirty.length ? RT.text("cells_unsaved", { n: dirty.length }) : "";
    return dirty.length;
  }

  const plain = (text) => text.trim().toLowerCase();

  function put(field, text) {
    const value = text.trim();
    if (field.tagName !== "SELECT") {
      field.value = value;
      return true;
    }
    const option = Array.from(field.options).find((each) => plain(each.value) === plain(value) || plain(each.text) === plain(value));
    if (option) field.value = option.value;
    return Boolean(option);
  }

  function go(place, dx, dy) {
    const row = place.rows[place.y + dy];
    const field = row && cellsOf(row)[place.x + dx];
    if (!field) return false;
    field.focus();
    if (field.select) field.select();
    return true;
  }

  function atEnd(field, key) {
    if (field.tagName === "SELECT") return false;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    if (whole) return true;
    return key === "ArrowLeft" ? field.selectionEnd === 0 : field.selectionStart === field.value.length;
  }

  function step(event, field) {
    if (event.key === "Enter") return [0, event.shiftKey ? -1 : 1];
    // In a list the arrows choose.
    if (field.tagName === "SELECT") return null;
    if (event.key === "ArrowDown") return [0, 1];
    if (event.key === "ArrowUp") return [0, -1];
    if (event.key === "ArrowLeft" && atEnd(field, event.key)) return [-1, 0];
    if (event.key === "ArrowRight" && atEnd(field, event.key)) return [1, 0];
    return null;
  }

  function fromAbove(place, field) {
    const above = place.rows[place.y - 1];
    if (above) put(field, cellsOf(above)[place.x].value);
    count(place.form);
  }

  function fillDown(form) {
    const place = present && placeOf(present);
    if (!place || place.form !== form) return RT.tell(RT.text("cell_first"));
    const chosen = place.rows.filter((row) => boxOf(row).checked);
    const targets = chosen.length ? chosen : place.rows.slice(place.y + 1);
    targets.forEach((row) => put(cellsOf(row)[place.x], present.value));
    count(form);
    RT.announce(RT.text("cells_filled", { n: targets.length }));
  }

  function setTicked(form) {
    const name = form.querySelector("[data-grid-set-column]");
    const value = form.querySelector("[data-grid-set-value]");
    const rows = rowsOf(form).filter((row) => boxOf(row).checked);
    const everywhere = form.querySelector("input[name=everywhere]");
    if (!name.value || (!rows.length && !(everywhere && everywhere.checked))) return RT.tell(RT.text("tick_first"));
    const fields = rows.map((row) => row.querySelector(`[name$="-${CSS.escape(name.value)}"]`));
    const fitting = fields.filter((field) => put(field, value.value));
    count(form);
    // Filled in, nothing is left to be set by the server, unless other pages are meant too.
    if (!everywhere || !everywhere.checked) name.value = value.value = "";
    return RT.announce(RT.text("cells_filled", { n: fitting.length }));
  }

  function spread(place, block) {
    let done = 0;
    let left = 0;
    block.forEach((texts, dy) =>
      texts.forEach((text, dx) => {
        const row = place.rows[place.y + dy];
        const field = row && cellsOf(row)[place.x + dx];
        if (field && put(field, text)) done += 1;
        else left += 1;
      })
    );
    count(place.form);
    RT.tell(RT.text(left ? "pasted_partly" : "pasted", { n: done, left }));
  }

  // Excel quotes a cell that holds a line break, and doubles the quotes in it.
  function blockOf(text) {
    const cells = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").match(/"(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]+|[\t\n]/g) || [];
    const rows = [[""]];
    cells.forEach((part) => {
      if (part === "\n") rows.push([""]);
      else if (part === "\t") rows[rows.length - 1].push("");
      else if (part) rows[rows.length - 1][rows[rows.length - 1].length - 1] = part.replace(/^"([^]*)"$/, "$1").replace(/""/g, '"');
    });
    return rows;
  }

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest && event.target.closest(FIELDS);
    const place = field && placeOf(field);
    if (!place || event.altKey || event.metaKey || event.isComposing) return;
    if (event.ctrlKey) {
      if (event.key.toLowerCase() !== "d") return;
      event.preventDefault();
      fromAbove(place, field);
      return;
    }
    const way = step(event, field);
    if (!way) return;
    event.preventDefault();
    go(place, ...way);
  });
  document.addEventListener("paste", (event) => {
    const place = event.target.closest && event.target.matches(FIELDS) && placeOf(event.target);
    const text = place && event.clipboardData.getData("text/plain");
    if (!text || !/[\t\n]/.test(text.replace(/[\r\n]+$/, ""))) return;
    event.preventDefault();
    spread(place, blockOf(text));
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(FIELDS) && placeOf(event.target)) present = event.target;
  });
  document.addEventListener("input", (event) => gridOf(event.target) && count(gridOf(event.target)));
  document.addEventListener("click", (event) => {
    const form = gridOf(event.target);
    if (!form) return;
    if (event.target.closest("[data-grid-down]")) fillDown(form);
    if (event.target.closest("[data-grid-set]")) setTicked(form);
    if (event.target.matches("[data-grid-all]")) rowsOf(form).forEach((row) => (boxOf(row).checked = event.target.checked));
    if (!event.target.matches("input[name=tick]")) return;
    const boxes = rowsOf(form).map(boxOf);
    const run = [boxes.indexOf(ticked), boxes.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && run[0] >= 0) boxes.slice(run[0], run[1] + 1).forEach((box) => (box.checked = event.target.checked));
    ticked = event.target;
  });
  document.addEventListener("submit", (event) => (sending = sending || Boolean(gridOf(event.target))));
  window.addEventListener("beforeunload", (event) => {
    const form = document.querySelector("form[data-grid]");
    if (form && !sending && (count(form) || "unsaved" in form.dataset)) event.preventDefault();
  });
  window.addEventListener("pageshow", () => (sending = false));
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-grid] [hidden]:not([type=hidden])").forEach((control) => (control.hidden = false));
  });
})();
