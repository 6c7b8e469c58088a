"""The task table: find its header, read its rows, carry merged cells down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .deadlines import Reference, read_deadline
from .notice import ReadingError, TaskRow, Warning
from .numerals import close_up, plain
from .pages import MOST_ROWS, Cell, Row
from .units import Responsible, read_units

HEADERS = {
    "number": r"序号|编号|项目?号",
    "text": r"(?:重点|主要|具体|工作|改革)*(?:任务|内容|事项|措施)(?:内容|名称)?",
    "units": r"责任(?:单位|部门|主体)|负责(?:单位|部门)|实施(?:单位|主体)",
    "lead": r"牵头(?:责任)?(?:单位|部门)",
    "support": r"(?:配合|协办|参与|协助)(?:责任)?(?:单位|部门)",
    "deadline": r"(?:完成|办结|推进|工作)?(?:时限|时间|期限|节点|时间节点)(?:要求)?|完成日期",
}
CARRIED = ("units", "lead", "support", "deadline")
LONGEST_HEADER = 20


@dataclass(frozen=True)
class Line:
    """A row by column name, with the columns that were carried down from above."""

    cells: dict[str, str]
    source: str
    merged: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()


def read_table(grids: tuple[tuple[Row, ...], ...], reference: Reference, known: tuple[str, ...]):
    """(task rows, warnings). Raises ReadingError no_table, no_header, no_rows, bad_number, duplicate_number,
    row_without_text, too_many_rows."""
    if not any(grids):
        raise ReadingError("no_table")
    if sum(map(len, grids)) > MOST_ROWS:
        raise ReadingError("too_many_rows", {"limit": MOST_ROWS})
    lines, skipped = _lines(grids)
    lines = [*_carried_down(lines)]
    tasks = tuple(_task(line, place, reference, known) for place, line in enumerate(lines, start=1))
    _check_numbers(tasks)
    return tasks, (*skipped, *_merged(tasks, lines))


def _lines(grids) -> tuple[list[Line], list[Warning]]:
    """The rows below the header, through repeated headers and a table continued on the next page."""
    columns: dict[str, int] = {}
    lines: list[Line] = []
    skipped: list[Warning] = []
    for grid in grids:
        inside = False
        for row in grid:
            header = _header(row)
            if header:
                columns, inside = header, True
            elif columns and (inside or _continues(row, columns)):
                inside = True
                _take(row, columns, lines, skipped)
    if not columns:
        raise ReadingError("no_header", _what_was_found(grids))
    if not lines:
        raise ReadingError("no_rows")
    return lines, skipped


def _header(row: Row) -> dict[str, int]:
    """{column name: place} when the row is a header: tasks, their units and their deadlines."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        if 0 < len(cell.text) <= LONGEST_HEADER:
            words = plain(cell.text)
            named = next((name for name, known in HEADERS.items() if re.fullmatch(known, words)), None)
            if named:
                columns.setdefault(named, place)
    complete = "text" in columns and "deadline" in columns and ("units" in columns or "lead" in columns)
    return columns if complete else {}


def _what_was_found(grids) -> dict:
    row = max((row for grid in grids for row in grid), key=lambda row: sum(bool(cell.text) for cell in row.cells))
    return {"found": "、".join(close_up(cell.text)[:12] for cell in row.cells if cell.text)[:80]}


def _continues(row: Row, columns: dict[str, int]) -> bool:
    number = columns.get("number", 0)
    return len(row.cells) > max(columns.values()) and bool(_number(row.cells[number].text))


def _take(row: Row, columns: dict[str, int], lines: list[Line], skipped: list[Warning]) -> None:
    filled = [cell.text for cell in row.cells if cell.text]
    cells = {name: row.cells[place] if place < len(row.cells) else Cell("", None) for name, place in columns.items()}
    if not filled:
        return
    if len(filled) == 1 and not (cells["text"].text and _number(filled[0])):
        skipped.append(Warning("row_skipped", {"text": filled[0][:60]}, row.source))
        return
    lines.append(_line(cells, row.source))


def _line(cells: dict[str, Cell], source: str) -> Line:
    missing = {name: cell for name, cell in cells.items() if name in CARRIED and not cell.text}
    merged = frozenset(name for name, cell in missing.items() if cell.continues)
    # Text files cannot show a merge; there an empty unit cell can only mean the cell above.
    empty = frozenset(name for name, cell in missing.items() if name == "units" and not cell.continues)
    merged |= frozenset(name for name in empty if cells[name].continues is None)
    return Line({name: cell.text for name, cell in cells.items()}, source, merged, empty - merged)


def _carried_down(lines: list[Line]) -> Iterator[Line]:
    above: dict[str, str] = {}
    for line in lines:
        carried = {name: above.get(name, "") for name in line.merged | line.empty}
        line = replace(line, cells=line.cells | carried)
        above = line.cells
        yield line


def _task(line: Line, place: int, reference: Reference, known: tuple[str, ...]) -> TaskRow:
    text = close_up(line.cells["text"].replace("\n", ""))
    if not text:
        raise ReadingError("row_without_text", {}, line.source)
    responsible = _responsible(line.cells, known)
    deadline = read_deadline(line.cells["deadline"], reference)
    return TaskRow(
        number=_row_number(line, place),
        text=text,
        units_wording="；".join(filter(None, (line.cells.get(name) for name in ("lead", "units", "support")))),
        units=responsible.units,
        groups=responsible.groups,
        lead=responsible.lead,
        support=responsible.support,
        restored=responsible.restored,
        deadline=deadline,
        source=line.source,
        inherited=bool((line.merged | line.empty) & {"units", "lead"}),
    )


def _responsible(cells: dict[str, str], known: tuple[str, ...]) -> Responsible:
    """Columns of leads and supporting units read like the labels 牵头单位 and 配合单位."""
    labels = {"lead": "牵头单位：", "support": "配合单位："}
    named = "；".join(labels[name] + cells[name] for name in labels if cells.get(name, "").strip())
    rest = cells.get("units", "")
    return read_units(f"{named}；责任单位：{rest}" if named and rest else named or rest, known=known)


def _row_number(line: Line, place: int) -> int:
    if "number" not in line.cells:
        return place
    number = _number(line.cells["number"])
    if not number:
        raise ReadingError("bad_number", {"found": line.cells["number"][:20]}, line.source)
    return number


def _number(text: str) -> int:
    """1, '1.', '（1）' or '一'; 0 when it is no number."""
    found = re.fullmatch(r"[(第]?(\d{1,4})[项)．.、]?", plain(f"{text}"))
    if found:
        return int(found[1])
    chinese = re.fullmatch(r"[(]?([一二三四五六七八九十]{1,3})[)、.]?", plain(text))
    return int(plain(f"{chinese[1]}日")[:-1]) if chinese else 0


def _check_numbers(tasks: tuple[TaskRow, ...]) -> None:
    seen: set[int] = set()
    for task in tasks:
        if task.number in seen:
            raise ReadingError("duplicate_number", {"number": task.number}, task.source)
        seen.add(task.number)


def _merged(tasks: tuple[TaskRow, ...], lines: list[Line]) -> Iterator[Warning]:
    """One warning for each cell that was carried down, over all the rows it reaches."""
    for code in ("merged", "empty"):
        for name in CARRIED:
            yield from _runs(f"{code}_cells", name, [
                (task, line) for task, line in zip(tasks, lines, strict=True) if name in getattr(line, code)
            ])  # fmt: skip


def _runs(code: str, name: str, rows: list[tuple[TaskRow, Line]]) -> Iterator[Warning]:
    by_text: dict[str, list[tuple[TaskRow, Line]]] = {}
    for task, line in rows:
        by_text.setdefault(line.cells[name], []).append((task, line))
    for text, reached in by_text.items():
        numbers = [task.number for task, _ in reached]
        yield Warning(code, {"column": name, "rows": numbers, "text": text}, reached[0][1].source)
