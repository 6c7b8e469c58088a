"""The cells of the matrix: plain tuples, since a page draws hundreds of them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base.templatetags.ui import day_short, glyph, mark
from tasks.looks import CLASSES, Look, look_of
from tasks.places import Place, total
from tasks.standing import Position, Standing

COUNTING_DOWN = (Standing.IN_PROGRESS, Standing.NOT_STARTED)


class Cell(NamedTuple):
    """One obligation in the matrix, its words safe for HTML; without `url` the task does not fall on the unit."""

    css: str
    url: str = ""
    says: str = ""
    mark: str = ""

    @property
    def html(self) -> str:
        """Written here: the template engine would take longer for the cells than for all the rest of the page."""
        if not self.url:
            return f'<td class="{self.css}"></td>'
        return (
            f'<td class="{self.css}"><a href="{self.url}" title="{self.says}" aria-label="{self.says}">'
            f"{self.mark}</a></td>"
        )


class Drawn(NamedTuple):
    """How a position looks: many obligations share one."""

    look: Look
    mark: str
    words: str
    soon: bool


class Pen:
    """Writes cells. What many cells share (addresses, names, equal positions) is made once."""

    def __init__(self, board):
        self.on, self.plan, self.narrowing = board.on, board.plan, board.narrowing
        self.counts_days = board.filters.mode == "days"
        self.addresses = board.addresses
        self.dot = mark("idle", "none", "·")
        self.names = {unit.pk: escape(unit) for unit in board.units}
        self.rows = {task.pk: escape(_("row %(n)s") % {"n": task.number}) for task in board.tasks}
        self.drawn: dict[Position, Drawn] = {}

    def cell(self, css: str, place: Place | None) -> Cell:
        """定南县 第2项 超期21天 1月28日到期: the words of a cell, for those who hear it; a dot where filtered out."""
        if place is None:
            return Cell(css)
        drawn = self.drawn.get(place.position) or self._draw(place.position)
        shown = self.narrowing.shows(place, drawn.look)
        return Cell(
            f"{css} soon" if shown and drawn.soon else css,
            self.addresses.of("tasks:obligation", place.key),
            f"{self.names[place.unit.pk]} {self.rows[place.task.pk]} {drawn.words}",
            drawn.mark if shown else self.dot,
        )

    def _draw(self, position) -> Drawn:
        look, late = look_of(position, self.on), position.days_late(self.on)
        overdue = position.standing(self.on) is Standing.OVERDUE
        letter = f"{look.letter}{late}" if overdue else self._letter(position, look)
        words = _("overdue %(n)s days") % {"n": late} if overdue else look.label
        soon = position.due_soon(self.on, self.plan.due_soon_days, by_year=self.plan.year_reminder)
        drawn = Drawn(look, mark(look.tone, look.shape, letter), escape(f"{words} {_due(position)}"), soon)
        self.drawn[position] = drawn
        return drawn

    def _letter(self, position, look) -> str:
        if not self.counts_days or position.standing(self.on) not in COUNTING_DOWN:
            return str(look.letter)
        left = position.days_left(self.on)
        return pgettext("mark", "Y") if left is None else str(left)


def _due(position) -> str:
    without_day = vague(position.due_on, position.bare_year)
    return without_day or _("due on %(day)s") % {"day": day_short(position.due_on)}


def vague(due_on: date | None, bare_year: bool) -> str:
    """The words of a deadline that names no day; empty when it names one."""
    if due_on is None:
        return _("no deadline")
    return _("within %(year)s") % {"year": due_on.year} if bare_year else ""


# Of several in one cell the first of these decides how it looks.
WORST = (Standing.OVERDUE, Standing.NOT_STARTED, Standing.IN_PROGRESS, Standing.SUBMITTED, Standing.DONE)


class SumPen:
    """Writes cells that add up a task of a row's pilots: how many are counted of how many, in the look of the worst."""

    def __init__(self, board):
        self.narrow, self.narrowing = board.filters.narrow, board.narrowing
        self.names = {unit.pk: escape(unit) for unit in board.units}
        self.labels = {standing: escape(CLASSES[standing].label) for standing in WORST}
        self.listed = f"{reverse('tasks:obligations')}?plan={board.plan.key}&amp;unit="
        self.also = escape(board.asof.also)
        self.rows = {task.pk: escape(_("row %(n)s") % {"n": task.number}) for task in board.tasks}
        self.counted = escape(board.narrowing.label)
        self.signs = {standing: _sign(standing) for standing in WORST}

    def cell(self, css: str, places: Sequence[Place] | None) -> Cell:
        """第1市 第2项 已办结17/19 超期1; a dot where a filter leaves out all of it."""
        if not places:
            return Cell(css)
        unit, task = places[0].unit, places[0].task
        part, whole = total(filter(self.narrowing.counts, places)), total(places)
        standings = {place.standing for place in places}
        worst = next(standing for standing in WORST if standing in standings)
        number = total(place for place in places if place.standing is worst)
        others = "" if worst is Standing.DONE else f" {self.labels[worst]}{number}"
        shown = self.narrowing.covers(places[0]) and (part or not self.narrow)
        return Cell(
            css,
            f"{self.listed}{unit.key}&amp;task={task.number}{self.also}",
            f"{self.names[unit.id]} {self.rows[task.id]} {self.counted}{part}/{whole}{others}",
            f"{self.signs[worst]}{part}/{whole}" if shown else "·",
        )

    def said(self, places: Sequence[Place]) -> str:
        """The same for a workbook: 17/19."""
        return f"{total(filter(self.narrowing.counts, places))}/{total(places)}" if places else ""


def _sign(standing) -> str:
    look = CLASSES[standing]
    return f'<span class="tag {look.tone}">{glyph(look.shape)}</span>'
