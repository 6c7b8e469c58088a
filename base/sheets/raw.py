"""A file's sheets before anything in them is understood: cells by row and column, each with what kind it was."""

from dataclasses import dataclass, field
from pathlib import Path

from .scan import Merges, place_of

MOST_COLUMNS = 256
FARTHEST_ROW = 100_000
MOST_MERGES = 20_000
# What is read is held in memory and sent on as text: no honest table comes near.
MOST_CHARACTERS = 12_000_000
TOLD_EVERY = 500
REMEMBERED = 50_000

Cell = tuple[str, str]


class Unread(Exception):
    """A file that is not read: `code` and `params` for the sentence, `source` the place, such as '名册!C7'."""

    def __init__(self, code: str, params: dict | None = None, source: str = ""):
        super().__init__(code, params or {}, source)
        self.code, self.params, self.source = code, params or {}, source


@dataclass
class RawSheet:
    """One sheet: {row: {column: (text, how)}} of the filled cells, numbers as in the file (from 1)."""

    title: str
    hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: Merges = field(default_factory=lambda: Merges(most=MOST_MERGES, rows=FARTHEST_ROW, columns=MOST_COLUMNS))


class Intake:
    """Takes the cells of all sheets of a file, within bounds, and tells how many rows came by."""

    def __init__(self, most_rows: int, progress: str | None = None):
        self._most, self._progress = most_rows, progress
        self._rows = self._characters = 0
        self._seen: dict[Cell, Cell] = {}

    def put(self, sheet: RawSheet, row: int, column: int, text: str, how: str) -> None:
        """Keep one cell. Raises Unread too_far, too_many_rows, too_long."""
        if row > FARTHEST_ROW or column > MOST_COLUMNS:
            limits = {"rows": FARTHEST_ROW, "columns": MOST_COLUMNS}
            raise Unread("too_far", limits, f"{sheet.title}!{place_of(row, column)}")
        cells = sheet.rows.get(row)
        if cells is None:
            cells = sheet.rows[row] = {}
            self._count()
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise Unread("too_long", {"limit": MOST_CHARACTERS})
        cells[column] = self._one_for_all((text, how))

    def _one_for_all(self, cell: Cell) -> Cell:
        """Equal cells share one object: most columns hold few different texts."""
        if len(self._seen) < REMEMBERED:
            return self._seen.setdefault(cell, cell)
        return self._seen.get(cell, cell)

    def _count(self) -> None:
        self._rows += 1
        # Headings, notes and headers are no rows of the table, and the table is counted exactly later.
        if self._rows > self._most + 1_000:
            raise Unread("too_many_rows", {"limit": self._most})
        if self._progress and not self._rows % TOLD_EVERY:
            Path(self._progress).write_text(str(self._rows), encoding="ascii")
