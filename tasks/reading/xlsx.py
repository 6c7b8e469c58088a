"""Excel files: every part checked first, then openpyxl in read-only mode within the reach of the values."""

import zipfile
from collections.abc import Iterator
from datetime import date

from openpyxl import load_workbook

from base.archives import ArchiveRefused, check_xml

from .notice import ReadingError
from .pages import Cell, Pages, Row
from .sheet import Sheet, scan

MOST_SHEETS = 50
MOST_ELEMENTS = 200_000
MOST_STYLE_ELEMENTS = 30_000
STYLES = "xl/styles.xml"


def read_xlsx(archive: zipfile.ZipFile, path) -> Pages:
    """Lines and grids of a checked Excel file's visible sheets. Raises ReadingError, ArchiveRefused."""
    _check_parts(archive)
    try:
        return _read(archive, path)
    except (ReadingError, ArchiveRefused, MemoryError):
        raise
    except Exception as broken:  # openpyxl answers a broken part with whatever error it happens to meet
        raise ReadingError("damaged") from broken


def _check_parts(archive: zipfile.ZipFile) -> None:
    left = MOST_ELEMENTS
    for name in archive.namelist():
        if name.endswith((".xml", ".rels", ".vml")):
            with archive.open(name) as stream:
                left -= check_xml(stream, elements=min(left, MOST_STYLE_ELEMENTS) if name == STYLES else left)


def _read(archive: zipfile.ZipFile, path) -> Pages:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        if len(book.worksheets) > MOST_SHEETS:
            raise ReadingError("too_many_sheets", {"limit": MOST_SHEETS, "found": len(book.worksheets)})
        grids = [_grid(archive, sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    finally:
        book.close()
    return Pages(tuple(line for grid in grids for line in _lines(grid)), tuple(grids))


def _grid(archive: zipfile.ZipFile, worksheet) -> tuple[Row, ...]:
    with archive.open(worksheet._worksheet_path) as stream:
        sheet = scan(stream, worksheet.title[:31])
    if not sheet.rows:
        return ()
    worksheet.reset_dimensions()
    rows = worksheet.iter_rows(max_row=sheet.rows, max_col=sheet.columns)
    return tuple(
        Row(tuple(_cells(sheet, number, row)), f"{sheet.title}!A{number}") for number, row in enumerate(rows, start=1)
    )


def _cells(sheet: Sheet, number: int, row) -> Iterator[Cell]:
    for column, cell in enumerate(row, start=1):
        yield Cell(_text(cell), (number, column) in sheet.continued)


def _text(cell) -> str:
    value = cell.value
    if isinstance(value, date):
        return _day_as_shown(value, cell.number_format.lower())
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _day_as_shown(day: date, shown: str) -> str:
    """A cell that shows only year and month holds the first of the month: what is shown counts."""
    if "d" in shown:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月" if "m" in shown else f"{day.year}年"


def _lines(grid: tuple[Row, ...]) -> Iterator[str]:
    """Rows with one filled cell are lines of text: the heading above the table, a note below it."""
    for row in grid:
        filled = [cell.text for cell in row.cells if cell.text]
        if len(filled) == 1:
            yield filled[0]
