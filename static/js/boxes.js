/* Lettered boxes of one row: a click marks one, Shift and a click all that are left. Without scripts one at a time.
 *
 *   form[data-boxes]            its buttons carry a name and a value each
 */
(function () {
  "use strict";

  document.addEventListener("click", (event) => {
    const button = event.target.closest("form[data-boxes] button");
    if (!button || !event.shiftKey) return;
    button.form.querySelectorAll(`button[name="${button.name}"]`).forEach((other) => {
      if (other === button) return;
      const also = document.createElement("input");
      also.type = "hidden";
      also.name = other.name;
      also.value = other.value;
      button.form.appendChild(also);
    });
  });
})();
