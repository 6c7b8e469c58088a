"""The matrix of units and tasks."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext

from base.templatetags.ui import day_matrix, day_short
from pilots.models import Unit
from tasks.lamps import Lamp
from tasks.models import Task
from tasks.places import tally, total

from .cells import Cell, vague
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
    list_url: str = ""

    @property
    def html(self) -> str:
        return mark_safe(f'{"".join(cell.html for cell in self.cells)}<td class="tot gl">{self._counted}</td>')

    @property
    def _counted(self) -> str:
        """What is counted of how many, with a way to their list where there is one."""
        said = f"<b>{self.part}</b>/{self.whole}"
        if self.list_url:
            return f'<a href="{escape(self.list_url)}">{said}</a>'
        return said if self.whole else ""


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
    columns = _columns(board, tally((place.task.id, place) for place in counted))
    groups = [(label, len(list(same))) for label, same in groupby(columns, key=lambda column: column.group)]
    rows = _rows(board, columns, counted, in_view)
    return Matrix(groups, columns, rows, narrowing, total(counted), total(in_view))


def _rows(board, columns, counted, in_view) -> list[Row]:
    part, whole = (tally((place.unit.id, place) for place in places) for places in (counted, in_view))
    pen = board.pen()
    before = f"{reverse('tasks:obligations')}?plan={board.plan.key}&unit="
    after = f"&{board.narrowing.query}{board.asof.also}"
    return [
        Row(
            unit,
            board.url_of(unit),
            board.lamps.get(unit.pk),
            [pen.cell(column.css, board.by_unit[unit.pk].get(column.task.pk)) for column in columns],
            part[unit.pk],
            whole[unit.pk],
            f"{before}{unit.key}{after}" if board.narrowing.query else "",
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
