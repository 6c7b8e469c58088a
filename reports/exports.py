"""The dashboard as a workbook: the matrix in words, and what is overdue."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from base import clock
from base.sheets import lists
from base.sheets.columns import Column, Kind
from base.sheets.writing import SheetOut

from .requests import KINDS

UNIT = Column("unit", gettext_lazy("Responsible unit"), width=16)
OVERDUE = (
    UNIT,
    Column("number", gettext_lazy("Task no."), Kind.NUMBER, width=8),
    Column("task", gettext_lazy("Task"), width=40),
    Column("first_due_on", gettext_lazy("First deadline"), Kind.DAY, width=12),
    Column("due_on", gettext_lazy("Deadline now"), Kind.DAY, width=12),
    Column("days_late", gettext_lazy("Days late"), Kind.NUMBER, width=8),
)


def given(request, board):
    """Matrix and overdue list of a dashboard under its filters."""
    return lists.given(request, _("Task matrix"), [matrix(board), overdue(board)], board.on)


def matrix(board) -> SheetOut:
    """A row for each unit in view with its lamp, a column for each task, what is counted at the right."""
    shown = board.matrix
    tasks = [Column(f"task{one.task.pk}", f"{one.task.number} {one.task.label}", width=12) for one in shown.columns]
    lamp = Column("lamp", gettext_lazy("Lamp"), width=8)
    counted = Column("part", str(shown.narrowing.label), Kind.NUMBER, width=8)
    rows = [_row(board, row, shown.columns) for row in shown.rows]
    total = {column.name: one.sum for column, one in zip(tasks, shown.columns, strict=True)}
    rows.append({"unit": str(shown.narrowing.label), "part": shown.part, **total})
    return lists.sheet(_("Task matrix"), [UNIT, lamp, *tasks, counted], rows, board.on, _said(board))


def _row(board, row, columns) -> dict:
    cells = {f"task{one.task.pk}": board.said_of(row.unit, one.task) for one in columns}
    return {"unit": row.unit.name, "lamp": str(row.lamp.label) if row.lamp else "", "part": row.part, **cells}


def overdue(board) -> SheetOut:
    """What is overdue, the latest first."""
    late = sorted(board.overdue, key=lambda place: -place.position.days_late(board.on))
    return lists.sheet(_("Overdue list"), OVERDUE, [_late(place, board.on) for place in late], board.on)


def _late(place, on) -> dict:
    at = place.position
    return {
        "unit": place.unit.name,
        "number": place.task.number,
        "task": place.task.label,
        "first_due_on": at.first_due_on,
        "due_on": at.due_on,
        "days_late": at.days_late(on),
    }


def _said(board):
    if board.phase:
        yield _("Phase"), board.phase
    if board.filters.narrow:
        yield _("State"), board.narrowing.label


CHANGED = (
    Column("what", gettext_lazy("What happened"), width=14),
    UNIT,
    Column("number", gettext_lazy("Task no."), Kind.NUMBER, width=8),
    Column("task", gettext_lazy("Task"), width=40),
    Column("words", gettext_lazy("In words"), width=60),
)


def changed(request, found):
    """What changed between two days, one row each."""
    rows = [
        _changed(str(section.look.label), row.place.unit, row.place.task, row.words)
        for section in found.sections
        for row in section.rows
    ]
    rows += [_changed(_("figure moved"), one.unit, one.task, f"{one.before} → {one.after}") for one in found.moved]
    said = [(pgettext("day", "from"), found.since.isoformat())]
    return lists.given_list(request, _("What changed"), CHANGED, rows, found.last.on, said)


def _changed(what, unit, task, words) -> dict:
    return {"what": what, "unit": unit.name, "number": task.number, "task": task.label, "words": words}


ASKED = (
    Column("asked_on", gettext_lazy("Asked on"), Kind.DAY, width=12),
    Column("kind", gettext_lazy("Kind of request"), width=14),
    Column("number", gettext_lazy("Task no."), Kind.NUMBER, width=8),
    Column("task", gettext_lazy("Task"), width=30),
    Column("text", gettext_lazy("Words of the request"), width=48),
    Column("by", gettext_lazy("Asked by"), width=16),
)
FILLED = (
    Column("lines", gettext_lazy("Lines reported"), Kind.NUMBER, width=10),
    Column("fields", gettext_lazy("Fields filled in"), Kind.NUMBER, width=10),
    Column("files", gettext_lazy("Files sent"), Kind.NUMBER, width=10),
    Column("facts", gettext_lazy("Ledger rows recorded"), Kind.NUMBER, width=12),
)


def burdened(request, found):
    """The burden of a month: a row for each pilot in the notice's order, and their sum."""
    kinds = [Column(kind.name, kind.label, Kind.NUMBER, width=10) for kind in KINDS]
    columns = [UNIT, Column("asked", gettext_lazy("Requests"), Kind.NUMBER, width=10), *kinds, *FILLED]
    rows = [*map(_burdened, found.rows), _burdened(found.total)]
    return lists.given_list(request, _("Burden at the base"), columns, rows, *_of_month(found))


def _burdened(row) -> dict:
    filled = {"lines": row.lines, "fields": row.fields_filled, "files": row.files, "facts": row.facts_recorded}
    counted = {kind.name: number for kind, number in row.by_kind}
    return {"unit": row.unit.name if row.unit else _("all together"), "asked": len(row.asked), **counted, **filled}


def asked(request, found, row):
    """Each request to one pilot in a month."""
    values = [
        {
            "asked_on": clock.local_day(each.at),
            "kind": str(each.label),
            "number": each.number,
            "task": each.task,
            "text": each.text,
            "by": each.who,
        }
        for each in row.asked
    ]
    return lists.given_list(request, _("Requests to %(unit)s") % {"unit": row.unit}, ASKED, values, *_of_month(found))


def _of_month(found) -> tuple:
    """The day of the workbook and what it is narrowed to."""
    return min(found.month.last, clock.today()), [(_("Month"), found.month.iso)]
