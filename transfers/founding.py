"""组建与运行 as a page keeps it: the record's fields in groups, and which row or milestone each of them feeds."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks import measures
from tasks.measures import Figure
from tasks.models import Phase

from .book import Book

GROUPS = (
    (gettext_lazy("Approved plan"), ("approval_number", "approved_on", "approved_items", "staff_target")),
    (gettext_lazy("Leading group"), ("group_number", "group_on")),
    (gettext_lazy("“Three fixes” plan"), ("staffing_number", "staffing_on")),
    (gettext_lazy("Plates"), ("plate_on", "office_plate_on")),
    (gettext_lazy("Seal"), ("seal_number", "seal_on")),
    (gettext_lazy("In operation"), ("opened_on",)),
    (gettext_lazy("Assessment"), ("assessment_number", "assessment_on")),
)
# The measure that a field is counted in.
FEEDS = {
    "approved_items": "items_transferred",
    "staff_target": "staff_transferred",
    "plate_on": "plates_up",
    "office_plate_on": "plates_up",
    "seal_on": "seal_in_use",
    "opened_on": "service_opened",
}
# What a gate asks for besides its rows.
CALLED = {
    "staff_transferred": gettext_lazy("Staff transfer"),
    "items_taken_over": gettext_lazy("Items taken over"),
    "seal_in_use": gettext_lazy("Approval seal in use"),
    "service_opened": gettext_lazy("Open for applications"),
}
# What the city's table shows of each record.
DAYS = (
    "approved_on",
    "group_on",
    "staffing_on",
    "plate_on",
    "office_plate_on",
    "seal_on",
    "opened_on",
    "assessment_on",
)


@dataclass(frozen=True)
class AtGate:
    """One phase's gate for one pilot: its rows, and the figures it asks for besides."""

    phase: Phase
    rows: list
    figures: list[tuple[str, Figure]]


def fed_by(book: Book) -> dict[str, str]:
    """{field: the rows and milestones that it feeds, in words}; two queries."""
    if not book.plan:
        return {}
    rows = {task.measure: _("row %(n)s") % {"n": task.number} for task in book.plan.tasks.in_force() if task.measure}
    gates = {
        key: _("milestone %(name)s") % {"name": phase}
        for phase in book.plan.phases.all()
        for key in phase.gate_measures
    }
    said = {field: [words[key] for words in (rows, gates) if key in words] for field, key in FEEDS.items()}
    return {field: _("counts for %(what)s") % {"what": _(", ").join(words)} for field, words in said.items() if words}


def gates_of(book: Book, rows: list) -> list[AtGate]:
    """The gates that ask for figures besides their rows; `rows` are the unit's (tasks.board.Row)."""
    phases = [phase for phase in book.plan.phases.prefetch_related("gate_tasks") if phase.gate_measures]
    found = measures.of_unit([key for phase in phases for key in phase.gate_measures], book.plan, book.unit, book.on)
    return [
        AtGate(
            phase,
            [row for row in rows if row.obligation.task in phase.gate_tasks.all()],
            [(CALLED.get(key, key), found[key]) for key in phase.gate_measures if key in found],
        )
        for phase in phases
    ]
