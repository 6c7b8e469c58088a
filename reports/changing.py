"""What changed between the ends of two days: the natural start of a weekly meeting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base import clock
from base.templatetags.ui import day_short
from tasks import measures
from tasks.asof import AsOf
from tasks.looks import CLASSES, EXTENDED, RETURNED, Look
from tasks.models import Entry
from tasks.places import Place
from tasks.standing import Standing
from tasks.states import Verb

from . import reading
from .dashboard import Dashboard
from .filters import Filters
from .milestones import Milestone

WEEK = timedelta(days=7)
TOLD = (Verb.SIGN_OFF, Verb.RETURN, Verb.REOPEN, Verb.GRANT_EXTENSION)
REOPENED = replace(RETURNED, label=gettext_lazy("reopened"))
LATE = replace(CLASSES[Standing.OVERDUE], label=gettext_lazy("newly overdue"))


@dataclass(frozen=True)
class Row:
    """One obligation that changed, and how, in words."""

    place: Place
    url: str
    words: str


@dataclass(frozen=True)
class Section:
    """What changed in one way, in the order of units and tasks."""

    name: str
    look: Look
    rows: list[Row]


@dataclass(frozen=True)
class Moved:
    """A unit's figure that is another one than before."""

    unit: object
    task: object
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """The plan at the ends of two days: `first` is the earlier board, `last` the later one."""

    first: Dashboard
    last: Dashboard
    sections: list[Section]
    moved: list[Moved]
    gates: list[tuple[Milestone, int]]

    @property
    def since(self) -> date:
        return self.first.on

    @property
    def asof(self) -> AsOf:
        return self.last.asof

    @property
    def none(self) -> bool:
        """Whether nothing changed at all."""
        return not (self.moved or self.gates or any(section.rows for section in self.sections))


def changes(officer, filters: Filters, since: date | None, asof: AsOf) -> Changes | None:
    """Between the ends of `since` (a week before, unless given) and of the day looked at; None without a plan."""
    last = reading.dashboard(officer, filters, asof, apart=True)
    if last is None:
        return None
    day = min(since or asof.on - WEEK, asof.on)
    first = reading.on_another_day(last, max(day, last.plan.loaded_on - timedelta(days=1)))
    lines = _lines(officer, first, last)
    return Changes(first, last, _sections(first, last, lines), list(_moved(first, last)), _gates(first, last))


def _sections(first, last, lines) -> list[Section]:
    before = {place.pk: place for place in first.places}
    closed = [place for place in last.places if _became(Standing.DONE, before, place)]
    signed = {line.obligation_id: line for line in lines if line.verb == Verb.SIGN_OFF}
    late = [place for place in last.places if _became(Standing.OVERDUE, before, place)]
    return [
        Section("closed", CLASSES[Standing.DONE], [_row(last, place, _closed(place, signed)) for place in closed]),
        Section("late", LATE, [_row(last, place, _late(place, last.on)) for place in late]),
        Section("returned", RETURNED, _told(last, lines, Verb.RETURN, _reason)),
        Section("reopened", REOPENED, _told(last, lines, Verb.REOPEN, _reason)),
        Section("extended", EXTENDED, _told(last, lines, Verb.GRANT_EXTENSION, _extended)),
    ]


def _became(standing, before: Mapping[int, Place], place: Place) -> bool:
    """Whether the place stands so now and did not before, or was not there."""
    was = before.get(place.pk)
    return place.standing is standing and (was is None or was.standing is not standing)


def _lines(officer, first, last) -> list[Entry]:
    """The lines in between that nobody has taken back by the later day; one query."""
    found = Entry.objects.visible_to(officer).filter(plan=last.plan, verb__in=TOLD)
    found = found.recorded_by(last.on).filter(recorded_at__gte=clock.day_bounds(first.on)[1])
    return list(found.not_undone(last.on).order_by("obligation__task__number", "number"))


def _told(board, lines: Iterable[Entry], verb, words) -> list[Row]:
    places = {place.pk: place for place in board.places}
    mine = [line for line in lines if line.verb == verb and line.obligation_id in places]
    return [_row(board, places[line.obligation_id], words(line)) for line in mine]


def _row(board, place, words) -> Row:
    return Row(place, board.addresses.of("tasks:obligation", place.key), words)


def _closed(place, signed: Mapping[int, Entry]) -> str:
    """Both days: what was done before the days compared is told because of its sign-off in between.

    What a document cancelled and put back as it was has none.
    """
    words = {"day": day_short(place.position.done_on)}
    if line := signed.get(place.pk):
        return _("done %(day)s, signed off %(signed)s") % {**words, "signed": day_short(line.recorded_at)}
    return _("done %(day)s") % words


def _late(place, on) -> str:
    words = {"day": day_short(place.position.due_on), "n": place.position.days_late(on)}
    return _("due %(day)s, overdue %(n)s days") % words


def _reason(line) -> str:
    said = line.text or line.detail.get("preset", "")
    return _("%(day)s: %(words)s") % {"day": day_short(line.recorded_at), "words": said}


def _extended(line) -> str:
    words = {"day": day_short(line.recorded_at), "until": day_short(line.due_on)}
    return _("%(day)s: until %(until)s") % words


def _moved(first, last) -> Iterable[Moved]:
    """The figures of the plan's tasks that are others than before."""
    tasks = {task.measure: task for task in last.tasks if task.measure}
    was, now = (measures.several(tasks, last.plan, last.units, board.on) for board in (first, last))
    for key, task in tasks.items():
        for unit in last.units:
            before, after = was.get(key, {}).get(unit.pk), now.get(key, {}).get(unit.pk)
            if before and after and task.pk in last.by_unit[unit.pk] and before.text != after.text:
                yield Moved(unit, task, before.text, after.text)


def _gates(first, last) -> list[tuple[Milestone, int]]:
    """The gates that more or fewer pilots have passed than before: (as it is now, how many before)."""
    before = {stone.gate.phase.pk: stone.gate.passed for stone in first.milestones}
    return [
        (stone, before[stone.gate.phase.pk])
        for stone in last.milestones
        if stone.gate.passed != before.get(stone.gate.phase.pk, 0)
    ]
