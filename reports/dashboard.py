"""What the dashboard shows of one plan on one day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.workdays import Calendar
from pilots.models import Unit
from tasks.asof import AsOf
from tasks.closed import kept
from tasks.gates import Gate, gates
from tasks.lamps import Lamp, lamp
from tasks.looks import look_of
from tasks.models import Phase, Plan, Task
from tasks.places import Place, places, total
from tasks.standing import Standing
from tasks.waits import calendar_since, working_waits

from . import attention, bureau, curve, figures, legend, matrix, milestones, tilemap
from .addresses import Addresses
from .attention import Pressing
from .cells import Pen
from .filters import Filters
from .narrowing import Narrowing
from .scope import Scope


@dataclass
class Dashboard:
    """One plan on one day, as one officer may see it; units carry `place` (order of a pilot) and `unstaffed`."""

    scope: Scope
    filters: Filters
    asof: AsOf
    plans: list[Plan]
    plan: Plan
    units: list[Unit]
    tasks: list[Task]
    phases: list[tuple[Phase, list[int]]]
    places: list[Place]
    missing_year: int | None

    # -- how it is read -----------------------------------------------------------------------
    @staticmethod
    def rows_of(scope: Scope):
        """The units that may be rows."""
        return scope.units()

    @staticmethod
    def read(scope: Scope, plan: Plan, asof: AsOf, units, tasks) -> list[Place]:
        """Where the plan's obligations in here stood at the end of the day: one query."""
        return places(scope.obligations(plan).as_of(asof.on, asof.today), units, tasks, asof.on)

    # -- what it looks at ---------------------------------------------------------------------
    @property
    def officer(self):
        return self.scope.officer

    @property
    def on(self) -> date:
        return self.asof.on

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.asof.query)

    @property
    def also(self) -> str:
        """What a link to a list carries behind other parameters: the unit looked into, the past day."""
        unit = self.scope.unit
        return (f"&unit={unit.key}" if unit else "") + self.asof.also

    @property
    def cleared(self) -> str:
        """The address without filters."""
        return f"?plan={self.plan.key}{self.also}"

    # Whether a row adds up what lies below it.
    summed = False

    @property
    def upwards(self) -> str:
        """The address of all within reach, under the same filters."""
        return self.filters.url(unit="")

    @property
    def pilots(self) -> list[Unit]:
        return [unit for unit in self.units if unit.place is not None]

    @property
    def pilots_in_all(self) -> int:
        """How many pilots are counted."""
        return len(self.pilots)

    @property
    def total(self) -> int:
        """How many obligations are counted."""
        return total(self.places)

    @property
    def unstaffed(self) -> list[Unit]:
        """Units of the plan that nobody can report for."""
        return [unit for unit in self.units if unit.unstaffed]

    @property
    def phase(self) -> Phase | None:
        """The phase whose gate the matrix is narrowed to."""
        return next((phase for phase, _gate in self.phases if str(phase.order) == self.filters.phase), None)

    @cached_property
    def by_unit(self) -> dict[int, dict[int, Place]]:
        """Each unit's places by the id of their task."""
        found: dict[int, dict[int, Place]] = {unit.pk: {} for unit in self.units}
        for place in self.places:
            found[place.unit.pk][place.task.pk] = place
        return found

    def of_unit(self, pk: int) -> Iterable[Place]:
        """What one row is made of."""
        return self.by_unit.get(pk, {}).values()

    def url_of(self, unit: Unit) -> str:
        """Where a row or tile leads to."""
        return self.addresses.of("tasks:unit", unit.key)

    def pen(self):
        """Who writes the cells of the matrix."""
        return Pen(self)

    def said_of(self, unit: Unit, task: Task) -> str:
        """A cell in words: 已办结, 超期21天; empty where the task falls on others or a filter leaves it out."""
        place = self.by_unit[unit.pk].get(task.pk)
        look = place and look_of(place.position, self.on)
        if place is None or not self.narrowing.shows(place, look):
            return ""
        if place.standing is Standing.OVERDUE:
            return _("overdue %(n)s days") % {"n": place.position.days_late(self.on)}
        return str(look.label)

    @cached_property
    def lamps(self) -> dict[int, Lamp]:
        """The lamp of each pilot by its id."""
        return {unit.pk: lamp(self.of_unit(unit.pk), self.plan, self.on) for unit in self.pilots}

    @cached_property
    def narrowing(self) -> Narrowing:
        """The filters: a phase narrows the matrix to the tasks of its gate, a lamp to its pilots."""
        gate = next((tasks for phase, tasks in self.phases if phase == self.phase), [])
        tasks = set(gate) or {task.pk for task in self.tasks}
        wanted = self.filters.lamp
        units = {unit.pk for unit in self.units if not wanted or self.lamps.get(unit.pk) == wanted}
        return Narrowing(self.filters, self.plan, self.on, tasks, units)

    @cached_property
    def calendar(self) -> Calendar | None:
        """The working days since the first submission that still waits; None when none does."""
        return calendar_since(self._sent, self.on)

    @cached_property
    def waits(self) -> dict[date, int]:
        """The working days that a submission has waited, by the day it was sent."""
        return dict(zip(self._sent, working_waits(self._sent, self.on, self.calendar), strict=True))

    @cached_property
    def _sent(self) -> list[date]:
        submitted = [place.position for place in self.places if place.standing is Standing.SUBMITTED]
        return sorted({position.submitted_on for position in submitted})

    @cached_property
    def figures(self) -> list[figures.Tile]:
        return figures.tiles(self.places, self.plan, self.on, self.waits)

    @property
    def done(self) -> int:
        """How many are closed out."""
        return total(place for place in self.places if place.standing is Standing.DONE)

    @property
    def parts(self) -> list[tuple[str, int]]:
        """The bar under the figures: (tone, number)."""
        return figures.parts(self.places)

    @cached_property
    def milestones(self) -> list[milestones.Milestone]:
        return milestones.milestones(self, self.gates())

    def gates(self) -> list[Gate]:
        return gates(self.phases, self.pilots, self.places, self.on)

    @cached_property
    def matrix(self) -> matrix.Matrix:
        return matrix.matrix(self)

    @property
    def lights(self) -> list[tuple[Lamp, str, str, bool]]:
        """How many pilots have each lamp: (lamp, its words, address of their rows or back, chosen)."""
        counted, chosen = Counter(self.lamps.values()), self.filters.lamp
        return [
            (
                light,
                milestones.counted(light, counted[light]),
                self.filters.url(lamp="" if chosen == light else light) + "#matrix",
                chosen == light,
            )
            for light in reversed(Lamp)
        ]

    @property
    def modes(self) -> list[tuple[str, str, bool]]:
        """The views of the matrix: (label, address, chosen)."""
        labels = {"": _("State"), "days": _("Days left"), "open": _("Only open")}
        return [
            (label, self.filters.url(mode=mode) + "#matrix", mode == self.filters.mode)
            for mode, label in labels.items()
        ]

    @property
    def legend(self) -> list[legend.Key]:
        return legend.keys(self)

    @cached_property
    def tiles(self) -> tilemap.TileMap | None:
        return tilemap.tile_map(self)

    @cached_property
    def curve(self) -> curve.Curve:
        actual = curve.closings_of_plan(self.officer, self.plan, self.scope.path, self.asof.day)
        ends = [phase.due_on for phase, _gate in self.phases]
        return curve.curve(self.places, actual, ends, self.plan.loaded_on, self.on)

    @property
    def pictures(self) -> str:
        """Map and curve, drawn once for all who see the same units on the same day in the same language."""
        return kept(("pictures", self._seen), self.plan, self.on, lambda: self._draw("pictures"))

    @property
    def table(self) -> str:
        """The matrix, drawn as the pictures are; narrowed each time, since there are too many ways to narrow it."""
        if self.filters.narrow or self.filters.mode:
            return self._draw("matrix")
        return kept(("matrix", self._seen, self.filters), self.plan, self.on, lambda: self._draw("matrix"))

    @property
    def _seen(self) -> tuple:
        """Whose rows are seen and under which names, on which day, in which language."""
        units = ((unit.pk, unit.key, str(unit), unit.short_name, unit.map_column, unit.map_row) for unit in self.units)
        return (self.officer.unit.home_path, self.scope.path, tuple(units), self.asof.today, get_language())

    def _draw(self, part: str) -> str:
        return render_to_string(f"reports/_{part}.html", {"board": self})

    @cached_property
    def attention(self) -> list[attention.Group]:
        return attention.groups(self, self.pressing())

    def pressing(self) -> Pressing:
        return attention.pressing(self)

    @cached_property
    def bureau(self) -> bureau.Bureau:
        return bureau.bureau(self)

    @property
    def of_bureau(self) -> Iterable[Place]:
        """The bureau's own obligations."""
        return self.of_unit(self.plan.bureau_id)

    @property
    def overdue(self) -> list[Place]:
        return [place for place in self.places if place.standing is Standing.OVERDUE]

    @property
    def waiting(self) -> int:
        return sum(group.count for group in self.attention)
