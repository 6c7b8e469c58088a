/* What every page needs. Nothing here is needed to use a page: with scripts off, links and forms do it.
 *
 *   <meta name="csrf" content="…">      token sent with every htmx and background request
 *   #texts > [data-name=…]              sentences for scripts; RT.text("draft_saved", {time: "09:42"})
 *   #announcer                          RT.announce(sentence); the server: HX-Trigger {"announce": sentence}
 *   #toasts                             RT.tell(sentence): shown for 8 s and spoken
 *   [data-focus]                        takes the focus after its fragment was swapped in
 *   [aria-invalid=true], [data-errors]  take it first (a refused form)
 *   button[data-busy="…"]               label while its form is being sent
 *   [data-print]                        opens the print dialog
 *   [data-submits]                      a select or check box that sends its form when changed
 *   [data-poll="60"]                    gets the event "poll" (hx-trigger="poll") every n seconds, only while the
 *                                       page is visible and nobody is typing in it
 *   [data-count="id"]                   text field whose length is written into #id
 *   [data-fills="id"] data-text="…"     button that puts its words into the field #id
 */
(function () {
  "use strict";
  const RT = (window.RT = {});
  const TOLD_MS = 8000;

  RT.csrf = () => document.querySelector("meta[name=csrf]").content;

  RT.text = function (name, values) {
    const source = document.querySelector(`#texts [data-name="${name}"]`);
    const sentence = source ? source.textContent : "";
    return sentence.replace(/\{(\w+)\}/g, (all, key) => (values && key in values ? values[key] : all));
  };

  RT.announce = function (sentence) {
    const place = document.getElementById("announcer");
    // Emptied first: the same sentence twice would otherwise be spoken once.
    place.textContent = "";
    setTimeout(() => (place.textContent = sentence), 50);
  };

  RT.tell = function (sentence) {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.textContent = sentence;
    document.getElementById("toasts").appendChild(toast);
    setTimeout(() => toast.remove(), TOLD_MS);
    RT.announce(sentence);
  };

  RT.clockTime = () => new Date().toTimeString().slice(0, 5);

  RT.typing = function (element) {
    return Boolean(element && element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select"));
  };

  function focusInto(fragment) {
    if (!fragment || !fragment.querySelector) return;
    const wanted =
      fragment.querySelector("[aria-invalid=true]") ||
      fragment.querySelector("[data-errors]") ||
      (fragment.matches("[data-focus]") ? fragment : fragment.querySelector("[data-focus]"));
    if (wanted) wanted.focus({ preventScroll: !wanted.matches("[aria-invalid], [data-errors]") });
  }

  function markBusy(form, submitter) {
    const button = submitter || form.querySelector("button[data-default], button[type=submit], button:not([type])");
    if (!button || !button.dataset.busy || button.classList.contains("load")) return;
    button.dataset.label = button.innerHTML;
    button.textContent = button.dataset.busy;
    button.classList.add("load");
  }

  function unmarkBusy(form) {
    form.querySelectorAll("button.load[data-label]").forEach((button) => {
      button.innerHTML = button.dataset.label;
      button.classList.remove("load");
    });
  }

  function poll() {
    const due = Math.round(Date.now() / 1000);
    if (document.visibilityState !== "visible" || RT.typing(document.activeElement)) return;
    document.querySelectorAll("[data-poll]").forEach((place) => {
      if (due - Number(place.dataset.polled || RT.openedAt) < Number(place.dataset.poll)) return;
      place.dataset.polled = due;
      window.htmx.trigger(place, "poll");
    });
  }

  RT.openedAt = Math.round(Date.now() / 1000);
  setInterval(poll, 5000);

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = RT.csrf();
    const cause = event.detail.triggeringEvent;
    // The server must not take polling for a sign that somebody is at the desk.
    if (cause && cause.type === "poll") event.detail.headers["X-Poll"] = "1";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const active = document.activeElement;
    if (!active || active === document.body || !active.isConnected) focusInto(event.target);
    else if (event.target.querySelector && event.target.querySelector("[aria-invalid=true]")) focusInto(event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form");
    if (form) unmarkBusy(form);
  });
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    // 401 carries HX-Redirect to the log-in page, which htmx follows by itself.
    if (status !== 401) RT.tell(RT.text("answer_" + status) || RT.text("answer_other"));
  });
  document.addEventListener("announce", (event) => RT.announce(event.detail.value || event.detail.text));

  document.addEventListener("submit", (event) => markBusy(event.target, event.submitter));
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(unmarkBusy));

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const words = event.target.closest("[data-fills]");
    if (words) {
      const field = document.getElementById(words.dataset.fills);
      field.value = words.dataset.text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
  });
  document.addEventListener("change", (event) => {
    const sender = event.target.closest("[data-submits]");
    if (sender) sender.form.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    const place = event.target.dataset && document.getElementById(event.target.dataset.count);
    if (place) place.textContent = event.target.value.length;
  });
})();
