/* Roving focus in a table of links: one Tab stop, then arrows, Home, End; Ctrl+Home and Ctrl+End for the corners.
 *
 *   <table data-roving>                 links in its body cells and row heads take part
 */
(function () {
  "use strict";

  function cellsOf(table) {
    return Array.from(table.tBodies)
      .flatMap((body) => Array.from(body.rows))
      .map((row) => Array.from(row.cells).map((cell) => cell.querySelector("a[href]")));
  }

  function placeOf(grid, link) {
    const y = grid.findIndex((row) => row.includes(link));
    return { y, x: y < 0 ? -1 : grid[y].indexOf(link) };
  }

  function along(grid, place, dx, dy) {
    let { x, y } = place;
    do {
      x += dx;
      y += dy;
      if (!grid[y] || x < 0 || x >= grid[y].length) return null;
    } while (!grid[y][x]);
    return grid[y][x];
  }

  const ends = {
    Home: (row) => row.find(Boolean),
    End: (row) => row.slice().reverse().find(Boolean),
  };
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function next(grid, link, event) {
    const place = placeOf(grid, link);
    if (event.key in steps) return along(grid, place, ...steps[event.key]);
    if (!(event.key in ends)) return null;
    const row = event.ctrlKey ? grid[event.key === "Home" ? 0 : grid.length - 1] : grid[place.y];
    return ends[event.key](row);
  }

  function rove(table, link) {
    table.querySelectorAll("tbody a[tabindex='0']").forEach((other) => (other.tabIndex = -1));
    link.tabIndex = 0;
  }

  function prepare(table) {
    const links = cellsOf(table).flat().filter(Boolean);
    links.forEach((link) => (link.tabIndex = -1));
    if (links.length) links[0].tabIndex = 0;
  }

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest && event.target.closest("table[data-roving] tbody a[href]");
    if (!link || event.altKey || event.metaKey) return;
    const table = link.closest("table");
    const target = next(cellsOf(table), link, event);
    if (!target) return;
    event.preventDefault();
    rove(table, target);
    target.focus();
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest("table[data-roving] tbody a[href]");
    if (link) rove(link.closest("table"), link);
  });
  document.addEventListener("htmx:load", (event) => {
    const place = event.detail.elt;
    const table = place.closest("table[data-roving]");
    if (table) prepare(table);
    place.querySelectorAll("table[data-roving]").forEach(prepare);
  });
})();
