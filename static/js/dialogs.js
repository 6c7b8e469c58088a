/* Dialogs for the few acts that ask first. With scripts off the same link or button opens a page.
 *
 *   <a href="/page/" data-opens="id">   shows <dialog id="id"> instead of following the link
 *   <dialog data-open>                  opens as soon as it is swapped in; closed, it goes, unless something opens it
 *   [data-closes]                       closes the dialog it is in
 *   HX-Trigger "close-dialogs"          closes all
 */
(function () {
  "use strict";
  let opener = null;

  function open(dialog) {
    if (dialog.open && !dialog.hasAttribute("data-open")) return;
    // With scripts off it stands in the page; with them it must hold the focus.
    dialog.removeAttribute("open");
    opener = document.activeElement;
    dialog.showModal();
    const first = dialog.querySelector("[autofocus], [data-focus]");
    if (first) first.focus();
  }

  const openerOf = (dialog) => dialog.id && document.querySelector(`[data-opens="${CSS.escape(dialog.id)}"]`);

  function closed(event) {
    if (event.target.matches("dialog[data-open]") && !openerOf(event.target)) event.target.remove();
    // Chromium 86 does not give the focus back by itself.
    const usable = opener && opener.isConnected && opener !== document.body && !event.target.contains(opener);
    const back = usable ? opener : openerOf(event.target);
    if (back) back.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-opens]");
    const dialog = link && document.getElementById(link.dataset.opens);
    if (dialog) {
      event.preventDefault();
      open(dialog);
    }
    const closer = event.target.closest("[data-closes]");
    if (closer && closer.closest("dialog")) {
      event.preventDefault();
      closer.closest("dialog").close();
    }
  });
  document.addEventListener("close", closed, true);
  document.addEventListener("close-dialogs", () => {
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  });
  document.addEventListener("htmx:load", (event) => {
    const place = event.detail.elt;
    if (place.matches("dialog[data-open]")) open(place);
    else place.querySelectorAll("dialog[data-open]").forEach(open);
  });
})();
