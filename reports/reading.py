"""Reads a dashboard from the database: as many queries for two hundred pilots as for one."""

from dataclasses import replace
from datetime import date

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.http import Http404

from base import workdays
from base.remembered import remembered
from pilots.models import Unit
from tasks.asof import AsOf
from tasks.closed import settings_of
from tasks.models import Phase, Plan, Task

from .dashboard import Dashboard
from .filters import Filters
from .scope import Scope
from .summed import Summed


def dashboard(officer, filters: Filters, asof: AsOf, *, apart: bool = False) -> Dashboard | None:
    """The chosen or newest plan within reach; None when none is in force. Raises Http404 for an unknown plan or unit.

    Where pilots lie deeper than right below what is looked at, its rows are sums; not if `apart`.
    """
    scope = Scope.of(officer, filters.unit)
    plans = list(scope.plans())
    if not plans:
        return None
    plan = _chosen(plans, filters.plan)
    made = Summed if plan.pilots_deep and not apart else Dashboard
    units = {unit.pk: unit for unit in _units(plan, scope, made)}
    tasks, phases = _table(plan)
    found = made.read(scope, plan, asof, units, tasks)
    owing = {place.unit.id for place in found}
    _spare_queries(plan, units)
    in_force = [task for task in tasks.values() if task.in_force(asof.day)]
    return made(
        scope,
        _known(replace(filters, on=asof.iso), phases),
        asof.within([plan], in_force, (phase for phase, _gate in phases)),
        plans,
        plan,
        [unit for unit in units.values() if unit.place is not None or unit.pk in owing],
        in_force,
        phases,
        found,
        workdays.missing_year(asof.on),
    )


def on_another_day(board: Dashboard, on: date) -> Dashboard:
    """The same plan, units and filters at the end of an earlier day: one query for where everything stood."""
    asof = replace(board.asof, on=on)
    tasks, phases = _table(board.plan)
    found = Dashboard.read(board.scope, board.plan, asof, {unit.pk: unit for unit in board.units}, tasks)
    in_force = [task for task in tasks.values() if task.in_force(asof.day)]
    return replace(board, asof=asof, tasks=in_force, phases=phases, places=found)


def _chosen(plans, key) -> Plan:
    found = next((plan for plan in plans if not key or str(plan.key) == key), None)
    if found is None:
        raise Http404
    return found


def _units(plan, scope, made):
    """Units in here that may be rows, the pilots first in the notice's order; each with `place` and `unstaffed`."""
    unstaffed = Unit.objects.without_officer().filter(pk=OuterRef("pk"))
    return (
        made.rows_of(scope)
        .annotate(
            named=FilteredRelation("planpilot", condition=Q(planpilot__plan=plan)),
            place=F("named__order"),
            unstaffed=Exists(unstaffed),
        )
        .order_by(F("place").asc(nulls_last=True), "order", "pk")
    )


def _spare_queries(plan, units) -> None:
    """Let the plan know the units already read."""
    for name in ("bureau", "overseer"):
        unit = units.get(getattr(plan, f"{name}_id"))
        if unit:
            setattr(plan, name, unit)


def _table(plan) -> tuple[dict[int, Task], list[tuple[Phase, list[int]]]]:
    """The tasks by id, and the phases with the tasks of their gates: two queries, none while the settings stand."""
    tasks = plan.tasks.all()
    return remembered(("task table", settings_of(plan)), lambda: ({task.pk: task for task in tasks}, _phases(plan)))


def _phases(plan) -> list[tuple[Phase, list[int]]]:
    """Each phase with the ids of its gate's tasks, by one query."""
    found: dict[int, tuple[Phase, list[int]]] = {}
    for phase in plan.phases.annotate(gate_task=F("gate_tasks__pk")).order_by("order", "gate_task"):
        _phase, tasks = found.setdefault(phase.pk, (phase, []))
        tasks += [phase.gate_task] if phase.gate_task else []
    return list(found.values())


def _known(filters, phases) -> Filters:
    """Without a phase that the plan has not."""
    orders = {str(phase.order) for phase, _gate in phases}
    return filters if filters.phase in orders else replace(filters, phase="")
