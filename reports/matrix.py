"""The matrix of units and tasks."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext

from base.templatetags.ui import day_matrix, day_short
from pilots.models import Unit
from tasks.lamps import Lamp
from tasks.models import Task

from .cells import Cell, Pen, vague
from .narrowing import Narrowing


@dataclass(frozen=True)
class Column:
    """A task: its short name, its day, its group of deadlines (`css` marks the group's first), its sum if in view."""

    task: Task
    name: str
    day: str
    css: str
    group: str
    sum: int | None


@dataclass(frozen=True)
class Row:
    """A unit: its lamp (pilots alone), its cells, and how many of how many are counted."""

    unit: Unit
    url: str
    lamp: Lamp | None
    cells: list[Cell]
    part: int
    whole: int

    @property
    def html(self) -> str:
        return mark_safe("".join(cell.html for cell in self.cells))


@dataclass(frozen=True)
class Matrix:
    """Columns in groups of deadlines, a row per unit, and what is counted in all."""

    groups: list[tuple[str, int]]
    columns: list[Column]
    rows: list[Row]
    narrowing: Narrowing
    part: int
    whole: int


def matrix(board) -> Matrix:
    """The matrix of a dashboard under its filters."""
    narrowing = board.narrowing
    in_view = [place for place in board.places if narrowing.covers(place)]
    counted = [place for place in in_view if narrowing.counts(place)]
    columns = _columns(board, Counter(place.task.pk for place in counted))
    groups = [(label, len(list(same))) for label, same in groupby(columns, key=lambda column: column.group)]
    rows = _rows(board, columns, counted, in_view)
    return Matrix(groups, columns, rows, narrowing, len(counted), len(in_view))


def _rows(board, columns, counted, in_view) -> list[Row]:
    part, whole = (Counter(place.unit.pk for place in places) for places in (counted, in_view))
    pen = Pen(board)
    return [
        Row(
            unit,
            board.addresses.of("tasks:unit", unit.key),
            board.lamps.get(unit.pk),
            [pen.cell(column.css, board.by_unit[unit.pk].get(column.task.pk)) for column in columns],
            part[unit.pk],
            whole[unit.pk],
        )
        for unit in board.units
        if unit.pk in board.narrowing.units
    ]


def _columns(board, sums) -> list[Column]:
    """The tasks, grouped by the end of the phase in which their own last day lies."""
    ends = sorted(phase.due_on for phase, _gate in board.phases)
    columns, before = [], None
    for task in board.tasks:
        group, without_day = _group(task, ends), vague(task.due_on, task.precision == "year")
        name = "" if get_language() == "en" else task.matrix_name
        # The head of the group says already that only a year is named.
        day = "" if without_day else day_matrix(task.due_on)
        columns.append(
            Column(
                task,
                name,
                day,
                "gl" if group != before else "",
                group,
                sums[task.pk] if task.pk in board.narrowing.tasks else None,
            )
        )
        before = group
    return columns


def _group(task, ends) -> str:
    without_day = vague(task.due_on, task.precision == "year")
    if without_day:
        return without_day
    end = next((end for end in ends if end >= task.due_on), task.due_on)
    return pgettext("last day", "by %(day)s") % {"day": day_short(end)}
