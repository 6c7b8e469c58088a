"""What dispatches and practices put on the pages of obligations and units."""

from pilots.access import Action, may

from . import panels, tallies
from .dispatching import listed
from .models import Dispatch, Practice

LAST = 3


def register() -> None:
    """Add the panels."""
    panels.register("obligation", "tasks/_dispatches_panel.html", dispatches_of_task, order=10)
    panels.register("obligation", "tasks/_practices_panel.html", practices_of_task, order=20)
    panels.register("unit", "tasks/_unit_dispatches_panel.html", dispatches_of_unit, order=90)


def dispatches_of_task(request, obligation, asof) -> dict | None:
    """The evidence of a task measured by dispatches."""
    if obligation.task.measure != tallies.DISPATCHES:
        return None
    found = Dispatch.objects.visible_to(request.user).as_of(asof.on, asof.today).filter(plan=obligation.plan)
    records = not asof.past and _records(request.user, obligation.plan)
    return {"dispatches": listed(found.for_list(), asof.on), "records": records}


def practices_of_task(request, obligation, asof) -> dict | None:
    """The evidence of a task measured by practices: for the bureau all of them, for a pilot its own."""
    if obligation.task.measure != tallies.PRACTICES:
        return None
    found = Practice.objects.visible_to(request.user).filter(Practice.objects.published_on(asof.on))
    found = found.filter(entry__plan=obligation.plan)
    if obligation.unit_id != obligation.plan.bureau_id:
        found = found.filter(entry__obligation__unit=obligation.unit)
    return {"practices": found.for_list()}


def dispatches_of_unit(request, board, asof) -> dict | None:
    """The last dispatches to a pilot, for whoever may see them; for the bureau the way to record another. One query."""
    unit = board.unit
    if not unit.is_county:
        return None
    found = Dispatch.objects.visible_to(request.user).about(unit).as_of(asof.on, asof.today)
    last = listed(found.counted()[:LAST], asof.on)
    records = (
        not asof.past
        and may(request.user, Action.DISPATCH)
        and any(_records(request.user, plan) for plan in board.plans)
    )
    return {"unit": unit, "dispatches": last, "records": records} if last or records else None


def _records(officer, plan) -> bool:
    return plan.acts_for_bureau(officer, Action.DISPATCH)
