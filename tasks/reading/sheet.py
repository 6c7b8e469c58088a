"""One pass over a sheet's XML before openpyxl reads it: how far its values reach, what is merged.

openpyxl in read-only mode does not tell merged cells, believes the size a sheet claims, and gives an empty
cell for a formula that was never calculated.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from .notice import ReadingError
from .pages import MOST_COLUMNS, MOST_ROWS

MOST_MERGES = 2_000


@dataclass
class Sheet:
    """Reach of the values (rows, columns), and the cells that continue a vertical merge."""

    title: str
    rows: int = 0
    columns: int = 0
    continued: set[tuple[int, int]] = field(default_factory=set)
    merges: int = 0
    covered: int = 0

    def value_at(self, place: str) -> None:
        row, column = coordinate_to_tuple(place)
        if row > MOST_ROWS or column > MOST_COLUMNS:
            limits = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise ReadingError("too_far", limits | {"cell": place[:12]}, f"{self.title}!{place[:12]}")
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)

    def merge(self, reference: str) -> None:
        self.merges += 1
        if self.merges > MOST_MERGES:
            raise ReadingError("too_many_merges", {"limit": MOST_MERGES}, self.title)
        left, top, right, bottom = range_boundaries(reference)
        rows = range(top + 1, min(bottom, MOST_ROWS) + 1)
        columns = range(left, min(right, MOST_COLUMNS) + 1)
        self.covered += len(rows) * len(columns)
        # True merges never overlap, so together they cover no more than the sheet.
        if self.covered > MOST_ROWS * MOST_COLUMNS:
            raise ReadingError("too_many_merges", {"limit": MOST_MERGES}, self.title)
        self.continued.update((row, column) for row in rows for column in columns)


class _Scan:
    """Follows the parser through a sheet: a cell counts once a value is met inside it."""

    def __init__(self, sheet: Sheet):
        self.sheet, self.place, self.row, self.column = sheet, "", 0, 0
        self.formula = self.valued = self.in_value = self.empty_text = False

    def start(self, name: str, attributes: dict) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            self.formula = True
        elif name in ("v", "is"):
            # A formula that gives an empty text is stored as an empty value of the type str.
            self.in_value, self.valued = True, self.valued or self.empty_text
        elif name == "mergeCell":
            self.sheet.merge(attributes["ref"])

    def _cell(self, attributes: dict) -> None:
        place = attributes.get("r")
        self.column = coordinate_to_tuple(place)[1] if place else self.column + 1
        self.place = place or f"{_letters(self.column)}{self.row}"
        self.formula = self.valued = False
        self.empty_text = attributes.get("t") == "str"

    def text(self, words: str) -> None:
        if self.in_value and words.strip():
            self.valued = True
            self.sheet.value_at(self.place)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self.in_value = self.in_value and name not in ("v", "is")
        if name == "c" and self.formula and not self.valued:
            raise ReadingError("formula_without_value", {"cell": self.place}, f"{self.sheet.title}!{self.place}")


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def scan(stream, title: str) -> Sheet:
    """Read the XML of one sheet. Raises ReadingError too_far, too_many_merges, formula_without_value."""
    follower = _Scan(Sheet(title))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = follower.start
    parser.EndElementHandler = follower.end
    parser.CharacterDataHandler = follower.text
    parser.ParseFile(stream)
    return follower.sheet
