"""A list of a page as a workbook at the same address (`?format=xlsx`): as filtered, and of the same day."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from base.files.names import safe_name
from base.http import given_out

from .columns import Column
from .writing import XLSX, SheetOut, workbook


def wanted(request) -> bool:
    """Whether the list is asked for as a workbook."""
    return request.GET.get("format") == "xlsx"


def sheet(title, columns: Sequence[Column], rows: Iterable[dict], on: date, said: Iterable[tuple] = ()) -> SheetOut:
    """One sheet: what it is, of which day, what it is filtered by (`said`: pairs of label and value)."""
    filters = [f"{label}: {value}" for label, value in said]
    note = "  ".join([_("As of %(day)s") % {"day": on.isoformat()}, *filters])
    return SheetOut(str(title), list(columns), [("", None, values) for values in rows], heading=str(title), note=note)


def given_list(request, title, columns: Sequence[Column], rows: Iterable[dict], on: date, said: Iterable[tuple] = ()):
    """A workbook of one sheet, as `sheet` makes it."""
    return given(request, title, [sheet(title, columns, rows, on, said)], on)


def given(request, title, sheets: Sequence[SheetOut], on: date):
    """The workbook as a download; recorded as an export."""
    return given_out(request, workbook(list(sheets)), safe_name(f"{title}-{on.isoformat()}.xlsx"), XLSX)
