"""What waits for verification 核验, and what a reviewer reads before deciding one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.utils.functional import cached_property

from base import clock

from .board import Row, rows_of
from .looks import Look, look_of
from .models import Entry, Evidence, Obligation, Precision
from .standing import Standing
from .states import Verb


@dataclass(frozen=True)
class Narrowing:
    """What the list is narrowed to; it stands in the address and goes along with every act."""

    late: bool = False
    words: str = ""

    @classmethod
    def of(cls, given: Mapping):
        return cls(late=bool(given.get("late")), words=given.get("q", "").strip()[:60])

    def passes(self, row: Row) -> bool:
        one = row.obligation
        text = f"{one.unit.name} {one.unit.name_en} {one.task.number} {one.task.label} {one.task.text}".lower()
        return (row.due.late_sent > 0 or not self.late) and self.words.lower() in text

    @property
    def query(self) -> str:
        """Without a question mark; empty when nothing is narrowed."""
        return urlencode({name: value for name, value in (("late", int(self.late)), ("q", self.words)) if value})


@dataclass
class Queue:
    """Everything that waits for one officer, what of it is shown, and which one is open."""

    rows: list[Row]
    narrowing: Narrowing
    key: UUID | None = None

    @cached_property
    def shown(self) -> list[Row]:
        return [row for row in self.rows if self.narrowing.passes(row)]

    @property
    def late(self) -> int:
        return sum(row.due.late_sent > 0 for row in self.rows)

    @cached_property
    def current(self) -> Row | None:
        """The one asked for, though the list may not show it; else the first shown. None when it no longer waits."""
        if self.key is None:
            return next(iter(self.shown), None)
        return next((row for row in self.rows if row.obligation.key == self.key), None)

    @property
    def after(self) -> Row | None:
        """The one to go on with once the open one is decided: the next shown, at the end the first."""
        others = [row for row in self.shown if row is not self.current]
        at = self.shown.index(self.current) if self.current in self.shown else 0
        return next(iter([*others[at:], *others]), None)

    @property
    def act_query(self) -> str:
        """What an act on the open one carries: where its answer appears, and what comes then."""
        then = {"next": self.after.obligation.key} if self.after else {}
        return "&".join(part for part in (urlencode({"at": "review", **then}), self.narrowing.query) if part)


def queue_of(officer, on: date, narrowing: Narrowing, key: UUID | None = None) -> Queue:
    """The officer's queue on a day, the longest waiting first: one query, and those of the figures."""
    return Queue(rows_of(Obligation.objects.reviewable_by(officer).for_review(), on), narrowing, key)


@dataclass(frozen=True)
class Cell:
    """One row of the unit's strip; without a look the task does not fall on the unit."""

    number: int
    look: Look | None = None
    letter: str = ""
    current: bool = False


@dataclass
class Case:
    """One submission as its reviewer reads it; the proofs are read apart, since they are changed apart."""

    row: Row
    returned: Entry | None
    passed_on: Entry | None
    strip: list[Cell]
    standings: dict[Standing, int]

    @property
    def submission(self) -> Entry:
        return self.row.obligation.latest

    @property
    def early(self) -> int:
        """Days by which it was sent before its day; 0 for a deadline that names no day."""
        one = self.row.obligation
        exact = one.due_on and one.task.precision == Precision.DAY
        return max(0, (one.due_on - one.submitted_on).days) if exact else 0

    @property
    def done(self) -> int:
        return self.standings.get(Standing.DONE, 0)

    @property
    def submitted(self) -> int:
        return self.standings.get(Standing.SUBMITTED, 0)


def case_of(row: Row, on: date) -> Case:
    """What the reviewer reads of a submission: two queries."""
    one = row.obligation
    said = one.entries.filter(verb__in=(Verb.RETURN, Verb.PASS_ON)).not_undone().order_by("number")
    last = {entry.verb: entry for entry in said}
    beside = list(Obligation.objects.as_of(on).filter(plan=one.plan, unit=one.unit).select_related("task"))
    standings = [each.standing(on) for each in beside]
    return Case(
        row,
        last.get(Verb.RETURN),
        last.get(Verb.PASS_ON),
        _strip(beside, one, on),
        {standing: standings.count(standing) for standing in Standing},
    )


def proofs_of(obligation) -> list[Evidence]:
    """The proofs of all reports that stand, those of the latest first; one query."""
    return list(obligation.evidence.standing().select_related("stored", "entry").order_by("-entry__number", "pk"))


def _strip(beside, current, on) -> list[Cell]:
    cells = {one.task.number: _cell(one, current, on) for one in beside}
    return [cells.get(number, Cell(number)) for number in range(1, max(cells, default=0) + 1)]


def _cell(one, current, on) -> Cell:
    look, late = look_of(one.position, on), one.days_late(on)
    overdue = one.standing(on) is Standing.OVERDUE
    return Cell(one.task.number, look, f"{look.letter}{late}" if overdue else str(look.letter), one.pk == current.pk)


def decided_on(officer, day: date) -> list[Entry]:
    """What the officer's unit closed out and returned on a day and nobody took back, the latest first."""
    start, end = clock.day_bounds(day)
    lines = Entry.objects.filter(
        recorded_at__gte=start, recorded_at__lt=end, verb__in=(Verb.SIGN_OFF, Verb.RETURN), by_unit_ref=officer.unit_id
    )
    return list(
        lines.not_undone()
        .visible_to(officer)
        .order_by("-recorded_at", "-number")
        .select_related("obligation__unit", "obligation__task")
    )
