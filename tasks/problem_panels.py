"""Problems on other pages: on an obligation's its own, with the answer; on a unit's those that are open."""

from django.urls import reverse

from pilots.access import Action, may_on

from . import panels
from .models import Problem
from .problem_looks import rows_of
from .states import State

LATEST = 5


def register() -> None:
    """Add the panels."""
    panels.register("obligation", "tasks/_problems_panel.html", on_obligation)
    panels.register("unit", "tasks/_problems_panel.html", on_unit, order=40)


def on_obligation(request, obligation, asof) -> dict | None:
    """The problems raised on it; for its unit also where to raise one."""
    found = Problem.objects.visible_to(request.user).filter(obligation=obligation).as_of(asof.on, asof.today)
    rows = rows_of(found.with_answers(asof.day).for_list(), asof)
    in_force = not asof.past and obligation.state != State.CANCELLED
    raises = in_force and may_on(request.user, Action.RAISE_PROBLEM, obligation.unit)
    if not (rows or raises):
        return None
    new = f"{reverse('tasks:problem_new')}?obligation={obligation.key}" if raises else ""
    return {"rows": rows, "new": new, "all": ""}


def on_unit(request, board, asof) -> dict | None:
    """The unit's open ones, what waits first; nothing where there are none. One query."""
    unit = board.unit
    found = Problem.objects.visible_to(request.user).filter(unit=unit).as_of(asof.on, asof.today).open_then()
    rows = rows_of(found.with_answers(asof.day).for_list()[:LATEST], asof)
    if not rows:
        return None
    own = may_on(request.user, Action.RAISE_PROBLEM, unit)
    everything = f"{reverse('tasks:problems')}?unit={'' if own else unit.key}{asof.also}"
    return {"rows": rows, "new": reverse("tasks:problem_new") if own and not asof.past else "", "all": everything}
