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


def on_obligation(request, obligation, on) -> dict | None:
    """The problems raised on it; for its unit also where to raise one."""
    rows = rows_of(Problem.objects.visible_to(request.user).filter(obligation=obligation).for_list(), on)
    raises = may_on(request.user, Action.RAISE_PROBLEM, obligation.unit) and obligation.state != State.CANCELLED
    if not (rows or raises):
        return None
    new = f"{reverse('tasks:problem_new')}?obligation={obligation.key}" if raises else ""
    return {"rows": rows, "new": new, "all": ""}


def on_unit(request, unit, on) -> dict | None:
    """The unit's open ones, what waits first; nothing where there are none."""
    rows = rows_of(Problem.objects.visible_to(request.user).filter(unit=unit).open().for_list()[:LATEST], on)
    if not rows:
        return None
    own = may_on(request.user, Action.RAISE_PROBLEM, unit)
    everything = reverse("tasks:problems") + ("" if own else f"?unit={unit.key}")
    return {"rows": rows, "new": reverse("tasks:problem_new") if own else "", "all": everything}
