"""One pass over a sheet's XML before openpyxl reads it: how far its values reach, what is merged."""

from dataclasses import dataclass, field

from base.archives import ArchiveRefused
from base.sheets.scan import Merges, SheetListener, place_of

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

    def value_at(self, row: int, column: int) -> None:
        if row > MOST_ROWS or column > MOST_COLUMNS:
            place = place_of(row, column)
            limits = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise ReadingError("too_far", limits | {"cell": place}, f"{self.title}!{place}")
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


class _Reach(SheetListener):
    """Hears where values stand and what is merged."""

    def __init__(self, sheet: Sheet):
        super().__init__()
        self.sheet = sheet
        self.merges = Merges(most=MOST_MERGES, rows=MOST_ROWS, columns=MOST_COLUMNS)

    def cell(self, row: int, column: int, kind: str, style: str, text: str, uncalculated: bool) -> None:
        if uncalculated:
            place = place_of(row, column)
            raise ReadingError("formula_without_value", {"cell": place}, f"{self.sheet.title}!{place}")
        self.sheet.value_at(row, column)

    def merge(self, reference: str) -> None:
        self.merges.add(reference)


def scan(stream, title: str) -> Sheet:
    """Read the XML of one sheet. Raises ReadingError too_far, too_many_merges, formula_without_value."""
    reach = _Reach(Sheet(title))
    try:
        reach.listen(stream)
    except ArchiveRefused as refused:
        raise ReadingError(refused.code, refused.params, title) from refused
    for left, top, right, bottom in reach.merges.areas:
        reach.sheet.continued.update(
            (row, column) for row in range(top + 1, bottom + 1) for column in range(left, right + 1)
        )
    return reach.sheet
