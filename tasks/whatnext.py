"""What a reviewer turns to when the queue is empty: what is overdue, what was asked for, what comes due next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from .models import Extension, Obligation, Phase, Plan


@dataclass(frozen=True)
class WhatNext:
    """Figures of the officer's reach on a day, each linked to its list. `elsewhere`: what waits for other verifiers."""

    elsewhere: int
    overdue: int
    longest: int
    asked: int
    first_asked_at: object
    due_on: date | None
    due: int


def what_next(officer, on: date) -> WhatNext:
    """Six queries, none of which grows with the rows."""
    reach = Obligation.objects.visible_to(officer)
    late = [one.days_late(on) for one in reach.overdue(on).select_related("task")]
    asked = Extension.objects.decidable_by(officer)
    coming = Phase.objects.filter(plan__in=Plan.objects.visible_to(officer), due_on__gte=on)
    due_on = coming.aggregate(day=Min("due_on"))["day"]
    return WhatNext(
        elsewhere=reach.awaiting_verification().exclude(pk__in=reach.reviewable_by(officer).values("pk")).count(),
        overdue=len(late),
        longest=max(late, default=0),
        asked=asked.count(),
        first_asked_at=asked.aggregate(first=Min("requested_at"))["first"],
        due_on=due_on,
        due=reach.open().filter(due_on__lte=due_on).count() if due_on else 0,
    )
