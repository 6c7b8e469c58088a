"""进度曲线: what was to be closed out by each day against what was, drawn as SVG; never without what is missing.

The plan is that of the notice: the first deadline of each obligation, whatever was extended since.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import cached_property

from base import clock
from base.remembered import remembered
from tasks.models import Entry
from tasks.states import State, Verb

# (day, how many were closed out at its end)
Change = tuple[date, int]
CHANGING = (Verb.SIGN_OFF, Verb.REOPEN, Verb.UNDO, Verb.CANCEL, Verb.REINSTATE)

# The drawing: its size, and the frame of the axes within it.
WIDTH, HEIGHT = 312, 226
LEFT, RIGHT, TOP, BOTTOM = 30, 304, 16, 204
STEPS = (1, 2, 5, 10, 20, 30, 50, 60, 100, 200, 500, 1000, 2000, 5000, 10000)
LINES = 3
# What the name of a day takes of the width, with the space around it.
NAME = 34


@dataclass(frozen=True)
class Curve:
    """`planned` are the days on which one more was to be closed out, `actual` how many were; in order."""

    on: date
    first: date
    last: date
    planned: Sequence[date]
    actual: Sequence[Change]
    due: int
    due_done: int
    done: int
    ends: Sequence[date]

    # -- the figures beside it ----------------------------------------------------------------
    @property
    def left(self) -> int:
        """What was to be closed out by the day and is not."""
        return self.due - self.due_done

    @property
    def next_end(self) -> date | None:
        """The next day on which a phase ends."""
        return next((day for day in self.ends if day > self.on), None)

    @property
    def next_planned(self) -> int:
        """What is to be closed out by then, according to the notice."""
        return bisect_right(self.planned, self.next_end) if self.next_end else 0

    @property
    def rows(self) -> list[tuple[date, int, int | None]]:
        """The table behind it: (day, planned, closed out by then; None ahead of the day looked at)."""
        days = sorted({*(day for day in self.planned if day <= self.last), *self.ends, self.on})
        return [(day, self.planned_by(day), self.actual_by(day) if day <= self.on else None) for day in days]

    def planned_by(self, day: date) -> int:
        return bisect_right(self.planned, day)

    def actual_by(self, day: date) -> int:
        at = bisect_right(self.actual, day, key=lambda change: change[0])
        return self.actual[at - 1][1] if at else 0

    # -- the drawing --------------------------------------------------------------------------
    @cached_property
    def step(self) -> int:
        """The distance of two lines across."""
        highest = max(self.planned_by(self.last), self.done, 1)
        return next((step for step in STEPS if step * LINES >= highest), STEPS[-1])

    def x(self, day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - self.first).days / max((self.last - self.first).days, 1), 1)

    def y(self, number: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * number / (self.step * LINES), 1)

    @property
    def across(self) -> list[tuple[int, float]]:
        """The lines across: (number, height)."""
        return [(self.step * line, self.y(self.step * line)) for line in range(LINES + 1)]

    @property
    def down(self) -> list[tuple[date, float, bool]]:
        """The lines down at the ends of the phases: (day, place, whether there is room to name it).

        Later days go first: the last is always named, ahead of its line, the others under theirs.
        """
        lines, taken = [], float("inf")
        for day in reversed(self.ends):
            middle = self.x(day) - (0 if lines else NAME / 2)
            named = middle + NAME <= taken
            taken = middle if named else taken
            lines.append((day, self.x(day), named))
        return lines[::-1]

    @property
    def plan_path(self) -> str:
        return self._path({day for day in self.planned if day <= self.last}, self.planned_by, self.last)

    @property
    def actual_path(self) -> str:
        return self._path({day for day, _number in self.actual}, self.actual_by, self.on)

    @property
    def pace_path(self) -> str:
        """From where it stands to where the plan is at the next end of a phase; empty past the last."""
        if not self.next_end:
            return ""
        return f"M{self.now_x} {self.done_y}L{self.x(self.next_end)} {self.y(self.next_planned)}"

    @property
    def now_x(self) -> float:
        return self.x(self.on)

    @property
    def done_y(self) -> float:
        return self.y(self.done)

    def _path(self, days: Iterable[date], number_by, until: date) -> str:
        """Steps at each of the days, level in between."""
        parts = [f"M{self.x(self.first)} {self.y(number_by(self.first))}"]
        parts += [f"H{self.x(day)}V{self.y(number_by(day))}" for day in sorted(days)]
        return "".join([*parts, f"H{self.x(until)}"])


def curve(rows: Sequence, actual: Sequence[Change], ends: Iterable[date], since: date, on: date) -> Curve:
    """The curve of rows with a `position` (Obligation or Place, of which a sum counts `n`) at the end of `on`.

    `actual` as from `closings`, `since` the first day known.
    """
    positions = [at for row in rows for at in [row.position] * getattr(row, "n", 1)]
    ends = sorted(ends)
    planned = sorted(at.first_due_on for at in positions if at.first_due_on)
    done = sum(at.state == State.DONE for at in positions)
    first = min([since, on, *ends]) - timedelta(days=1)
    last = max([*ends[-1:], on])
    return Curve(on, first, last, planned, actual, *owed(rows, on), done, ends)


def owed(rows: Iterable, on: date) -> tuple[int, int]:
    """应办结 and 其中已办: how many of the rows the notice wanted closed out by `on`, and how many of those are."""
    due = [row for row in rows if row.position.first_due_on and row.position.first_due_on <= on]
    done = [row for row in due if row.position.state == State.DONE]
    return sum(getattr(row, "n", 1) for row in due), sum(getattr(row, "n", 1) for row in done)


def closings_of_plan(officer, plan, path: str, day: date | None) -> list[Change]:
    """Those of a plan below `path`; remembered, for all days, while the plan stands at the same revision."""
    which = {"plan": plan, "obligation__unit__path__startswith": path}
    key = ("closings", officer.pk, officer.role, officer.unit.home_path, path, plan.stood)
    found = remembered(key, lambda: closings(officer, which, None))
    return [change for change in found if day is None or change[0] <= day]


def closings(officer, which: dict, day: date | None) -> list[Change]:
    """How many obligations within reach were closed out, at the end of each day on which that changed.

    `which` narrows the lines: one plan's, one unit's. One query for those that can change it: a close-out,
    and whatever takes one back.
    """
    lines = Entry.objects.visible_to(officer).filter(verb__in=CHANGING, **which).recorded_by(day).order_by("number")
    done: set[int] = set()
    found: dict[date, int] = {}
    for obligation, recorded_at, state in lines.values_list("obligation_id", "recorded_at", "state"):
        (done.add if state == State.DONE else done.discard)(obligation)
        found[clock.local_day(recorded_at)] = len(done)
    return list(found.items())
