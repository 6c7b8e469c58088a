/* Keyboard. Single keys act only outside fields and never with body[data-single-keys=off] (WCAG 2.1.4).
 *
 *   [data-key="a"]                 the key clicks this link or button (a text field: takes the focus). Inside a
 *                                  [data-row] it counts for the current row only; with a dialog open only there
 *   [data-key] + data-guard        ignored for 400 ms after new content came, so that one held key cannot act twice;
 *                                  neither does a second click of a double click, nor Enter held down
 *   [data-row]                     J and K move through these; the current one has class "cur"; its [data-row-focus]
 *                                  or first link takes the focus
 *   [data-scroll-key=" "]          scrolled by one page with the key (Shift: back), also while a [data-guard] button has
 *                                  the focus: turning a page must not decide anything
 *   a[data-go="o"]                 G, then O follows the link
 *   dialog#key-list                opened by ?
 *   Ctrl+Enter                     sends the form the person is in ([data-default] or first submit button)
 *   Esc                            clicks [data-cancel] of the form or row the person is in
 */
(function () {
  "use strict";
  const GUARD_MS = 400;
  const GO_MS = 1500;
  let changedAt = Date.now();
  let swappedAt = 0;
  let goUntil = 0;

  const off = () => document.body.dataset.singleKeys === "off";
  const dialog = () => document.querySelector("dialog[open]");
  const seen = (element) => element.offsetParent !== null || element.closest("dialog[open]");

  function rows() {
    return Array.from(document.querySelectorAll("[data-row]")).filter(seen);
  }

  function currentRow() {
    const around = document.activeElement && document.activeElement.closest("[data-row]");
    return around || document.querySelector("[data-row].cur, [data-row][aria-current]");
  }

  function makeCurrent(row) {
    document.querySelectorAll("[data-row].cur").forEach((other) => other.classList.remove("cur"));
    row.classList.add("cur");
    const place = row.matches("a") ? row : row.querySelector("[data-row-focus], a[href], button");
    if (place) place.focus();
    row.scrollIntoView({ block: "nearest" });
    return row;
  }

  function move(step) {
    const all = rows();
    if (!all.length) return false;
    const at = all.indexOf(currentRow());
    const next = makeCurrent(all[Math.max(0, Math.min(all.length - 1, at + step))]);
    if (next.hasAttribute("data-row-opens") && at !== all.indexOf(next)) next.click();
    return true;
  }

  function keyed(key) {
    const within = dialog() || document;
    const row = currentRow();
    const all = Array.from(within.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)).filter(seen);
    return all.find((element) => row && row.contains(element)) || all.find((element) => !element.closest("[data-row]"));
  }

  function act(element, event) {
    if (element.hasAttribute("data-guard") && Date.now() - changedAt < GUARD_MS) return;
    // An auto-repeated key would act on the next item before anybody has seen it.
    if (event.repeat) return;
    if (element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) element.focus();
    else element.click();
  }

  function scrollBy(key, back) {
    const place = document.querySelector(`[data-scroll-key="${CSS.escape(key)}"]`);
    if (!place || dialog()) return false;
    place.scrollBy({ top: (back ? -0.9 : 0.9) * place.clientHeight });
    return true;
  }

  function go(key) {
    goUntil = 0;
    const link = document.querySelector(`a[data-go="${CSS.escape(key)}"]`);
    if (link) link.click();
    return Boolean(link);
  }

  function single(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const list = document.getElementById("key-list");
    if (Date.now() < goUntil) return go(key);
    const element = keyed(key);
    if (element) return act(element, event) || true;
    if (dialog()) return false;
    if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
    if (key === "g") return Boolean((goUntil = Date.now() + GO_MS));
    if (key === "?" && list) return list.showModal() || true;
    return scrollBy(key, event.shiftKey);
  }

  function send(element) {
    const form = element && element.closest("form");
    const button = form && form.querySelector("[data-default], button[type=submit], button:not([type])");
    if (button) button.click();
    return Boolean(button);
  }

  function cancel(element) {
    if (dialog()) return false;
    const around = element && (element.closest("form") || element.closest("[data-row]"));
    const button = around && around.querySelector("[data-cancel]");
    if (button) button.click();
    return Boolean(button);
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const active = document.activeElement;
    let done = false;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) done = !event.repeat && send(active);
    else if (event.key === "Escape") done = cancel(active);
    else if (!event.ctrlKey && !event.metaKey && !event.altKey && !off() && !window.RT.typing(active)) {
      // A focused button or link keeps its own space bar.
      if (event.key === " " && active && active.matches("button:not([data-guard]), summary, input, [role=button]")) return;
      done = single(event);
    }
    if (done) event.preventDefault();
  });
  function held(event) {
    const guarded = event.target.closest && event.target.closest("[data-guard]");
    if (!guarded) return;
    const again = event.type === "keydown" ? event.key === "Enter" && event.repeat : Date.now() - swappedAt < GUARD_MS;
    if (!again) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  document.addEventListener("click", held, true);
  document.addEventListener("keydown", held, true);
  document.addEventListener("htmx:load", (event) => {
    const place = event.detail.elt;
    changedAt = Date.now();
    if (place === document.body) return;
    swappedAt = Date.now();
    const current = place.querySelector("[data-row][aria-current]");
    if (current) current.scrollIntoView({ block: "nearest" });
  });
})();
