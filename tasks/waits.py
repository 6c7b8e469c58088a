"""How long something has waited for the bureau, in working days: one rule for queue, dashboard and unit pages.

How late something is, is another matter: that is counted in calendar days (tasks/standing.py).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from base import clock
from base.remembered import remembered
from base.workdays import Calendar

from .models import Problem
from .states import State

# Whoever has waited for the bureau more working days than this has waited long: it stands out, and the bureau is told.
LONG = 3


def calendar_since(since: Iterable[date | None], on: date) -> Calendar | None:
    """The working days from the earliest of the days to `on`, by one query; None, and no query, when nothing waits."""
    known = [day for day in since if day and day < on]
    return Calendar(min(known), on) if known else None


def working_waits(since: Sequence[date | None], on: date, calendar: Calendar | None = None) -> list[int]:
    """For each day the working days after it up to `on`; 0 for None. A page that has read its calendar gives it."""
    calendar = calendar or calendar_since(since, on)
    counted = {day: calendar.count(day, on) if calendar and day else 0 for day in set(since)}
    return [counted[day] for day in since]


def review_waits(rows: Iterable, plan, on: date, calendar: Calendar | None = None) -> list[int]:
    """Of each submission among the plan's rows on a day that lay with its bureau; the longest first.

    One query, none with the calendar given. What the bureau itself has sent waits for its overseer.
    """
    theirs = [row for row in rows if row.unit.pk != plan.bureau_id and row.position.state == State.SUBMITTED]
    sent = sorted(day for row in theirs for day in [row.position.submitted_on] * getattr(row, "n", 1))
    return working_waits(sent, on, calendar)


def problem_waits(officer, plan, on: date) -> list[int]:
    """Working days that each problem within reach has waited at the end of `on`, the longest first.

    Two queries; none while the plan stands at the same revision.
    """
    key = ("problems", officer.pk, officer.role, officer.unit.home_path, on, clock.today(), plan.stood)
    return remembered(key, lambda: _problem_waits(officer, plan, on))


def _problem_waits(officer, plan, on) -> list[int]:
    waiting = list(Problem.objects.visible_to(officer).filter(plan=plan).waiting_as_of(on))
    return sorted(working_days_of(waiting, on).values(), reverse=True)


def working_days_of(problems, on: date) -> dict[int, int]:
    """{id: working days waited} of problems in one reading of the calendar; 0 for one that waits for nobody there."""
    asked_on = [clock.local_day(getattr(each, "at_asked_at", each.asked_at)) for each in problems]
    calendar = Calendar(min(asked_on), on) if asked_on else None
    return {each.pk: each.working_days_waiting(on, calendar) for each in problems}
