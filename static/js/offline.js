/* When the network fails nothing typed is lost: kept in this browser, tried again after 5, 15 and 45 s.
 *
 *   RT.trouble(form, retry)             keeps the form's text, shows template#trouble in it, calls retry() by and by
 *   RT.cleared(form)                    it arrived: forget the copy, take the notice away
 *   form[data-keep]                     htmx forms whose failed sending is tried again (drafts.js adds its own)
 *   body[data-officer]                  whose copies they are
 *   form[data-forgets]                  log-out: forgets all copies in this browser
 */
(function () {
  "use strict";
  const RT = window.RT;
  const WAITS = [5, 15, 45];
  const waiting = new WeakMap();

  const keyOf = (form) => `kept:${document.body.dataset.officer || ""}:${form.dataset.draftUrl || form.getAttribute("action")}`;

  function textOf(form) {
    return Array.from(form.elements).filter((field) => field.name && field.matches("textarea, input[type=text], input[type=date], input:not([type])"));
  }

  function keep(form) {
    const values = {};
    textOf(form).forEach((field) => (values[field.name] = field.value));
    try {
      localStorage.setItem(keyOf(form), JSON.stringify(values));
    } catch (full) {
      // Storage may be full or switched off; the text still stands in the form.
    }
  }

  function notice(form) {
    const there = form.querySelector(".trouble");
    if (there) return there;
    const fresh = document.getElementById("trouble").content.firstElementChild.cloneNode(true);
    form.insertBefore(fresh, form.firstElementChild);
    return fresh;
  }

  function count(form, state) {
    state.left -= 1;
    const place = notice(form).querySelector("[data-status]");
    place.textContent = RT.text("retry_in", { time: state.tries, seconds: state.left });
    if (state.left <= 0) attempt(form);
  }

  function wait(form, state) {
    const seconds = WAITS[state.tries];
    clearInterval(state.timer);
    state.tries += 1;
    if (seconds === undefined) {
      notice(form).querySelector("[data-status]").textContent = RT.text("retry_by_hand");
      return;
    }
    state.left = seconds + 1;
    count(form, state);
    state.timer = setInterval(() => count(form, state), 1000);
  }

  function attempt(form) {
    const state = waiting.get(form);
    clearInterval(state.timer);
    state.retry();
  }

  function copyAll(form) {
    const words = textOf(form).map((field) => field.value).filter(Boolean).join("\n\n");
    const helper = document.createElement("textarea");
    helper.value = words;
    form.appendChild(helper);
    helper.select();
    // navigator.clipboard is missing on plain http, which is how an intranet often serves.
    document.execCommand("copy");
    helper.remove();
    RT.announce(RT.text("copied"));
  }

  RT.trouble = function (form, retry) {
    const state = waiting.get(form) || { tries: 0 };
    if (!state.retry) RT.announce(RT.text("network_down"));
    state.retry = retry;
    waiting.set(form, state);
    keep(form);
    wait(form, state);
  };

  RT.cleared = function (form) {
    const state = waiting.get(form);
    if (state) clearInterval(state.timer);
    waiting.delete(form);
    const shown = form.querySelector(".trouble");
    if (shown) shown.remove();
    localStorage.removeItem(keyOf(form));
  };

  function offerBack(form) {
    const kept = JSON.parse(localStorage.getItem(keyOf(form)) || "null");
    const differs = kept && textOf(form).some((field) => field.name in kept && kept[field.name] !== field.value);
    if (!differs) return;
    const offer = document.getElementById("kept").content.firstElementChild.cloneNode(true);
    offer.querySelector("[data-restore]").addEventListener("click", () => {
      textOf(form).forEach((field) => {
        if (field.name in kept) field.value = kept[field.name];
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      offer.remove();
    });
    offer.querySelector("[data-forget]").addEventListener("click", () => {
      localStorage.removeItem(keyOf(form));
      offer.remove();
    });
    form.insertBefore(offer, form.firstElementChild);
  }

  document.addEventListener("click", (event) => {
    const form = event.target.closest("form");
    if (event.target.closest("[data-retry]")) attempt(form);
    if (event.target.closest("[data-copy]")) copyAll(form);
  });
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.target.closest("form[data-keep]");
    const submitter = event.detail.requestConfig.triggeringEvent && event.detail.requestConfig.triggeringEvent.submitter;
    if (form) RT.trouble(form, () => form.requestSubmit(submitter || undefined));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form[data-keep]");
    if (form && event.detail.successful) RT.cleared(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-forgets]")) return;
    Object.keys(localStorage).filter((key) => key.startsWith("kept:")).forEach((key) => localStorage.removeItem(key));
  });
  document.addEventListener("htmx:load", (event) => {
    const place = event.detail.elt;
    if (place.matches("form[data-keep], form[data-draft-url]")) offerBack(place);
    place.querySelectorAll("form[data-keep], form[data-draft-url]").forEach(offerBack);
  });
})();
