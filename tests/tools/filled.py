"""A downloaded workbook under a person's hands: cells are found by the row's first words and the heading."""

import io

from openpyxl import load_workbook


class Filled:
    """The first sheet of a workbook that was downloaded from a ledger."""

    def __init__(self, content: bytes):
        self.book = load_workbook(io.BytesIO(content))
        self.sheet = self.book.worksheets[0]
        self.head = next(cell.row for cell in self.sheet["A"] if cell.value == "序号")
        self.places = {cell.value: cell.column for cell in self.sheet[self.head]}

    def put(self, who: str, heading: str, value) -> "Filled":
        """Type into the row of which some cell says `who`."""
        self.sheet.cell(self.row_of(who), self.places[heading]).value = value
        return self

    def add(self, **cells) -> "Filled":
        """A row of one's own below the last."""
        row = self.sheet.max_row + 1
        for heading, value in cells.items():
            self.sheet.cell(row, self.places[heading]).value = value
        return self

    def value(self, who: str, heading: str):
        return self.sheet.cell(self.row_of(who), self.places[heading]).value

    def row_of(self, who: str) -> int:
        rows = self.sheet.iter_rows(min_row=self.head + 1)
        return next(row[0].row for row in rows if any(cell.value == who for cell in row))

    def rows(self) -> list[dict]:
        """What stands in the table, by heading."""
        rows = self.sheet.iter_rows(min_row=self.head + 1, values_only=True)
        return [dict(zip(self.places, row, strict=False)) for row in rows]

    def content(self) -> bytes:
        """The file as the office program saves it."""
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()
