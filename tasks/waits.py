"""How long what waits for the bureau has waited, in working days: for whoever counts it."""

from datetime import date

from base import clock
from base.workdays import Calendar

from .models import Problem


def problem_waits(officer, plan, on: date) -> list[int]:
    """Working days that each problem within reach has waited at the end of `on`, the longest first: two queries."""
    waiting = list(Problem.objects.visible_to(officer).filter(plan=plan).waiting_as_of(on))
    return sorted(working_days_of(waiting, on).values(), reverse=True)


def working_days_of(problems, on: date) -> dict[int, int]:
    """{id: working days waited} of problems in one reading of the calendar; 0 for one that waits for nobody there."""
    asked_on = [clock.local_day(getattr(each, "at_asked_at", each.asked_at)) for each in problems]
    calendar = Calendar(min(asked_on), on) if asked_on else None
    return {each.pk: each.working_days_waiting(on, calendar) for each in problems}
