"""The gate of a phase: which pilots have closed out its tasks and reached its measures (DESIGN §4)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pilots.models import Unit

from . import measures
from .models import Phase
from .querysets import EXTENDED_BIT, NEAR
from .standing import Standing


class AtGate(TextChoices):
    """How near one pilot is to a gate, nearest first."""

    DONE = "done", _("closed out")
    SHORT = "short", _("figure below the floor")
    SUBMITTED = "submitted", _("awaiting verification")
    EXTENDED = "extended", _("with extension")
    IN_PROGRESS = "in_progress", _("in progress")
    NOT_STARTED = "not_started", _("not started")
    OVERDUE = "overdue", _("overdue")

    @property
    def tone(self) -> str:
        """The colour of its tick."""
        tones = {AtGate.DONE: "done", AtGate.SUBMITTED: "review", AtGate.OVERDUE: "over", AtGate.NOT_STARTED: "idle"}
        return tones.get(self, "doing")


@dataclass(frozen=True)
class Gate:
    """A phase's gate on a day: each pilot with how near it is, nearest first, and what nobody measures.

    Where pilots are too many to be told apart, they are not named.
    """

    phase: Phase
    pilots: list[tuple[Unit | None, AtGate]]
    unmeasured: tuple[str, ...] = ()

    @property
    def passed(self) -> int:
        """Pilots that have closed out the tasks and reached the measures that are registered."""
        return sum(at is AtGate.DONE for _unit, at in self.pilots)

    @property
    def reached(self) -> bool:
        """Whether the whole gate is reached; never while a figure is unknown."""
        return not self.unmeasured and bool(self.pilots) and self.passed == len(self.pilots)

    @property
    def shortfall(self) -> list[tuple[AtGate, int]]:
        """What keeps the other pilots, worst first: [(overdue, 4), (awaiting verification, 1), ...]."""
        counted = Counter(at for _unit, at in self.pilots)
        order = [AtGate.OVERDUE, *(at for at in AtGate if at not in (AtGate.DONE, AtGate.OVERDUE))]
        return [(at, counted[at]) for at in order if counted[at]]


def gates(
    phases: Iterable[tuple[Phase, Sequence[int]]], pilots: Sequence[Unit], obligations: Iterable, on: date
) -> list[Gate]:
    """The gate of each phase that has tasks in it.

    `phases` are pairs of a phase of one plan and the ids of its gate's tasks; `obligations` are the
    plan's rows with `unit`, `task` and `position` (Obligation or Place). The figures of all gates are
    asked for together.
    """
    with_tasks = having_tasks(phases)
    by_unit: dict[int, dict[int, list]] = defaultdict(lambda: defaultdict(list))
    for one in obligations:
        by_unit[one.unit.pk][one.task.pk].append(one.position)
    figures = figures_of([phase for phase, _tasks in with_tasks], pilots, on)
    return [_gate(phase, tasks, pilots, by_unit, figures, on) for phase, tasks in with_tasks]


def having_tasks(phases) -> list[tuple[Phase, set[int]]]:
    """The phases that have a gate, each with the ids of its tasks."""
    return [(phase, set(tasks)) for phase, tasks in phases if tasks]


def figures_of(phases, pilots, on) -> dict[str, dict]:
    keys = [key for phase in phases for key in phase.gate_measures if measures.known(key)]
    return measures.several(keys, phases[0].plan, pilots, on) if keys else {}


def _gate(phase, tasks, pilots, by_unit, figures, on) -> Gate:
    near = []
    for unit in pilots:
        positions = [position for task in tasks for position in by_unit[unit.pk][task]]
        its = {key: by_pilot[unit.pk] for key, by_pilot in figures.items() if unit.pk in by_pilot}
        near.append((unit, with_figures(at_gate(positions, on), phase, its)))
    return gate_of(phase, near)


def gate_of(phase, near: Sequence[tuple[Unit | None, AtGate]]) -> Gate:
    """The gate with its pilots, nearest first."""
    nearest = {at: order for order, at in enumerate(AtGate)}
    unmeasured = tuple(key for key in phase.gate_measures if not measures.known(key))
    return Gate(phase, sorted(near, key=lambda pair: nearest[pair[1]]), unmeasured)


def with_figures(at: AtGate, phase, figures: Mapping) -> AtGate:
    """Closed out is not enough where a measure of the gate is below its floor; `figures` are the pilot's by key."""
    measured = [key for key in phase.gate_measures if measures.known(key)]
    short = any(key not in figures or not figures[key].reached for key in measured)
    return AtGate.SHORT if at is AtGate.DONE and short else at


def at_gate(positions: Sequence, on: date) -> AtGate:
    """How near the tasks of a gate are to being closed out, for one pilot.

    Anything overdue decides, then an extension; one class shared by all is the pilot's; else it is
    in progress, since some of it has begun.
    """
    standings = {position.standing(on) for position in positions}
    extended = any(position.extended for position in positions if position.standing(on) is Standing.IN_PROGRESS)
    return _near(standings, extended)


def near_by_bits(bits: int | None) -> AtGate:
    """The same of what `near_gates` says of one pilot's tasks."""
    standings = {standing for bit, standing in NEAR.items() if (bits or 0) & bit}
    extended = bool((bits or 0) & EXTENDED_BIT)
    return _near(standings | {Standing.IN_PROGRESS} if extended else standings, extended)


def _near(standings: set, extended: bool) -> AtGate:
    if Standing.OVERDUE in standings:
        return AtGate.OVERDUE
    still_open = standings - {Standing.DONE}
    if extended:
        return AtGate.EXTENDED
    if still_open == {Standing.SUBMITTED}:
        return AtGate.SUBMITTED
    if len(standings) > 1:
        return AtGate.IN_PROGRESS
    return AtGate(standings.pop()) if standings else AtGate.NOT_STARTED
