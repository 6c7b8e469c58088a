"""The workbooks that go out: a whole ledger, one per department in a zip, the refused rows of a load."""

import io
import zipfile
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from base.files.names import safe_name
from base.models import SheetLoad

from .columns import Column, Kind
from .kept import refused_rows
from .ledgers import Known, Ledger
from .rows import Refusal
from .taking import PROBLEM
from .writing import SheetOut, workbook


def whole(ledger: Ledger, on: date) -> bytes:
    """The ledger as it stands, ready to be edited and loaded again."""
    return workbook([_sheet(ledger, ledger.rows(), on)])


def whole_name(ledger: Ledger, on: date) -> str:
    """What the file of the whole ledger is called."""
    return _named(ledger.whose, ledger.title, on.isoformat())


def bundle(ledger: Ledger, on: date) -> bytes:
    """A zip with one workbook per department, each with the rows of that department filled in."""
    known, content = ledger.rows(), io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, part in enumerate(ledger.parts(), 1):
            rows = [each for each in known if each.values.get(ledger.part) == part]
            name = f"{number:02}-{_named(part, ledger.title)}"
            archive.writestr(name, workbook([_sheet(ledger, rows, on, part)]))
    return content.getvalue()


def bundle_name(ledger: Ledger, on: date) -> str:
    """What the zip is called."""
    return _named(ledger.whose, ledger.title, _("by department"), on.isoformat(), ending="zip")


def rest(load: SheetLoad, ledger: Ledger, on: date) -> bytes:
    """The refused rows as they were typed, each with what is wrong: to be corrected and loaded again."""
    problem = Column("problem_", PROBLEM, longest=2000, width=48)
    # As texts: what was refused as a day is none.
    columns = [replace(column, kind=Kind.TEXT, choices=(), locked=False) for column in ledger.columns]
    rows = [
        (
            row.key,
            row.version,
            {each.name: row.typed(each.name)[0] for each in columns} | {problem.name: _why(why)},
        )
        for row, why in refused_rows(load)
    ]
    note = _("Correct these rows and load this file; the column “%(problem)s” is not read.") % {"problem": PROBLEM}
    return workbook([SheetOut(ledger.title, [*columns, problem], rows, note=note, meta=_meta(ledger, on))])


def rest_name(load: SheetLoad, ledger: Ledger) -> str:
    """What the file of refused rows is called."""
    return _named(ledger.whose, ledger.title, _("refused rows"))


def _why(refusals: list[Refusal]) -> str:
    return " ".join(each.sentence for each in refusals) or _("skipped")


def _sheet(ledger: Ledger, rows: list[Known], on: date, part: str = "") -> SheetOut:
    return SheetOut(
        part or ledger.title,
        list(ledger.columns),
        [(each.key, each.version, each.values) for each in rows],
        heading=" ".join(filter(None, (part or ledger.whose, str(ledger.title)))),
        note=str(ledger.note),
        meta=_meta(ledger, on, part),
    )


def _meta(ledger: Ledger, on: date, part: str = "") -> dict:
    """What tells a returned workbook where it belongs."""
    return {
        "ledger": ledger.name,
        "place": ledger.place,
        "whose": f"{ledger.whose} {ledger.title}".strip(),
        "part": part,
        "made_on": on.isoformat(),
    }


def _named(*words, ending: str = "xlsx") -> str:
    return safe_name(f"{'-'.join(str(word) for word in words if word)}.{ending}")
