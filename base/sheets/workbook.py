"""An .xlsx file into raw sheets: each cell as a person sees it, streamed, whatever size the file claims."""

import zipfile
from datetime import date, timedelta
from decimal import Decimal

from base.archives import ArchiveRefused

from .parts import SheetPart, number_shapes, shared_texts, sheet_parts, unescaped
from .raw import FARTHEST_ROW, MOST_COLUMNS, Intake, RawSheet, Unread
from .scan import LONGEST_CELL, TRUE, SheetListener, place_of

FIRST_DAY = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
LAST_SERIAL = {False: 2_958_465, True: 2_957_003}
# Excel believes in 29 February 1900: before it, its days stand one earlier.
LEAP_THAT_NEVER_WAS = 60
DAY_SHAPES = ("day", "month", "year")


def read_workbook(path, intake: Intake) -> list[RawSheet]:
    """The sheets of a checked .xlsx, hidden ones too. Raises Unread, ArchiveRefused."""
    with zipfile.ZipFile(path) as archive:
        parts, from_1904 = sheet_parts(archive)
        values = _Values(shared_texts(archive), number_shapes(archive), from_1904)
        return [_read(archive, part, values, intake) for part in parts]


def _read(archive: zipfile.ZipFile, part: SheetPart, values: "_Values", intake: Intake) -> RawSheet:
    listener = _Sheet(RawSheet(part.title, part.state != "visible"), values, intake)
    with archive.open(part.path) as stream:
        listener.listen(stream)
    return listener.sheet


class _Sheet(SheetListener):
    """Puts what it hears into a raw sheet."""

    def __init__(self, sheet: RawSheet, values: "_Values", intake: Intake):
        super().__init__()
        self.sheet, self._values, self._intake = sheet, values, intake

    def row(self, number: int, hidden: bool) -> None:
        if hidden and number <= FARTHEST_ROW:
            self.sheet.hidden_rows.add(number)

    def columns(self, attributes: dict) -> None:
        if attributes.get("hidden") in TRUE:
            first, last = (int(attributes.get(end, "0")) for end in ("min", "max"))
            self.sheet.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))

    def cell(self, row: int, column: int, kind: str, style: str, text: str, uncalculated: bool) -> None:
        if len(text) > LONGEST_CELL:
            raise Unread("long_cell", {"limit": LONGEST_CELL}, f"{self.sheet.title}!{place_of(row, column)}")
        shown, how = ("", "formula") if uncalculated else self._values.shown(kind, style, text)
        if shown or how != "text":
            self._intake.put(self.sheet, row, column, shown, how)

    def merge(self, reference: str) -> None:
        self.sheet.merges.add(reference)


class _Values:
    """What cells show, by the workbook's texts, formats and epoch."""

    def __init__(self, texts: list[str], shapes: list[str], from_1904: bool):
        self._texts, self._shapes, self._from_1904 = texts, shapes, from_1904

    def shown(self, kind: str, style: str, text: str) -> tuple[str, str]:
        """(text, how) of a cell of the file's `kind`. Raises ArchiveRefused damaged."""
        if kind == "s":
            return self._text(text), "text"
        if kind in ("inlineStr", "str"):
            return unescaped(text).strip(), "text"
        if kind == "e":
            return text.strip(), "error"
        if kind == "b":
            return ("TRUE" if text.strip() in TRUE else "FALSE"), "bool"
        if kind == "d":
            return text.strip()[:10], "day"
        return self._number(text.strip(), style)

    def _text(self, number: str) -> str:
        try:
            return self._texts[int(number)].strip()
        except (ValueError, IndexError):
            raise ArchiveRefused("damaged") from None

    def _number(self, text: str, style: str) -> tuple[str, str]:
        try:
            value, shape = float(text), self._shapes[int(style)] if self._shapes else ""
        except (ValueError, IndexError):
            raise ArchiveRefused("damaged") from None
        if not abs(value) < 1e300:
            return text, "error"
        if shape in DAY_SHAPES and (0 if self._from_1904 else 1) <= value < LAST_SERIAL[self._from_1904] + 1:
            return self._day(int(value), shape)
        if shape == "time" and value >= 0:
            return _time(value), "text"
        plain = _plain(text, value)
        return (plain.zfill(len(shape)) if shape.startswith("0") and plain.isdigit() else plain), "number"

    def _day(self, serial: int, shape: str) -> tuple[str, str]:
        """A cell that shows only year and month holds the first of the month: what is shown counts."""
        if serial == LEAP_THAT_NEVER_WAS and not self._from_1904:
            return str(serial), "number"
        early = serial < LEAP_THAT_NEVER_WAS and not self._from_1904
        day = FIRST_DAY[self._from_1904] + timedelta(days=serial + early)
        if shape == "day":
            return day.isoformat(), "day"
        return f"{day.year}年{day.month}月" if shape == "month" else f"{day.year}年", "text"


def _time(value: float) -> str:
    minutes = round(value % 1 * 24 * 60) % (24 * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _plain(text: str, value: float) -> str:
    """A number in digits, without exponent and without the noise of binary fractions; long ones as stored."""
    if text.lstrip("-").isdigit():
        return text
    if value.is_integer():
        return str(int(Decimal(text)))
    return format(Decimal(repr(value)), "f")
