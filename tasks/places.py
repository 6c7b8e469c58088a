"""Where each obligation of a plan stands on a day, as light rows for pages that show hundreds of them."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from pilots.models import Unit

from .models import Task
from .querysets import POSITION
from .standing import Position, Standing


class Place(NamedTuple):
    """One obligation on a day; `unit` and `task` are the page's own objects, so a row costs no model."""

    pk: int
    key: UUID
    unit: Unit
    task: Task
    position: Position
    standing: Standing


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


def _seen(seen, where, on) -> tuple[Position, Standing]:
    position = Position(*where)
    seen[where] = position, position.standing(on)
    return seen[where]
