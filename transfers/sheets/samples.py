"""Workbooks to try the product with, as people would send them: made from what a county's ledgers hold."""

import csv
import io
from dataclasses import replace
from datetime import date

from base.sheets.columns import Column, Kind
from base.sheets.ledgers import Known
from base.sheets.writing import SheetOut, workbook

from .items import ItemLedger
from .staff import StaffLedger

NEWCOMERS = ("易水生", "危晓芳", "凌志军", "蓝秀英", "占国庆", "饶丽云", "柯建华", "涂小兰")
ROSTER = ("name", "department", "post", "post_kind", "post_moved", "document_number", "document_on", "arrived_on")
ON_PAPER = {
    "post": "行政审批股",
    "post_kind": "行政",
    "post_moved": "√",
    "document_number": "组干字〔2021〕12号",
    "document_on": "2021.2.8",
    "arrived_on": "2021年2月8日",
}
HALVED = {"steps": 2, "materials": 2, "time": 3}


def roster(unit, on: date) -> bytes:
    """Eight people of a list of one's own; row 6 names a department that is none, row 8 a day that is none."""
    rows = _newcomers(unit, on, NEWCOMERS)
    rows[4]["department"] = _nearly(rows[4]["department"])
    rows[6]["arrived_on"] = "2021-02-30"
    return workbook([SheetOut("人员名册", _as_text(StaffLedger, ROSTER), [("", None, row) for row in rows])])


def roster_in_gbk(unit, on: date) -> bytes:
    """Two people as Chinese Excel saves a csv."""
    rows = _newcomers(unit, on, ("钱福英", "欧阳水根"))
    content = io.StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow([column.label for column in _as_text(StaffLedger, ROSTER)])
    writer.writerows([row[name] for name in ROSTER] for row in rows)
    return content.getvalue().encode("gb18030")


def item_ledger(unit, on: date) -> bytes:
    """The downloaded ledger after a morning's work: three items lighter by half, one of a second batch at the end."""
    ledger = ItemLedger(unit, on)
    known = ledger.rows()
    worked = [_lighter(each) if place < len(HALVED) else each for place, each in enumerate(known)]
    rows = [(each.key, each.version, each.values) for each in worked]
    return _of_items(ledger, [*rows, ("", None, _added(ledger, known[-1].values["department"]))])


def department_return(unit, on: date) -> bytes:
    """What the first department sends back: its own items with a contact each, and one more item."""
    ledger = ItemLedger(unit, on)
    known, part = ledger.rows(), ledger.parts()[0]
    own = [each for each in known if each.values["department"] == part]
    contact = {"supervisor": part, "supervisor_contact": "法规股"}
    rows = [(each.key, each.version, {**each.values, **contact}) for each in own]
    return _of_items(ledger, [*rows, ("", None, _added(ledger, ""))], part)


SAMPLES = {
    "roster-two-bad-rows.xlsx": roster,
    "roster-gbk.csv": roster_in_gbk,
    "item-ledger.xlsx": item_ledger,
    "department-return.xlsx": department_return,
}


def _newcomers(unit, on: date, names) -> list[dict]:
    departments = StaffLedger(unit, on).parts()
    own = [departments[place % len(departments)] for place in range(len(names))]
    return [{"name": name, "department": department, **ON_PAPER} for name, department in zip(names, own, strict=True)]


def _nearly(name: str) -> str:
    """A department's name as it was before the last reform, or with its last character lost."""
    return name.replace("自然资源", "国土资源") if "自然资源" in name else name[:-1]


def _lighter(known: Known) -> Known:
    return replace(known, values={**known.values, **{f"{test}_after": figure for test, figure in HALVED.items()}})


def _added(ledger: ItemLedger, department: str) -> dict:
    said = {"name": "权限内临时许可事项", "code": "360199001", "department": department, "kind": "licence", "batch": 2}
    return {**{column.name: column.empty for column in ledger.columns}, **said}


def _of_items(ledger: ItemLedger, rows: list, part: str = "") -> bytes:
    meta = {"ledger": ledger.name, "place": ledger.place, "whose": ledger.whose, "part": part}
    return workbook([SheetOut(part or str(ledger.title), list(ledger.columns), rows, meta=meta)])


def _as_text(ledger: type, names) -> list[Column]:
    columns = {column.name: column for column in ledger.columns}
    return [Column(name, columns[name].label, Kind.TEXT, width=columns[name].width) for name in names]
