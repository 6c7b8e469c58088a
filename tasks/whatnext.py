"""What a reviewer turns to when the queue is empty: what is overdue, what was asked for, what comes due next."""
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from .models import Extension, Obligation, State


@dataclass(frozen=True)
class WhatNext:
    """Figures of the officer's reach on a day, each of which the page links to its list."""

    overdue: int
    longest: int
    asked: int
    first_asked_at: object
    due_on: date | None
    due: int


def what_next(officer, on: date) -> WhatNext:
    """Five queries, none of which grows with the rows."""
    reach = Obligation.objects.visible_to(officer)
    late = [one.days_late(on) for one in reach.overdue(on).select_related("task")]
    asked = Extension.objects.decidable_by(officer)
    open_ones = reach.open().exclude(state=State.SUBMITTED)
    due_on = open_ones.filter(due_on__gte=on).aggregate(day=Min("due_on"))["day"]
    return WhatNext(
        overdue=len(late), longest=max(late, default=0), asked=asked.count(),
        first_asked_at=asked.aggregate(first=Min("requested_at"))["first"],
        due_on=due_on, due=reach.open().filter(due_on__lte=due_on).count() if due_on else 0,
    )
