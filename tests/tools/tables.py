"""Small task tables in every form, for tests of the reader."""

import io

from docx import Document
from openpyxl import Workbook

HEADER = ("序号", "工作任务", "责任单位", "完成时限")


def xlsx(*rows, header=HEADER, merge: str = "", formats: dict | None = None) -> bytes:
    """A workbook with one table; `formats` maps a cell to its number format."""
    book = Workbook()
    for row in (header, *rows):
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    for place, number_format in (formats or {}).items():
        book.active[place].number_format = number_format
    return _saved(book)


def docx(*tables, header=HEADER) -> bytes:
    """A document with the given tables, each a list of rows; the first gets the header."""
    document = Document()
    for number, rows in enumerate(tables):
        rows = [header, *rows] if number == 0 else rows
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    return _saved(document)


def txt(*rows, header=HEADER, before: str = "") -> bytes:
    """A text with the table below `before`."""
    return "\n".join([before, *("\t".join(row) for row in (header, *rows))]).encode()


def _saved(document) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
