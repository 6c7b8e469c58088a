"""What the tests of the ledgers' workbooks share: a county with people, items and agreements, and its files."""

from datetime import date

from django.urls import reverse

from base.models import SheetLoad
from base.sheets.columns import Column
from base.sheets.writing import SheetOut, workbook
from tests.base.sheetpages import answered, confirm, file, page, preview
from tests.tools.filled import Filled
from transfers.sheets.departments import DepartmentLedger
from transfers.sheets.items import ItemLedger
from transfers.sheets.staff import StaffLedger

from .books import agreement, department, item, person

__all__ = ["answered", "confirm", "file", "page", "preview"]
LEDGERS = {ledger.name: ledger for ledger in (StaffLedger, ItemLedger, DepartmentLedger)}
TODAY = date(2021, 2, 18)


def county(cast):
    """Three departments, three people, four items, one of them with its agreement."""
    cast.planning, cast.civil, cast.land = (
        department(cast, name=name, order=order)
        for order, name in enumerate(("区发展改革委", "区民政局", "区自然资源局"), 1)
    )
    cast.first = item(cast, cast.planning, code="360104001")
    cast.second = item(cast, cast.planning, name="固定资产投资项目节能审查", code="360104002")
    cast.third = item(cast, cast.civil, name="社会团体成立登记", code="360107001", steps_before=6, materials_before=9)
    cast.nameless = item(cast, cast.land, name="临时用地审批", code="")
    cast.paper = agreement(cast, cast.first)
    cast.liao = person(cast, cast.planning, items=[str(cast.first.key)], document_number="区组字〔2021〕5号")
    cast.zhong = person(cast, cast.planning, name="钟美玲")
    cast.huang = person(cast, cast.land, name="黄志强")
    return cast


def at(name, ledger, place="zhanggong"):
    """The address of one of a ledger's workbook pages."""
    return reverse(f"sheets:{name}", args=[ledger, place])


def downloaded(client, ledger) -> Filled:
    return Filled(client.get(at("download", ledger)).content)


def send(client, ledger, *contents: bytes, names=()) -> SheetLoad:
    """Upload workbooks; the load as it was read and compared."""
    names = names or [f"{number}.xlsx" for number in range(len(contents))]
    files = [file(content, name) for content, name in zip(contents, names, strict=True)]
    answer = client.post(at("upload", ledger), {"files": files})
    assert answer.status_code == 302, answer.context["form"].errors
    return SheetLoad.objects.get(key=answer["Location"].split("/")[-2])


def own_list(*rows: dict) -> bytes:
    """A table of somebody's own: headings as typed, texts below them."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    columns = [Column(heading, heading) for heading in headings]
    return workbook([SheetOut("自制", columns, [("", None, row) for row in rows])])


def counted(load) -> dict:
    """The counts that say something."""
    load.refresh_from_db()
    return {name: count for name, count in load.counts.items() if count}


def faults(client, load) -> list[tuple]:
    """(cell, what was typed, suggestion) of everything refused, in order."""
    lines = preview(client, load, show="refused").lines
    return [(fault.place, fault.typed, fault.suggestion) for line in lines for fault in line.faults]


def sentences(client, load) -> list[str]:
    return [fault.sentence for line in preview(client, load, show="refused").lines for fault in line.faults]
