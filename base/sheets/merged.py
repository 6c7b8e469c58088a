"""Merged cells below a header: downwards they mean the same for each row, across they cannot be told apart."""

from collections.abc import Iterator

from .header import Header
from .raw import RawSheet

Said = tuple[str, dict]


def resolve(sheet: RawSheet, header: Header) -> Iterator[Said]:
    """Fill merged cells down and mark those merged across columns; yields (code, params) of what was filled."""
    filled: dict[int, list[int]] = {}
    for left, top, right, bottom in sheet.merges.areas:
        cell = sheet.rows.get(top, {}).get(left)
        if top <= header.last_row or cell is None:
            continue
        across = not set(range(left, right + 1)) <= header.spans.get(left, {left})
        below = [row for row in range(top + 1, bottom + 1) if row in sheet.rows]
        if across:
            cell = sheet.rows[top][left] = (cell[0], "merged")
        else:
            filled.setdefault(left, []).extend(below)
        for row in below:
            sheet.rows[row][left] = cell
    for column, rows in sorted(filled.items()):
        if rows and column in header.taken:
            yield "filled_down", {"label": header.labels[column], "rows": sorted(rows)}
