"""Whether a checkpoint 核验要点 holds. System ones compare stored data only."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from base import clock

from . import measures
from .states import State


@dataclass(frozen=True)
class Rule:
    """Which arguments it takes, and whether it holds: `holds(obligation, argument, figures, day)`."""

    takes: Callable[[str], bool]
    holds: Callable[[object, str, Mapping, date | None], bool]


def _task_submitted(obligation, number: str, figures, day) -> bool:
    other = obligation.unit.obligations.filter(plan=obligation.plan, task__number=int(number))
    return other.as_of(day or clock.today()).filter(at_state__in=(State.SUBMITTED, State.DONE)).exists()


def _reached(obligation, key: str, figures, day) -> bool:
    return key in figures and figures[key].reached


RULES = {"task_submitted": Rule(str.isdecimal, _task_submitted), "measure": Rule(measures.known, _reached)}


def is_rule(text: str) -> bool:
    """Whether `text` is a rule that can be asked: task_submitted:2, measure:staff_transferred."""
    name, _, argument = text.partition(":")
    return name in RULES and RULES[name].takes(argument)


def figures_of(obligation, on: date, points: Iterable = ()) -> dict[str, measures.Figure]:
    """The unit's figures by key, asked at once: of the task's measure and of all that `points` compare."""
    compared = [argument for name, argument in map(_split, points) if name == "measure"]
    return measures.of_unit([obligation.task.measure, *compared], obligation.plan, obligation.unit, on)


def met(point, obligation, ticks: set, figures: Mapping, day: date | None = None) -> bool:
    """Whether `point` holds for the obligation, at the end of a past `day` where one is given.

    `ticks` are ids of manual points found true, `figures` those of the day (`figures_of`).
    """
    if point.kind == point.Kind.MANUAL:
        return point.pk in ticks
    name, argument = _split(point)
    return RULES[name].holds(obligation, argument, figures, day)


def _split(point) -> tuple[str, str]:
    name, _, argument = point.rule.partition(":")
    return name, argument
