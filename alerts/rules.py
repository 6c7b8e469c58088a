"""What must be told of one obligation on a day: the pure rule. `cases.py` loads what it is asked about.

Nothing is told on a rest day; what fell on one is told on the next working day, or, ahead of a due day, on the last
one before it. A step that was missed is not made up for: the one that fits the day is taken.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from base.workdays import Calendar
from tasks.states import WITH_COUNTY

from .models.alerts import Kind, Rung

# 到期提醒: so many calendar days before the last day, the nearest first.
REMINDERS = (1, 3, 7)
# How far ahead a reminder can fall: its calendar days and the longest run of rest days before it.
HORIZON = timedelta(days=max(REMINDERS) + 31)


@dataclass(frozen=True)
class Case:
    """What decides it: where the obligation stands, since when under this deadline, what was raised under it.

    `began_on` is the day on which the deadline version came into force, `steps` the working days late at which the
    rungs of the ladder begin, `raised` the (kind, rung) pairs so far.
    """

    state: str
    due_on: date | None
    began_on: date
    only_a_year: bool = False
    answered: bool = False
    raised: frozenset[tuple[str, int]] = frozenset()
    steps: tuple[int, ...] = (1, 4, 8)


def to_raise(case: Case, on: date, days: Calendar) -> list[tuple[Kind, int]]:
    """The (kind, rung) pairs to raise on the day `on`."""
    if case.state not in WITH_COUNTY or case.due_on is None or not days.is_working(on):
        return []
    if on <= case.due_on:
        return _unraised(case, Kind.DUE, 0 if case.only_a_year else reminder_on(case.due_on, on, days))
    overdue = [] if (Kind.OVERDUE, 0) in case.raised else [(Kind.OVERDUE, 0)]
    return overdue + ([] if case.answered else _unraised(case, Kind.RUNG, rung_on(case, on, days)))


def reminder_on(due_on: date, on: date, days: Calendar) -> int:
    """Which reminder fits the day: the least of 7, 3 and 1 whose working day has come; 0 for none yet."""
    come = (ahead for ahead in REMINDERS if days.on_or_before(due_on - timedelta(days=ahead)) <= on)
    return next(come, 0)


def rung_on(case: Case, on: date, days: Calendar) -> int:
    """Which rung of the ladder the day has reached; 0 for none.

    Working days count from the last day, or from the day on which the deadline came into force if that is later:
    after a return or a reopening the ladder begins anew.
    """
    late = days.count(max(case.due_on, case.began_on), on)
    return max((rung for rung, step in zip(Rung, case.steps, strict=True) if late >= step), default=0)


def _unraised(case: Case, kind: Kind, step: int) -> list[tuple[Kind, int]]:
    """The step, unless it or one nearer to the end was raised: reminders count down, rungs up."""
    raised = [rung for each, rung in case.raised if each == kind]
    if not step:
        return []
    passed = any(rung <= step for rung in raised) if kind == Kind.DUE else any(rung >= step for rung in raised)
    return [] if passed else [(kind, int(step))]
