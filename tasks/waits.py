"""How long something has waited for the bureau, in working days: one rule for queue, dashboard and unit pages.

How late something is, is another matter: that is counted in calendar days (tasks/standing.py).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from base.workdays import Calendar

from .models import Obligation
from .states import State


def calendar_since(since: Iterable[date | None], on: date) -> Calendar | None:
    """The working days from the earliest of the days to `on`, by one query; None, and no query, when nothing waits."""
    known = [day for day in since if day and day < on]
    return Calendar(min(known), on) if known else None


def working_waits(since: Sequence[date | None], on: date, calendar: Calendar | None = None) -> list[int]:
    """For each day the working days after it up to `on`; 0 for None. A page that has read its calendar gives it."""
    calendar = calendar or calendar_since(since, on)
    counted = {day: calendar.count(day, on) if calendar and day else 0 for day in set(since)}
    return [counted[day] for day in since]


def review_waits(officer, plan, on: date, calendar: Calendar | None = None) -> list[int]:
    """Of each submission that lay with the plan's bureau at the end of `on`, as far as the officer sees.

    Two queries, one with the calendar given. What the bureau itself has sent waits for its overseer.
    """
    theirs = Obligation.objects.visible_to(officer).filter(plan=plan).exclude(unit=plan.bureau_id)
    waiting = theirs.as_of(on).filter(at_state=State.SUBMITTED).order_by("at_submitted_on")
    return working_waits(list(waiting.values_list("at_submitted_on", flat=True)), on, calendar)
