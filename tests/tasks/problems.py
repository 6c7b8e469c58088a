"""Problems for the tests, raised and moved through their verbs."""

from base import clock
from tasks.models import Problem
from tests.cast import at

WORDS = {"kind": "staff", "text": "熟悉业务的人员不足", "asked": "请市局派员跟班指导", "since_on": None}
# verb, who of the cast does it, its words: the way from raised to each state
STEPS = {
    "take": ("reviewer", {}),
    "refer": ("reviewer", {"body": "市住建局", "text": "请研究"}),
    "answer": ("reviewer", {"text": "3月派员跟班", "promised_on": at(3, 5).date()}),
    "confirm": ("officer", {}),
    "close": ("reviewer", {"text": "已解决"}),
}
WAYS = {
    "raised": (),
    "taken": ("take",),
    "referred": ("take", "refer"),
    "answered": ("take", "answer"),
    "confirmed": ("answer", "confirm"),
    "closed": ("answer", "close"),
}


def raised(cast, plan, unit=None, when=None, **words) -> Problem:
    """A problem that the unit (the cast's own) raised at a moment."""
    unit, when = unit or cast.own, when or at(1, 20)
    by = {cast.own.pk: cast.officer, cast.foreign.pk: cast.foreigner}[unit.pk]
    with clock.at(when):
        return Problem.raise_problem(by=by, on=when.date(), plan=plan, unit=unit, **(WORDS | words))


def did(cast, problem, verb, when=None, **words) -> Problem:
    """The problem after one more verb at a moment."""
    when = when or at(1, 21)
    who, usual = STEPS[verb]
    with clock.at(when):
        getattr(problem, verb)(by=getattr(cast, who), on=when.date(), **(usual | words))
    return problem


def in_state(cast, plan, state) -> Problem:
    """A problem of the cast's own county brought into a state."""
    problem = raised(cast, plan)
    for verb in WAYS[state]:
        did(cast, problem, verb)
    return problem
