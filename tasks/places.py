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

    `units` and `tasks` by id; rows of others are left out.
    """
    columns = ("pk", "key", "unit_id", "task_id", *(f"at_{name}" for name in POSITION))
    rows = obligations.filter(unit__in=list(units)).order_by("task__number", "round", "pk").values_list(*columns)
    return [_place(row, units[row[2]], tasks[row[3]], on) for row in rows if row[3] in tasks]


def _place(row, unit, task, on):
    position = Position(*row[4:], precision=task.precision)
    return Place(row[0], row[1], unit, task, position, position.standing(on))
