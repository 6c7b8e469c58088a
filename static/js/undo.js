/* A toast that offers to take an act back for some seconds.
 *
 *   .toast[data-seconds="10"]           counts down and goes; [data-left] shows the seconds
 *   .toast form[action]                 the undo itself, an ordinary form, so it works without scripts too
 */
(function () {
  "use strict";

  function start(toast) {
    if (toast.dataset.started) return;
    toast.dataset.started = "1";
    let left = Number(toast.dataset.seconds);
    const place = toast.querySelector("[data-left]");
    const tick = setInterval(() => {
      left -= 1;
      if (place) place.textContent = left;
      if (left > 0 && toast.isConnected) return;
      clearInterval(tick);
      toast.remove();
    }, 1000);
  }

  document.addEventListener("htmx:load", (event) => {
    const place = event.detail.elt;
    if (place.matches(".toast[data-seconds]")) start(place);
    place.querySelectorAll(".toast[data-seconds]").forEach(start);
  });
})();
