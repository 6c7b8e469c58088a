"""What the tests of workbook pages share: an officer at the pages of the ledger `people`, and files to send."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from base.models import SheetLoad
from base.sheets import books
from base.sheets.columns import Column
from base.sheets.writing import SheetOut, workbook

from .sheetledger import COLUMNS, People

DAY = date(2021, 2, 18)


def at(name, *args):
    """The address of a page of the ledger, or of a load."""
    return reverse(f"sheets:{name}", args=args or ("people", "zhanggong"))


def file(content: bytes, name="名册.xlsx"):
    return SimpleUploadedFile(name, content)


def own_list(*rows, columns=("name", "department", "arrived_on")) -> bytes:
    """A table of somebody's own: texts under our headings, without keys."""
    labels = {column.name: str(column.label) for column in COLUMNS}
    plain = [Column(name, labels.get(name, name)) for name in columns]
    return workbook([SheetOut("自制", plain, [("", None, dict(zip(columns, row, strict=True))) for row in rows])])


def changed_workbook(store, changes: dict[str, dict]) -> bytes:
    """The downloaded ledger in which a person changed the given rows."""
    ledger = People(store)
    known = [(each.key, each.version, {**each.values, **changes.get(each.key, {})}) for each in ledger.rows()]
    return workbook([SheetOut("人员名册", list(COLUMNS), known, meta={"ledger": ledger.name, "place": ledger.place})])


def whole(store, **place) -> bytes:
    return books.whole(People(store, **place), DAY)


def send(client, *files) -> SheetLoad:
    answer = client.post(at("upload"), {"files": files})
    assert answer.status_code == 302, answer.context["form"].errors
    return SheetLoad.objects.get(key=answer["Location"].split("/")[-2])


def page(client, load, **asked):
    return client.get(at("load", load.key), asked)


def preview(client, load, **asked):
    return page(client, load, **asked).context["preview"]


def answered(client, load, **given):
    answer = client.post(at("answer", load.key), given)
    load.refresh_from_db()
    return answer


def confirm(client, load, **given):
    shown = page(client, load).context["confirm"]
    posted = {"key": shown["key"].value(), "version": load.version} | given
    return client.post(at("confirm", load.key), posted)
