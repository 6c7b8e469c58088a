"""The lists of the pages as tables: their columns, and what each row says in them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from base import clock
from base.sheets.columns import Column, Kind

UNIT = Column("unit", gettext_lazy("Responsible unit"), width=16)
NUMBER = Column("number", gettext_lazy("Task no."), Kind.NUMBER, width=8)
TASK = Column("task", gettext_lazy("Task"), width=40)
STATE = Column("state", gettext_lazy("State"), width=14)
OBLIGATIONS = (
    UNIT,
    NUMBER,
    TASK,
    STATE,
    Column("first_due_on", gettext_lazy("First deadline"), Kind.DAY, width=12),
    Column("due_on", gettext_lazy("Deadline now"), Kind.DAY, width=12),
    Column("days_late", gettext_lazy("Days late"), Kind.NUMBER, width=8),
    Column("figure", gettext_lazy("Figure"), width=28),
    Column("department", gettext_lazy("Department in charge"), width=18),
    Column("said_on", gettext_lazy("Last report"), Kind.DAY, width=12),
    Column("text", gettext_lazy("Progress"), width=48),
    Column("difficulty", gettext_lazy("Difficulties"), width=30),
    Column("document_number", gettext_lazy("Document number"), width=20),
)
PROBLEMS = (
    UNIT,
    Column("kind", gettext_lazy("Kind"), width=18),
    TASK,
    STATE,
    Column("days", gettext_lazy("Waiting, working days"), Kind.NUMBER, width=10),
    Column("raised_on", gettext_lazy("Raised"), Kind.DAY, width=12),
    Column("text", gettext_lazy("What the problem is"), width=48),
    Column("asked", gettext_lazy("What is asked of whom"), width=40),
    Column("answer", gettext_lazy("Answer to the pilot"), width=40),
    Column("promised_on", gettext_lazy("Solved by"), Kind.DAY, width=12),
)
DISPATCHES = (
    Column("held_on", gettext_lazy("Held on"), Kind.DAY, width=12),
    Column("kind", gettext_lazy("Kind of dispatch"), width=12),
    Column("units", gettext_lazy("Pilots concerned"), width=30),
    Column("text", gettext_lazy("Found or discussed"), width=48),
    Column("follow_up", gettext_lazy("What follows"), width=40),
    Column("follow_up_on", gettext_lazy("To be done by"), Kind.DAY, width=12),
    Column("done_on", gettext_lazy("Seen to on"), Kind.DAY, width=12),
    Column("by", gettext_lazy("Recorded by"), width=14),
)
DECISIONS = (
    Column("unit", gettext_lazy("Meeting"), width=18),
    Column("held_on", gettext_lazy("Held on"), Kind.DAY, width=12),
    Column("text", gettext_lazy("What was decided"), width=48),
    Column("responsible", gettext_lazy("Who does it"), width=20),
    Column("due_on", gettext_lazy("By when"), Kind.DAY, width=12),
    STATE,
)
PRACTICES = (
    UNIT,
    Column("title", pgettext_lazy("of a practice", "Title"), width=28),
    TASK,
    Column("published_on", gettext_lazy("Published"), Kind.DAY, width=12),
    Column("text", gettext_lazy("Progress"), width=60),
)

INSTRUCTIONS = (
    UNIT,
    NUMBER,
    TASK,
    Column("given_on", gettext_lazy("Given on"), Kind.DAY, width=12),
    Column("by", gettext_lazy("Given by"), width=12),
    Column("text", gettext_lazy("Instruction"), width=48),
    Column("reply_by", gettext_lazy("Answer by"), Kind.DAY, width=12),
    STATE,
    Column("days_late", gettext_lazy("Days late"), Kind.NUMBER, width=8),
    Column("answered_on", gettext_lazy("Answered on"), Kind.DAY, width=12),
    Column("answer", gettext_lazy("What was done on it"), width=48),
)
SPOT_CHECKS = (
    Column("checked_on", gettext_lazy("Checked on"), Kind.DAY, width=12),
    UNIT,
    NUMBER,
    TASK,
    Column("by", gettext_lazy("Checked by"), width=20),
    Column("way", gettext_lazy("How it was checked"), width=14),
    Column("found", gettext_lazy("What was found"), width=12),
    Column("text", gettext_lazy("Findings in words"), width=48),
)
# A list of obligations, with what a lead waits for.
FOLLOWED = (
    *OBLIGATIONS,
    Column("instructions", gettext_lazy("Unanswered instructions"), width=48),
)


def obligation(row, on: date) -> dict:
    """One row (tasks.board.Row) of the list of obligations."""
    one, at, last = row.obligation, row.obligation.position, row.obligation.latest
    return {
        "unit": one.unit.name,
        "number": one.task.number,
        "task": one.task.label,
        "state": str(row.look.label),
        "first_due_on": at.first_due_on,
        "due_on": at.due_on,
        "days_late": row.due.over or row.due.late_done or None,
        "figure": row.figure.text if row.figure else "",
        "department": one.lead_department,
        "said_on": last and clock.local_day(last.recorded_at),
        "text": last.text if last else "",
        "difficulty": last.difficulty if last else "",
        "document_number": last.document_number if last else "",
    }


def problem(row) -> dict:
    """One row (tasks.problem_looks.Row) of the list of problems."""
    one = row.problem
    return {
        "unit": one.unit.name,
        "kind": str(one.get_kind_display()),
        "task": str(one.obligation.task) if one.obligation else _("in general"),
        "state": str(row.look.label),
        "days": row.days or None,
        "raised_on": clock.local_day(one.raised_at),
        "text": one.text,
        "asked": one.asked,
        "answer": one.answer_text or "",
        "promised_on": one.answer_promised_on,
    }


def dispatch(one) -> dict:
    """One dispatch (tasks.dispatching.listed)."""
    return {
        "held_on": one.held_on,
        "kind": str(one.get_kind_display()),
        "units": [unit.name for unit in one.units.all()],
        "text": one.text,
        "follow_up": one.follow_up,
        "follow_up_on": one.follow_up_on,
        "done_on": one.done_on,
        "by": str(one.opened_by),
    }


def decision(each, *, late: bool) -> dict:
    """One decision of a joint meeting that is not carried out yet."""
    meeting = each.meeting
    return {
        "unit": meeting.unit.name if meeting.unit else str(meeting.get_level_display()),
        "held_on": meeting.held_on,
        "text": each.text,
        "responsible": each.responsible,
        "due_on": each.due_on,
        "state": _("overdue") if late else _("not carried out yet"),
    }


def practice(one) -> dict:
    """One practice that is passed on."""
    return {
        "unit": one.unit.name,
        "title": one.title,
        "task": str(one.entry.obligation.task),
        "published_on": one.published_at and clock.local_day(one.published_at),
        "text": one.entry.text,
    }


def followed(row, waiting, on: date) -> dict:
    """One row of the followed obligations, with the instructions (tasks.instructions.Row) that wait on it."""
    return obligation(row, on) | {"instructions": [each.entry.text for each in waiting]}


def instruction(row) -> dict:
    """One instruction (tasks.instructions.Row)."""
    entry, task = row.entry, row.entry.obligation.task
    return {
        "unit": entry.obligation.unit.name,
        "number": task.number,
        "task": task.label,
        "given_on": clock.local_day(entry.recorded_at),
        "by": entry.by_name,
        "text": entry.text,
        "reply_by": row.reply_by,
        "state": str(row.look.label),
        "days_late": row.days_late or None,
        "answered_on": row.answer and clock.local_day(row.answer.recorded_at),
        "answer": row.answer.text if row.answer else "",
    }


def spot_check(row) -> dict:
    """One spot check (tasks.spot_checks.Row)."""
    entry, one = row.entry, row.entry.obligation
    return {
        "checked_on": entry.true_on,
        "unit": one.unit.name,
        "number": one.task.number,
        "task": one.task.label,
        "by": f"{entry.by_unit} {entry.by_name}",
        "way": str(row.way),
        "found": row.found,
        "text": entry.text,
    }
