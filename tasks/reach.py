"""Which plans many people see, from a few statements: what `Plan.objects.visible_to` says of one."""

from collections.abc import Iterable

from pilots.access import Action, may_on
from pilots.models import Unit

from .models import Obligation, Plan, PlanPilot


def plans_within_reach(officers: Iterable) -> dict[int, list[Plan]]:
    """{officer id: the plans in force that touch a unit within reach}, for people who see obligations."""
    touched = _touched_units()
    units = Unit.objects.in_bulk({pk for ids in touched.values() for pk in ids})
    plans = list(Plan.objects.current())
    places: dict[tuple, list[Plan]] = {}
    found = {}
    for officer in officers:
        place = officer.unit_id, officer.role
        if place not in places:
            places[place] = [plan for plan in plans if _reaches(officer, units, touched[plan.pk])]
        found[officer.pk] = places[place]
    return found


def _touched_units() -> dict[int, set[int]]:
    touched = {pk: {bureau} for pk, bureau in Plan.objects.current().values_list("pk", "bureau_id")}
    pairs = PlanPilot.objects.order_by().values_list("plan_id", "unit_id")
    for plan, unit in pairs.union(Obligation.objects.order_by().values_list("plan_id", "unit_id")):
        touched.setdefault(plan, set()).add(unit)
    return touched


def _reaches(officer, units, touched: set[int]) -> bool:
    return any(may_on(officer, Action.SEE, units[pk]) for pk in touched)
