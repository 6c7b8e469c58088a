/* Long lists of check boxes. Without scripts all of them are there, under the headings of their departments.
 *
 *   input[data-narrows="id"]    words that the labels under #id must hold to stay in sight
 *   input[data-ticks="name"]    ticks and unticks all boxes of that name in its form
 *   [data-ticked="id"]          how many boxes under #id are ticked
 */
(function () {
  "use strict";

  function narrow(field) {
    const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const list = document.getElementById(field.dataset.narrows);
    list.querySelectorAll("label").forEach((label) => {
      const text = label.textContent.toLowerCase();
      label.hidden = !words.every((word) => text.includes(word));
    });
    list.querySelectorAll("details").forEach((group) => {
      const left = group.querySelectorAll("label:not([hidden])").length;
      group.hidden = words.length > 0 && left === 0;
      if (words.length) group.open = left > 0;
    });
  }

  function count(list) {
    const place = document.querySelector(`[data-ticked="${list.id}"]`);
    if (place) place.textContent = list.querySelectorAll("input:checked:not([data-ticks])").length;
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-narrows]")) narrow(event.target);
  });
  document.addEventListener("keydown", (event) => {
    // Enter in the search field narrows; it must not send the form around it.
    if (event.key === "Enter" && event.target.matches("[data-narrows]")) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-ticks]")) {
      // Its elements and not its descendants: in a table the boxes belong to a form that stands below it.
      const boxes = Array.from(box.form.elements).filter((each) => each.name === box.dataset.ticks);
      boxes.filter((each) => each.type === "checkbox").forEach((each) => (each.checked = box.checked));
    }
    if (box.form && !box.checked) {
      // All are ticked no longer.
      box.form.querySelectorAll(`[data-ticks="${box.name}"]`).forEach((all) => (all.checked = false));
    }
    const list = box.closest("[data-picks]");
    if (list) count(list);
  });
})();
