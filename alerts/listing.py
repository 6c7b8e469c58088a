"""The list of a digest as a workbook, for those who work on in one."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.sheets.columns import Column, Kind
from base.sheets.writing import SheetOut, workbook

from .digest import Line
from .models.alerts import Kind as About

COLUMNS = [
    Column("kind", gettext_lazy("kind"), width=16),
    Column("unit", gettext_lazy("Responsible unit"), width=16),
    Column("number", gettext_lazy("row of the task table"), Kind.NUMBER, width=6),
    Column("task", gettext_lazy("Task"), width=28),
    Column("due_on", gettext_lazy("Deadline"), width=14),
    Column("what", gettext_lazy("What was said"), width=40),
    Column("new", gettext_lazy("new"), Kind.YES_NO, width=6),
    Column("url", gettext_lazy("Address"), width=48),
]


def list_of(message, lines: list[Line]) -> bytes:
    """An .xlsx of the lines, in the reader's language; everything in it is text or number."""
    site = settings.SITE_URL.rstrip("/")
    rows = [("", None, _values(line, site, About(line.kind).label)) for line in lines]
    title = _("%(name)s: within your reach on %(day)s") % {"name": message.recipient, "day": message.on.isoformat()}
    return workbook([SheetOut(_("morning digest"), COLUMNS, rows, heading=title)])


def _values(line: Line, site: str, kind) -> dict:
    return {
        "kind": str(kind),
        "unit": line.unit_name,
        "number": line.number or None,
        "task": line.task_name,
        "due_on": line.wording or line.due_on,
        "what": line.what,
        "new": line.new,
        "url": f"{site}{line.url}",
    }
