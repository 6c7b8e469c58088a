"""Hearing the XML of a spreadsheet without keeping it: rows, cells and merges as they come by.

openpyxl in read-only mode does not tell merged cells and hidden rows, believes the size a sheet claims, and
gives an empty cell for a formula that was never calculated. Everything here is bounded by `base.archives`.
"""

import re
from functools import lru_cache

from base.archives import MIB, ArchiveRefused, XmlCounter, parse_xml

MOST_ELEMENTS, MOST_ATTRIBUTES, DEEPEST = 3_000_000, 10_000_000, 100
LARGEST_PART = 100 * MIB
LONGEST_CELL = 32_767
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
TRUE = ("1", "true")


class Listener(XmlCounter):
    """Calls the methods named for an element's start and end, whatever prefix it has; gathers text while `words` is
    a list."""

    STARTS: dict[str, str] = {}
    ENDS: dict[str, str] = {}

    def __init__(self, elements: int = MOST_ELEMENTS):
        super().__init__(elements, DEEPEST, MOST_ATTRIBUTES)
        self.words: list[str] | None = None
        self._starts = {name: getattr(self, method) for name, method in self.STARTS.items()}
        self._ends = {name: getattr(self, method) for name, method in self.ENDS.items()}

    def start(self, name, attributes):
        super().start(name, attributes)
        if method := self._starts.get(name.rpartition(":")[2]):
            method(attributes)

    def end(self, name):
        super().end(name)
        if method := self._ends.get(name.rpartition(":")[2]):
            method()

    def text(self, words: str) -> None:
        if self.words is not None:
            self.words.append(words)

    def listen(self, stream) -> None:
        """Hear the whole of one part. Raises ArchiveRefused."""
        parse_xml(stream, self, size=LARGEST_PART)


class SheetListener(Listener):
    """Tells a sheet's rows, cells and merges to the methods `row`, `cell` and `merge` of a subclass."""

    STARTS = {
        "row": "_row_starts", "c": "_cell_starts", "f": "_formula", "v": "_value", "is": "_inline", "t": "_text",
        "rPh": "_reading_starts", "mergeCell": "_merge", "col": "columns",
    }  # fmt: skip
    ENDS = {"c": "_cell_ends", "v": "_quiet", "t": "_quiet", "rPh": "_reading_ends"}

    def __init__(self):
        super().__init__()
        self._row = self._column = 0
        self._kind, self._style = "n", "0"
        self._said: list[str] = []
        self._has_formula = self._valued = self._in_cell = self._in_reading = False

    def row(self, number: int, hidden: bool) -> None:
        """A row begins."""

    def columns(self, attributes: dict) -> None:
        """A run of columns is described, before any row."""

    def cell(self, row: int, column: int, kind: str, style: str, text: str, uncalculated: bool) -> None:
        """A cell with something in it: `kind` and `style` as in the file, `uncalculated` a formula without value."""

    def merge(self, reference: str) -> None:
        """A merged area, after all rows."""

    def _row_starts(self, attributes: dict) -> None:
        self._row, self._column = _counted(attributes.get("r"), self._row + 1, LAST_ROW), 0
        self.row(self._row, attributes.get("hidden") in TRUE)

    def _cell_starts(self, attributes: dict) -> None:
        if place := attributes.get("r"):
            self._row, self._column = position(place, self._row)
        else:
            self._column += 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._said = []
        self._has_formula, self._valued, self._in_cell = False, False, True

    def _formula(self, _attributes) -> None:
        self._has_formula = True

    def _value(self, _attributes) -> None:
        # A formula that gives an empty text is stored as an empty value of the type str.
        self._valued = self._valued or self._kind == "str"
        self.words = self._said if self._in_cell else None

    def _inline(self, _attributes) -> None:
        self._valued = self._valued or self._kind == "str"

    def _text(self, _attributes) -> None:
        self.words = self._said if self._in_cell and not self._in_reading else None

    def _quiet(self) -> None:
        self.words = None

    def _reading_starts(self, _attributes) -> None:
        self._in_reading = True

    def _reading_ends(self) -> None:
        self._in_reading = False

    def _cell_ends(self) -> None:
        self._in_cell, self.words = False, None
        text = "".join(self._said)
        blank = not text or text.isspace()
        if not blank or (self._has_formula and not self._valued):
            self.cell(self._row, self._column, self._kind, self._style, text[: LONGEST_CELL + 1], blank)

    def _merge(self, attributes: dict) -> None:
        self.merge(attributes.get("ref", ""))


class Merges:
    """The merged areas of a sheet, cut to `rows` x `columns`, as (left, top, right, bottom)."""

    def __init__(self, *, most: int, rows: int, columns: int):
        self.areas: list[tuple[int, int, int, int]] = []
        self._most, self._rows, self._columns, self._covered, self._seen = most, rows, columns, 0, 0

    def add(self, reference: str) -> None:
        """One more area, such as 'B2:C4'. Raises ArchiveRefused too_many_merges, damaged."""
        left, top, right, bottom = boundaries(reference)
        right, bottom = min(right, self._columns), min(bottom, self._rows)
        self._seen += 1
        if left <= right and top <= bottom:
            self._covered += (right - left + 1) * (bottom - top + 1)
            self.areas.append((left, top, right, bottom))
        # True merges never overlap, so together they cover no more than the sheet.
        if self._seen > self._most or self._covered > self._rows * self._columns:
            raise ArchiveRefused("too_many_merges", {"limit": self._most})


def boundaries(reference: str) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) of 'B2:C4' or 'B2'. Raises ArchiveRefused damaged."""
    found = AREA.fullmatch(reference)
    if not found:
        raise ArchiveRefused("damaged")
    left, top, right, bottom = found.groups()
    return number_of(left), int(top), number_of(right or left), int(bottom or top)


def position(place: str, row: int) -> tuple[int, int]:
    """(row, column) of 'C7'; `row` is the likely one. Raises ArchiveRefused damaged."""
    letters = place.rstrip("0123456789")
    if place[len(letters) :] != str(row):
        if not PLACE.fullmatch(place):
            raise ArchiveRefused("damaged")
        row = _counted(place[len(letters) :], row, LAST_ROW)
    return row, number_of(letters)


def _counted(given: str | None, otherwise: int, last: int) -> int:
    number = int(given) if given and given.isascii() and given.isdigit() and len(given) < 8 else otherwise
    if not 1 <= number <= last:
        raise ArchiveRefused("damaged")
    return number


@lru_cache(maxsize=1_000)
def number_of(letters: str) -> int:
    """3 for 'C'. Raises ArchiveRefused damaged."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    if not (letters.isascii() and letters.isupper() and 1 <= number <= LAST_COLUMN):
        raise ArchiveRefused("damaged")
    return number


def letters_of(column: int) -> str:
    """'C' for 3."""
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def place_of(row: int, column: int) -> str:
    """'C7' for (7, 3)."""
    return f"{letters_of(column)}{row}"
