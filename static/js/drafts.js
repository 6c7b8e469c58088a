/* Drafts are kept on the server 2 s after the last key.
 *
 *   <form data-draft-url="/…/draft/">   its fields (no files) are posted there; any 2xx means kept
 *   [data-stamp]                        in the form or its panel: gets "草稿已自动保存 09:42"
 *   button[data-save-draft]             saves at once (存草稿)
 */
(function () {
  "use strict";
  const RT = window.RT;
  const PAUSE_MS = 2000;
  const timers = new WeakMap();
  const sent = new WeakMap();

  function bodyOf(form) {
    const body = new FormData(form);
    form.querySelectorAll("input[type=file]").forEach((field) => body.delete(field.name));
    return new URLSearchParams(body);
  }

  function stamp(form) {
    const place = form.querySelector("[data-stamp]") || (form.closest(".panel") || document).querySelector("[data-stamp]");
    if (place) place.textContent = RT.text("draft_saved", { time: RT.clockTime() });
  }

  async function save(form) {
    clearTimeout(timers.get(form));
    const body = bodyOf(form);
    if (!form.isConnected || sent.get(form) === body.toString()) return;
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": RT.csrf(), "HX-Request": "true" },
        credentials: "same-origin",
      });
      if (answer.status === 401 || answer.status === 403) return RT.tell(RT.text("answer_403"));
      if (!answer.ok) throw new Error(answer.status);
      sent.set(form, body.toString());
      stamp(form);
      RT.cleared(form);
    } catch (failure) {
      RT.trouble(form, () => save(form));
    }
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft-url]");
    if (!form) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), PAUSE_MS));
  });
  // A form being sent needs no draft any more; a late one would only bring the old words back.
  document.addEventListener("submit", (event) => clearTimeout(timers.get(event.target)));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save-draft]");
    if (!button) return;
    event.preventDefault();
    sent.delete(button.form);
    save(button.form);
  });
})();
