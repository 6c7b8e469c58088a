"""A file in, plain data out: which rows a ledger's table has, and what of the file is not in them.

This runs in the cage and starts without Django.
"""

import re
from pathlib import Path

from base.intake.examine import examine
from base.intake.kinds import HEAD, found_in

from .columns import KEY, ORDER, VERSION, plain
from .csvtext import BYTE_ORDER_MARKS, read_text
from .header import Header, find_header, known_in
from .merged import resolve
from .raw import Cell, Intake, RawSheet, Unread
from .scan import letters_of
from .workbook import read_workbook

META, LISTS = "_meta", "_lists"
HIDDEN_LABELS = {plain(label) for label in (KEY, VERSION)}
# What stands alone in a row, or opens one, and is no entry of a table.
REMARK = re.compile(r"(?:注|备注|说明|填表说明|填表人|填报人|制表|审核人|负责人|填报单位|填表单位|联系人)(?:[:：]|$)")
TOTAL = re.compile(r"(?:合计|总计|小计|共计)[:：]?$")
TEXT_SHOWN = 60


def read_file(path: str, name: str, *, labels: list[str], most_rows: int = 20_000, progress: str | None = None) -> dict:
    """Read a workbook or text file whose table has (some of) the headings `labels`. For the cage.

    Returns {"sheets": [{"title", "hidden", "meta": {name: text}, "header_row", "above": [text of each row above it],
    "columns": [every heading as found], "letters": {heading: "C"}, "rows": [{"row", "cells": {heading: [text, how]},
    "hidden"}], "blank": [rows]}], "troubles": [{"sheet", "cell", "code", "params"}]}. Cells hold the headings in
    `labels` and 序号, 行标识, 版本 only; empty cells are absent. `how` is text, number, day (its text is ISO), bool,
    formula (never calculated), error, or merged (across columns). Every row below a header is in `rows`, `blank` or
    `troubles`; one with nothing but its number is blank. A trouble whose `cell` is "" keeps no row out.

    Writes the number of rows read so far to the file `progress`. Raises Unread, Unfit, ArchiveRefused.
    """
    own = {plain(label) for label in labels}
    raw = _raw(path, name, own, Intake(most_rows, progress))
    meta = _meta(raw)
    found = [_Table(sheet, own, meta) for sheet in raw if sheet.title not in (META, LISTS)]
    sheets = [table.read() for table in found if table.header]
    if not sheets:
        raise _no_header(raw, labels)
    if sum(len(sheet["rows"]) for sheet in sheets) > most_rows:
        raise Unread("too_many_rows", {"limit": most_rows})
    return {"sheets": sheets, "troubles": [trouble for table in found for trouble in table.troubles]}


def _raw(path: str, name: str, own: set[str], intake: Intake) -> list[RawSheet]:
    """The form is told from the content: people rename files."""
    with Path(path).open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise Unread("empty")
    if head.startswith(BYTE_ORDER_MARKS) or found_in(head) == "text":
        return [read_text(Path(path).read_bytes(), Path(name).stem[:31], own, intake)]
    if found_in(head) not in ("zip", "ole"):
        raise Unread("other_form", {"found": found_in(head)})
    examine(path, "xlsx", "")
    return read_workbook(path, intake)


def _meta(raw: list[RawSheet]) -> dict[str, dict[str, str]]:
    """{sheet: {name: text}} from the sheet that our own workbooks carry for it."""
    found: dict[str, dict[str, str]] = {}
    for sheet in raw:
        if sheet.title == META:
            for cells in sheet.rows.values():
                title, name, text = (cells.get(column, ("", ""))[0] for column in (1, 2, 3))
                found.setdefault(title, {})[name] = text
    return found


def _no_header(raw: list[RawSheet], labels: list[str]) -> Unread:
    rows = [cells for sheet in raw for cells in sheet.rows.values()]
    fullest = max(rows, key=len, default={})
    found = "、".join(text[:12] for text, _how in fullest.values())[:80]
    return Unread("no_header" if rows else "no_rows", {"found": found, "wanted": [*labels[:5]]})


class _Table:
    """One sheet on its way from cells to rows, with what is said about it."""

    def __init__(self, sheet: RawSheet, own: set[str], meta: dict[str, dict[str, str]]):
        self.sheet, self.own, self.troubles = sheet, own, []
        self.meta = meta.get(sheet.title, next(iter(meta.values())) if len(meta) == 1 else {})
        self.header: Header | None = find_header(sheet, own)
        if not self.header and sheet.rows:
            self._say("sheet_skipped", rows=len(sheet.rows))

    def read(self) -> dict:
        """The sheet as `read_file` returns it."""
        rows, header = self.sheet.rows, self.header
        self._describe()
        for code, params in resolve(self.sheet, header):
            self._say(code, **params)
        self._forget_numbers()
        last = max(rows)
        blank = [row for row in range(header.last_row + 1, last) if row not in rows]
        above = [row for row in sorted(rows) if row < header.first_row]
        return {
            "title": self.sheet.title,
            "hidden": self.sheet.hidden,
            "meta": self.meta,
            "header_row": header.last_row,
            "above": [_shown(rows[row]) for row in above],
            "columns": [*header.labels.values()],
            "letters": {label: letters_of(column) for column, label in header.labels.items()},
            "rows": self._rows(),
            "blank": blank,
        }

    def _rows(self) -> list[dict]:
        taken = {column: label for column, label in self.header.labels.items() if column in self.header.taken}
        found = []
        for row in sorted(row for row in self.sheet.rows if row > self.header.last_row):
            cells = self.sheet.rows.pop(row)
            if code := self._no_entry(cells):
                self._say(code, text=_shown(cells), row=row)
                continue
            kept = {taken[column]: cell for column, cell in sorted(cells.items()) if column in taken}
            found.append({"row": row, "cells": kept, "hidden": row in self.sheet.hidden_rows})
        hidden = [row["row"] for row in found if row["hidden"]]
        if hidden:
            self._say("hidden_rows", rows=hidden)
        return found

    def _forget_numbers(self) -> None:
        """Forms come with numbered lines that nobody filled in."""
        numbers = {column for column, label in self.header.labels.items() if label == ORDER}
        for row in [row for row, cells in self.sheet.rows.items() if row > self.header.last_row]:
            if self.sheet.rows[row].keys() <= numbers:
                del self.sheet.rows[row]

    def _no_entry(self, cells: dict[int, Cell]) -> str:
        """Why a row is no entry of the table; "" when it is one."""
        labels = self.header.labels
        heads = {column: plain(label) for column, label in labels.items()}
        again = known_in(cells, self.own)
        if len(again) >= 2 and len(again) == len(cells) and all(heads.get(c) == text for c, text in again.items()):
            return "repeated_header"
        first = cells[min(cells)][0]
        if TOTAL.match("".join(first.split())):
            return "total_row"
        column = min(cells)
        alone = len(cells) == 1 and (cells[column][1] == "merged" or labels.get(column, ORDER) == ORDER)
        return "remark_row" if alone or (len(cells) <= 2 and REMARK.match(first)) else ""

    def _describe(self) -> None:
        """What the file has beside the columns that are taken."""
        header, sheet = self.header, self.sheet
        if sheet.hidden:
            self._say("hidden_sheet")
        for column in sorted(header.forbidden):
            self._say("forbidden_column", label=header.labels[column], column=letters_of(column))
        filled = {column for row, cells in sheet.rows.items() if row > header.last_row for column in cells}
        nameless = sorted(filled - header.labels.keys() - {c for span in header.spans.values() for c in span})
        if nameless:
            self._say("nameless_columns", columns=[letters_of(column) for column in nameless])
        out_of_sight = sheet.hidden_columns & header.taken
        hidden = [header.labels[c] for c in sorted(out_of_sight) if plain(header.labels[c]) not in HIDDEN_LABELS]
        if hidden:
            self._say("hidden_columns", labels=hidden)

    def _say(self, code: str, **params) -> None:
        self.troubles.append({"sheet": self.sheet.title, "cell": "", "code": code, "params": params})


def _shown(cells: dict[int, Cell]) -> str:
    return " ".join(text for _column, (text, _how) in sorted(cells.items()))[:TEXT_SHOWN]
