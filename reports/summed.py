"""The dashboard of several cities at once: its rows are cities, and the database adds up what their pilots owe."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from django.db.models import Q

from pilots.models import Unit
from tasks import measures
from tasks.asof import AsOf
from tasks.closed import kept
from tasks.gates import AtGate, Gate, figures_of, gate_of, having_tasks, near_by_bits, with_figures
from tasks.models import Plan, PlanPilot, Task
from tasks.places import Place, places, sums
from tasks.states import WITH_COUNTY

from . import foremost
from .attention import Pressing
from .cells import SumPen
from .dashboard import Dashboard
from .filters import Filters
from .milestones import MOST_TICKS
from .scope import Scope


class Summed(Dashboard):
    """The same page of sums: each place stands for all alike of one row; a row's lamp is the worst of its pilots'."""

    summed = True

    @staticmethod
    def rows_of(scope: Scope):
        """What lies right below; whoever sits at the top itself has no row."""
        right_below = Q(parent__path=scope.path) if scope.path != "/" else Q(parent__isnull=True)
        return scope.units().filter(right_below)

    @staticmethod
    def read(scope: Scope, plan: Plan, asof: AsOf, units, tasks) -> list[Place]:
        """One query; none where it is kept."""
        # A unit that is moved raises no revision, but then the rows or the number of pilots below are others.
        key = ("sums", scope.path, tuple(units), plan.pilots_seen)
        keyed = {str(pk): unit for pk, unit in units.items()}
        for unit in units.values():
            # Each row that is no bureau has pilots below and so a lamp.
            unit.place = None if unit.verifies else unit.order

        def made() -> list[Place]:
            return sums(_stood(scope, plan, asof), scope.path, keyed, tasks, asof.on)

        return kept(key, plan, asof.on, made)

    @property
    def pilots_in_all(self) -> int:
        return self.plan.pilots_seen

    @cached_property
    def by_unit(self) -> dict[int, dict[int, list[Place]]]:
        """Each row's sums by the id of their task."""
        found: dict[int, dict[int, list[Place]]] = {unit.pk: defaultdict(list) for unit in self.units}
        for place in self.places:
            found[place.unit.id][place.task.id].append(place)
        return found

    def of_unit(self, pk: int) -> Iterable[Place]:
        return chain.from_iterable(self.by_unit.get(pk, {}).values())

    def url_of(self, unit: Unit) -> str:
        """A city is looked into; a pilot that lies right here has its page."""
        if unit.is_county or unit.verifies:
            return super().url_of(unit)
        return Filters(plan=str(self.plan.key), unit=unit.key, on=self.asof.iso).url()

    def pen(self):
        return SumPen(self)

    def said_of(self, unit: Unit, task: Task) -> str:
        return self.pen().said(self.by_unit[unit.pk].get(task.pk, []))

    @cached_property
    def unstaffed(self) -> list[Unit]:
        """Pilots that nobody can report for."""
        pilots = PlanPilot.objects.filter(plan=self.plan)
        return list(self.scope.units().without_officer().filter(pk__in=pilots.values("unit")))

    @property
    def of_bureau(self) -> Iterable[Place]:
        """The bureau's own obligations, one by one: one query where it owes any."""
        owed = {place.task.pk: place.task for place in self.of_unit(self.plan.bureau_id)}
        if not owed:
            return []
        rows = self.scope.obligations(self.plan).filter(unit=self.plan.bureau_id).as_of(self.on, self.asof.today)
        return places(rows, {unit.pk: unit for unit in self.units}, owed, self.on)

    @property
    def overdue(self) -> list[Place]:
        """All of them, one by one: for the workbook."""
        rows = _stood(self.scope, self.plan, self.asof).filter(at_state__in=WITH_COUNTY, at_due_on__lt=self.on)
        units = self.scope.units().in_bulk(rows.values_list("unit", flat=True).distinct())
        return places(rows, units, {task.pk: task for task in self.tasks}, self.on)

    def pressing(self) -> Pressing:
        whose = (self.officer.role, self.officer.unit_id, self.scope.path)
        return kept(("pressing", whose), self.plan, self.on, lambda: foremost.pressing(self))

    def gates(self) -> list[Gate]:
        """Three queries; none where they are kept."""
        seen = (self.scope.path, tuple(unit.pk for unit in self.units), self.plan.pilots_seen)
        return kept(("gates", seen), self.plan, self.on, self._gates)

    def _gates(self) -> list[Gate]:
        with_tasks = having_tasks(self.phases)
        near = self._near([tasks for _phase, tasks in with_tasks])
        units = self._told_apart(with_tasks, near)
        figures = figures_of([phase for phase, _tasks in with_tasks], list(units.values()), self.on)
        return [
            gate_of(phase, [(units.get(pk), _reached(phase, at[number], pk, figures)) for pk, at in near.items()])
            for number, (phase, _tasks) in enumerate(with_tasks)
        ]

    def _near(self, gates) -> dict[int, list[AtGate]]:
        """How near each pilot is to each gate, in the order of the notice."""
        if not gates:
            return {}
        pilots = PlanPilot.objects.filter(plan=self.plan, unit__in=self.scope.units())
        order = list(pilots.values_list("unit", flat=True).order_by("order"))
        bits = {pk: found for pk, *found in _stood(self.scope, self.plan, self.asof).near_gates(gates, self.on)}
        known = {each: near_by_bits(each) for found in bits.values() for each in found}
        nothing = [AtGate.NOT_STARTED] * len(gates)
        return {pk: [known[each] for each in bits[pk]] if pk in bits else nothing for pk in order}

    def _told_apart(self, with_tasks, near) -> dict[int, Unit]:
        """The pilots that must be known: all of a few, of many those whose figures decide at a gate."""
        measured = [
            at for at, (phase, _tasks) in enumerate(with_tasks) if any(map(measures.known, phase.gate_measures))
        ]
        few = len(near) <= MOST_TICKS
        wanted = [pk for pk, at in near.items() if few or any(at[number] is AtGate.DONE for number in measured)]
        return Unit.objects.in_bulk(wanted)


def _stood(scope: Scope, plan: Plan, asof: AsOf):
    return scope.obligations(plan).as_of(asof.on, asof.today, plan)


def _reached(phase, at: AtGate, pk: int, figures) -> AtGate:
    its = {key: by_pilot[pk] for key, by_pilot in figures.items() if pk in by_pilot}
    return with_figures(at, phase, its)
