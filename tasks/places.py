"""Where each obligation of a plan stands on a day, as light rows for pages that show hundreds of them."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from pilots.models import Unit

from .models import Task
from .querysets import POSITION
from .standing import Position, Standing


class Place(NamedTuple):
    """One obligation on a day; `unit` and `task` are the page's own objects, so a row costs no model.

    A sum stands for `n` of them, alike and of one task, of a unit and all below it; it has no id of its own.
    """

    pk: int | None
    key: UUID | None
    unit: Unit
    task: Task
    position: Position
    standing: Standing
    n: int = 1


def places(obligations, units: Mapping[int, Unit], tasks: Mapping[int, Task], on: date) -> list[Place]:
    """The rows of an `as_of` queryset in the order of task and round; one query.

    `units` and `tasks` by id; rows of others are left out. Equal positions are one object: whoever
    draws hundreds of rows can do so once for each.
    """
    columns = ("pk", "key", "unit_id", "task_id", *(f"at_{name}" for name in POSITION))
    seen: dict[tuple, tuple[Position, Standing]] = {}
    found = []
    for row in obligations.order_by("task__number", "round", "pk").values_list(*columns):
        unit, task = units.get(row[2]), tasks.get(row[3])
        if unit and task:
            where = (*row[4:], task.precision, task.due_on)
            found.append(Place(row[0], row[1], unit, task, *(seen.get(where) or _seen(seen, where, on))))
    return found


def sums(obligations, below: str, units: Mapping[str, Unit], tasks: Mapping[int, Task], on: date) -> list[Place]:
    """The rows of an `as_of` queryset, those alike added up by the units right below the path `below`; one query.

    `units` by id as text, whoever sits at `below` itself by none. Positions say what a page of sums asks: of what
    is closed out no last day, and the days of submission and with the bureau only where they count.
    """
    seen: dict[tuple, tuple[Position, Standing]] = {}
    found = []
    for child, task_id, *at, n in obligations.added_up(below, on):
        unit, task = units.get(child), tasks.get(task_id)
        if unit and task:
            state, first_due_on, due_on, submitted_on, with_bureau = at
            where = (state, first_due_on, due_on, submitted_on, None, with_bureau, 0, task.precision, task.due_on)
            found.append(Place(None, None, unit, task, *(seen.get(where) or _seen(seen, where, on)), n))
    return found


def total(rows) -> int:
    """How many obligations the places stand for."""
    return sum(place.n for place in rows)


def tally(pairs) -> Counter:
    """How many obligations stand for each key, of pairs (key, place)."""
    counted: Counter = Counter()
    for key, place in pairs:
        counted[key] += place.n
    return counted


def _seen(seen, where, on) -> tuple[Position, Standing]:
    position = Position(*where)
    seen[where] = position, position.standing(on)
    return seen[where]
