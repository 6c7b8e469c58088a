"""任务进展表: the task table as it was issued, with what each unit reports beside it; out as a workbook and in again.

A row that comes back changed becomes one report in the ledger (base/sheets does the reading and comparing).
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base import clock
from base.sheets import ledgers
from base.sheets.columns import Column, Kind
from base.sheets.ledgers import Known, Ledger
from base.sheets.rows import Row
from pilots.access import Action, Reach, may_on, not_included, reach_of, require
from pilots.models import Unit
from pilots.reaching import unit_within_reach

from .looks import look_of
from .models import Entry, Obligation
from .said import recall
from .states import REPORTABLE, State

NAME, ALL = "progress", "all"
SAID = ("text", "difficulty", "next_step", "document_number")
# As the table was issued.
ISSUED = (
    Column("number", gettext_lazy("Task no."), Kind.NUMBER, locked=True, width=8),
    Column("task", gettext_lazy("Task"), locked=True, longest=2000, width=48, aliases=("工作任务",)),
    Column("units", gettext_lazy("Responsible units as issued"), locked=True, longest=300, width=20),
    Column("deadline", gettext_lazy("Deadline as issued"), locked=True, longest=120, width=16, aliases=("完成时限",)),
)
STANDS = (
    Column("due_on", gettext_lazy("Deadline now"), Kind.DAY, locked=True, only_shown=True, width=12),
    Column("state", gettext_lazy("State"), locked=True, only_shown=True, width=12),
)
PROGRESS = (
    Column(
        "text",
        gettext_lazy("Progress"),
        required=True,
        longest=2000,
        width=48,
        aliases=("进展", "进展情况", "工作进展"),
    ),
    Column("difficulty", gettext_lazy("Difficulties"), longest=2000, width=30, aliases=("存在问题", "问题")),
    Column("next_step", gettext_lazy("Next step"), longest=2000, width=30, aliases=("下一步", "下一步打算")),
    Column("document_number", gettext_lazy("Document number"), longest=80, width=20, aliases=("文号",)),
    Column(
        "true_on", gettext_lazy("As of which day, if earlier"), Kind.DAY, width=14, aliases=("情况日期", "补录日期")
    ),
)
UNIT = Column("unit", gettext_lazy("Responsible unit"), locked=True, width=16)
PLAN = Column("plan", gettext_lazy("Plan"), locked=True, width=20)


def register() -> None:
    """Let the table go out and come in."""
    ledgers.register(NAME, opened)


def opened(officer, place: str, *, write: bool) -> "ProgressTable":
    """One unit's table for whoever sees the unit; that of all within reach for those who see many."""
    require(officer, Action.SEE)
    if place == ALL:
        if reach_of(officer) is Reach.OWN:
            raise PermissionDenied(not_included(Action.SEE_DASHBOARD))
        if write:
            require(officer, Action.REPORT_FOR)
        return ProgressTable(officer, None, clock.today())
    unit = unit_within_reach(officer, place)
    if write and not may_take_in(officer, unit):
        raise PermissionDenied(not_included(Action.REPORT))
    return ProgressTable(officer, unit, clock.today())


def may_take_in(officer, unit) -> bool:
    """Whether the officer reports for the unit, or on its behalf."""
    return may_on(officer, Action.REPORT, unit) or may_on(officer, Action.REPORT_FOR, unit)


class ProgressTable(Ledger):
    """The obligations of `unit`, or of every unit within the officer's reach, at the end of `on`."""

    name, title = NAME, gettext_lazy("Task progress table")
    headline = ("number", "task")

    def __init__(self, officer, unit: Unit | None, on: date, today: date | None = None):
        self.officer, self.unit, self.on, self.today = officer, unit, on, today or on
        self.place = unit.key if unit else ALL
        self.whose = unit.name if unit else _("all units")
        self.note = _(
            "As of %(day)s. Fill in the progress and load the file again; each row changed becomes a report."
        ) % {"day": on.isoformat()}
        self.found: dict[str, Obligation] = {}

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        which = (*([PLAN] if self._several else []), *([] if self.unit else [UNIT]))
        return (*which, *ISSUED, *STANDS, *PROGRESS)

    @cached_property
    def _several(self) -> bool:
        """Whether the rows are of several plans, so that each must say of which."""
        return self._obligations().order_by().values("plan").distinct().count() > 1

    # -- what stands ------------------------------------------------------------------------------
    def rows(self) -> list[Known]:
        """Read anew each time, in the order of the task table, then of the units."""
        obligations = list(self._obligations().as_of(self.on, self.today).for_list())
        if self.on < self.today:
            recall(obligations, self.on, self.today)
        self.found = {str(one.key): one for one in obligations}
        return [Known(key, one.version, self._values(one, one.latest)) for key, one in self.found.items()]

    def at_versions(self, wanted: list[tuple[str, int]]) -> dict[tuple[str, int], dict]:
        """What the row said at earlier versions: the last words by then that were not undone by then."""
        lines = Entry.objects.filter(obligation__in=[self.found[key].pk for key, _version in wanted])
        by_key: dict[str, list[Entry]] = {}
        for line in lines.order_by("number").select_related("obligation"):
            by_key.setdefault(str(line.obligation.key), []).append(line)
        return {
            (key, version): self._values(self.found[key], _words_at(by_key.get(key, []), version))
            for key, version in wanted
            if any(line.version == version for line in by_key.get(key, []))
        }

    def match(self, values: dict) -> str | None:
        """A list of one's own carries no keys: its numbers tell the rows, with the unit and the plan where needed."""
        names = [column.name for column in self.columns if column.name in ("plan", "unit", "number")]
        told = tuple(values.get(name) for name in names)
        return next((key for key, one in self.found.items() if told == tuple(self._told(one)[n] for n in names)), None)

    def _obligations(self):
        seen = Obligation.objects.visible_to(self.officer)
        seen = seen.filter(unit=self.unit) if self.unit else seen
        return seen.order_by("plan", "task__number", "unit__order", "unit")

    def _told(self, one) -> dict:
        return {"plan": one.plan.document_number, "unit": one.unit.name, "number": one.task.number}

    def _values(self, one: Obligation, line: Entry | None) -> dict:
        at = one.position
        day = at.due_on and at.due_on.isoformat()
        values = self._told(one) | {
            "task": one.task.text,
            "units": one.task.units_wording,
            "deadline": one.task.deadline_wording,
            "due_on": day,
            "state": str(look_of(at, self.on).label),
            **{name: getattr(line, name) if line else "" for name in SAID},
            "true_on": line.true_on.isoformat() if line and line.backfilled else None,
        }
        return {column.name: values[column.name] for column in self.columns}

    # -- what is refused --------------------------------------------------------------------------
    def check(self, rows: list[Row]) -> None:
        for row in rows:
            if row.before is None:
                row.refuse("", _("The task table has no such row. Download the table and fill in its rows."))
            elif not row.wrong(""):
                self._check(row, self.found[row.target])

    def _check(self, row: Row, one: Obligation) -> None:
        if one.state not in REPORTABLE:
            state = State(one.state).label
            said = _("This obligation stands at “%(state)s”; nothing can be reported on it now. Skip the row.")
            row.refuse("", said % {"state": state})
        elif not may_take_in(self.officer, one.unit):
            row.refuse("", _("You do not report for %(unit)s. Skip the row.") % {"unit": one.unit})
        day = row.values.get("true_on")
        if day and "true_on" in row.changed and date.fromisoformat(day) > self.on:
            row.refuse("true_on", _("This day lies in the future."))
        if not row.values.get("text") and not row.wrong("text"):
            row.refuse("text", _("Write what is to be said."))

    # -- what is written --------------------------------------------------------------------------
    def apply(self, rows: list[Row], *, by, on) -> None:
        """Each changed row is one report; in the plan's order, so that two loads cannot wait for each other."""
        for row in sorted(rows, key=lambda row: self.found[row.target].pk):
            words = {name: row.values[name] for name in SAID}
            day = row.values["true_on"] if "true_on" in row.changed else None
            true_on = date.fromisoformat(day) if day else None
            self.found[row.target].report(by=by, on=on, version=row.before.version, true_on=true_on, **words)

    def back_url(self) -> str:
        return reverse("tasks:unit", args=[self.place]) if self.unit else reverse("tasks:obligations")


def _words_at(lines: Iterable[Entry], version: int) -> Entry | None:
    """The last words among an obligation's lines up to a version, without what was undone by then."""
    by_then = [line for line in lines if line.version <= version]
    undone = {line.undoes for line in by_then if line.undoes}
    return next((line for line in reversed(by_then) if line.speaks and line.number not in undone), None)
