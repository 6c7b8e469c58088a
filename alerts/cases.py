"""What the pure rule is asked about: every obligation that may have to be told of on a day, in a few statements."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Min

from base import clock
from base.workdays import Calendar
from tasks.models import Entry, Obligation, Plan
from tasks.standing import Position
from tasks.states import WITH_COUNTY

from .models import Alert, Notice
from .rules import HORIZON, Case


@dataclass(frozen=True)
class Found:
    """An obligation with its case."""

    pk: int
    deadline_version: int
    case: Case


@dataclass
class Cases:
    """The cases of a day and the working days around them."""

    found: list[Found]
    days: Calendar


def cases_of(on: date) -> Cases:
    """Everything open with its unit whose last day has passed or lies within the horizon."""
    rows = list(_candidates(on).values_list("pk", "state", "due_on", "deadline_version", "task__precision", "plan_id"))
    plans = {plan.pk: plan for plan in Plan.objects.current()}
    began, raised, answered = _began(on), _raised(on), _answered()
    found = [
        Found(pk, version, _case(plans[plan], state, due_on, precision, began.get(pk), raised.get(pk), pk in answered))
        for pk, state, due_on, version, precision, plan in rows
    ]
    first = min((each.case.due_on for each in found if each.case.due_on), default=on)
    return Cases(found, Calendar(min(first, on) - HORIZON, on + HORIZON))


def _case(plan, state, due_on, precision, began_at, raised, answered) -> Case:
    return Case(
        state=state,
        due_on=due_on,
        began_on=clock.local_day(began_at) if began_at else date.min,
        only_a_year=not plan.year_reminder and Position(state, due_on=due_on, precision=precision).bare_year,
        answered=answered,
        raised=frozenset(raised or ()),
        steps=plan.ladder,
    )


def _candidates(on: date):
    open_here = Obligation.objects.filter(state__in=WITH_COUNTY, plan__withdrawn_at__isnull=True)
    return open_here.filter(due_on__lte=on + HORIZON).order_by("pk")


def _began(on: date) -> dict[int, datetime]:
    """When the deadline version of what is past its last day came into force; nothing else asks for it."""
    late = _candidates(on).filter(due_on__lt=on).order_by()
    lines = Entry.objects.not_undone().filter(obligation__in=late, deadline_version=F("obligation__deadline_version"))
    return dict(lines.order_by().values_list("obligation").annotate(Min("recorded_at")))


def _raised(on: date) -> dict[int, set[tuple[str, int]]]:
    found = defaultdict(set)
    present = Alert.objects.of_a_day().filter(deadline_version=F("obligation__deadline_version"))
    within = present.filter(obligation__in=_candidates(on).order_by())
    for pk, kind, rung in within.values_list("obligation_id", "kind", "rung"):
        found[pk].add((kind, rung))
    return found


def _answered() -> set[int]:
    """Obligations on which a notice of the present deadline was answered."""
    present = Notice.objects.answered().of_the_present_deadline()
    return set(present.values_list("alert__obligation_id", flat=True))
