"""Workbooks and csv files that go out: everything a person typed stays text, whatever it begins with."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from .cells import yes_no
from .columns import KEY, ORDER, VERSION, Column, Kind
from .csvtext import protected
from .reading import LISTS, META
from .scan import letters_of

# key, version, values by column name, of the types `cells.normalised` gives
Entry = tuple[str, int | None, dict]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE = 31
LONGEST_INLINE_LIST = 250
ROWS_TO_ADD = 500
DAY_FORMAT, TEXT_FORMAT = "yyyy-mm-dd", "@"
HEAD, SHADE = (PatternFill("solid", fgColor=colour) for colour in ("FFE8EEF5", "FFF0F0F0"))
LINE = Border(**dict.fromkeys(("left", "right", "top", "bottom"), Side("thin", color="FFC8CED6")))
WRAPPED, CENTRED = Alignment(wrap_text=True, vertical="center"), Alignment("center", "center", wrap_text=True)
BOLD, LARGE, QUIET = Font(bold=True), Font(bold=True, size=14), Font(color="FF5A6673")
# What a spreadsheet program would take for the escape of one character.
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
UNTITLED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class SheetOut:
    """One sheet: `rows` are (key, version, values by column name); `heading` and `note` stand above the table;
    `meta` (name: text) tells our own reader where a returned file belongs."""

    title: str
    columns: list[Column]
    rows: list[Entry]
    heading: str = ""
    note: str = ""
    meta: dict | None = None
    above: list[str] = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "above", [text for text in (str(self.heading), str(self.note)) if text])

    @property
    def header_row(self) -> int:
        return len(self.above) + 1


def workbook(sheets: list[SheetOut]) -> bytes:
    """An .xlsx: 序号, the columns, and key and version in two hidden columns; choices can be picked from a list."""
    book = Workbook(write_only=True)
    lists = _Lists()
    titles: list[str] = []
    for sheet in sheets:
        titles.append(safe_title(sheet.title, titles))
        _write(book.create_sheet(titles[-1]), sheet, lists)
    lists.write(book)
    _write_meta(book, zip(titles, sheets, strict=True))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def csv_bytes(columns: list[Column], rows: Iterable[Entry]) -> bytes:
    """The same table as csv for Excel: UTF-8 with its mark, without key and version."""
    content = io.StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow([protected(str(column.label)) for column in columns])
    for _key, _version, values in rows:
        writer.writerow([_in_csv(shown(column, values.get(column.name))) for column in columns])
    return content.getvalue().encode("utf-8-sig")


def safe_title(title: str, taken: Iterable[str] = ()) -> str:
    """A sheet's name as Excel allows it: 31 characters, none of []:*?/\\, none given twice."""
    taken = {each.casefold() for each in taken}
    wanted = name = UNTITLED.sub(" ", str(title)).strip(" '")[:LONGEST_TITLE].strip(" '") or "Sheet"
    for number in range(2, len(taken) + 3):
        if name.casefold() not in taken:
            break
        ending = f"({number})"
        name = f"{wanted[: LONGEST_TITLE - len(ending)].rstrip()}{ending}"
    return name


def _write(sheet, out: SheetOut, lists: "_Lists") -> None:
    _set_up(sheet, out)
    for text, font in zip(out.above, (LARGE, QUIET) if out.heading else (QUIET,), strict=False):
        sheet.append([_text_cell(sheet, text, font=font)])
    labels = [ORDER, *(column.label for column in out.columns), KEY, VERSION]
    sheet.append([_text_cell(sheet, label, font=BOLD, fill=HEAD, border=LINE, alignment=CENTRED) for label in labels])
    cells = _Cells(sheet)
    for number, (key, version, values) in enumerate(out.rows, start=1):
        row = [cells.of(at, column, values.get(column.name)) for at, column in enumerate(out.columns)]
        sheet.append([number, *row, cells.text(len(row), key), version])
    _offer_choices(sheet, out, lists)


def _set_up(sheet, out: SheetOut) -> None:
    """Widths, what stays in view, and how it prints: across A4, the headings on each page."""
    last = len(out.columns) + 1
    sheet.column_dimensions["A"].width = 6
    for at, column in enumerate(out.columns, start=2):
        sheet.column_dimensions[letters_of(at)].width = column.width
    for at in (last + 1, last + 2):
        sheet.column_dimensions[letters_of(at)].hidden = True
    sheet.freeze_panes = f"C{out.header_row + 1}"
    sheet.auto_filter.ref = f"A{out.header_row}:{letters_of(last)}{out.header_row + len(out.rows)}"
    sheet.print_title_rows = f"{out.header_row}:{out.header_row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&P / &N"


def _offer_choices(sheet, out: SheetOut, lists: "_Lists") -> None:
    first, last = out.header_row + 1, out.header_row + len(out.rows) + ROWS_TO_ADD
    for at, column in enumerate(out.columns, start=2):
        if texts := _choices(column):
            # A warning that can be passed: what does not fit is refused at the preview, with its reason.
            rule = DataValidation("list", lists.formula(texts), errorStyle="warning", allow_blank=True)
            rule.add(f"{letters_of(at)}{first}:{letters_of(at)}{last}")
            sheet.data_validations.append(rule)


def _choices(column: Column) -> list[str]:
    if column.kind is Kind.YES_NO:
        return [yes_no(True), yes_no(False)]
    return [str(label) for _value, label in column.choices] if column.kind is Kind.CHOICE else []


class _Lists:
    """Choices too long for a cell's rule stand in a sheet that nobody sees, a column each."""

    def __init__(self):
        self._columns: list[list[str]] = []

    def formula(self, texts: list[str]) -> str:
        inline = ",".join(texts)
        if len(inline) <= LONGEST_INLINE_LIST and not any(set(text) & set(',"') for text in texts):
            return f'"{inline}"'
        if texts not in self._columns:
            self._columns.append(texts)
        letter = letters_of(self._columns.index(texts) + 1)
        return f"{LISTS}!${letter}$1:${letter}${len(texts)}"

    def write(self, book: Workbook) -> None:
        if self._columns:
            sheet = _unseen(book, LISTS)
            for at in range(max(map(len, self._columns))):
                texts = [column[at] if at < len(column) else "" for column in self._columns]
                sheet.append([_text_cell(sheet, text) if text else None for text in texts])


def _write_meta(book: Workbook, sheets: Iterable[tuple[str, SheetOut]]) -> None:
    facts = [(title, name, text) for title, out in sheets for name, text in (out.meta or {}).items()]
    if facts:
        sheet = _unseen(book, META)
        for fact in facts:
            sheet.append([_text_cell(sheet, each) for each in fact])


def _unseen(book: Workbook, title: str):
    sheet = book.create_sheet(title)
    sheet.sheet_state = "veryHidden"
    return sheet


class _Cells:
    """The cells of a row, styled once and filled again for each row: styling takes most of the time."""

    def __init__(self, sheet):
        self._sheet = sheet
        self._made: dict[tuple, WriteOnlyCell] = {}

    def of(self, at: int, column: Column, value) -> WriteOnlyCell:
        """The cell at place `at` with a value as people see it."""
        seen = shown(column, value)
        if isinstance(seen, str) and seen:
            return self.text(at, seen, locked=column.locked)
        return self._filled(self._styled(at, _format(column), column.locked, False), None if seen == "" else seen)

    def text(self, at: int, text: str, *, locked: bool = False) -> WriteOnlyCell:
        """A cell that no program calculates, now or after somebody edits it."""
        safe = _safe(text)
        cell = self._filled(self._styled(at, TEXT_FORMAT, locked, protected(safe) != safe), safe)
        cell.data_type = "s"
        return cell

    def _filled(self, cell: WriteOnlyCell, value) -> WriteOnlyCell:
        number_format = cell.number_format
        cell.value = value
        # A date brings its own format along.
        if cell.number_format != number_format:
            cell.number_format = number_format
        return cell

    def _styled(self, at: int, number_format: str, locked: bool, quoted: bool) -> WriteOnlyCell:
        made = (at, number_format, locked, quoted)
        if made not in self._made:
            cell = WriteOnlyCell(self._sheet)
            cell.number_format, cell.border, cell.alignment, cell.quotePrefix = number_format, LINE, WRAPPED, quoted
            if locked:
                cell.fill = SHADE
            self._made[made] = cell
        return self._made[made]


def _format(column: Column) -> str:
    """An empty cell too must keep what is typed into it as text: 007 stays 007."""
    if column.kind in (Kind.TEXT, Kind.CODE, Kind.LIST):
        return TEXT_FORMAT
    return DAY_FORMAT if column.kind is Kind.DAY else "General"


def shown(column: Column, value) -> str | int | date:
    """A value as it stands in a cell: a day as a date, yes and no and choices in words, a list with 、 between."""
    if value is None or value == "" or value == []:
        return ""
    if column.kind is Kind.YES_NO and isinstance(value, bool):
        return yes_no(value)
    if column.kind is Kind.CHOICE:
        return str(dict(column.choices).get(value, value))
    if column.kind is Kind.DAY:
        return _date(value)
    if isinstance(value, list):
        return "、".join(map(str, value))
    return value if isinstance(value, int) else str(value)


def _date(value) -> date | str:
    """A day that is none, as somebody typed it, stays the text it is."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        return str(value)


def _in_csv(shown: str | int | date) -> str | int:
    return shown if isinstance(shown, int) else protected(str(shown))


def _safe(text) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", LOOKS_ESCAPED.sub("_x005F_", str(text)))


def _text_cell(sheet, text, **styles) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, _safe(text))
    cell.data_type, cell.number_format = "s", TEXT_FORMAT
    for name, style in styles.items():
        setattr(cell, name, style)
    return cell
