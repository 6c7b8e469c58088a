"""A unit's obligations as its workbench shows them 一县一档: grouped by standing, with what each row says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from base.workdays import working_days

from . import measures
from .gates import AtGate, at_gate, with_figures
from .lamps import Lamp, lamp
from .looks import CLASSES, Due, Look, due_of, look_of
from .measures import Figure
from .models import Entry, Obligation, Phase, Plan
from .parts import phases_of
from .said import COMMENT, RETURNED, asked, recall
from .standing import Standing
from .states import OPEN, REPORTABLE, State
from .waits import working_waits

ORDER = (Standing.OVERDUE, Standing.IN_PROGRESS, Standing.NOT_STARTED, Standing.SUBMITTED, Standing.DONE)


@dataclass
class Row:
    """One obligation on a day."""

    obligation: Obligation
    standing: Standing
    look: Look
    due: Due
    returned: Entry | None = None
    comment: Entry | None = None
    extension_waits: bool = False
    draft: bool = False
    waits: int = 0
    form: object = None
    sending: bool = False
    figure: Figure | None = None

    @property
    def closed(self) -> bool:
        return self.standing is Standing.DONE

    @property
    def in_charge(self) -> str:
        """The department, else the person."""
        return self.obligation.lead_department or self.obligation.in_charge

    @property
    def why_returned(self) -> str:
        """The reason of the last return."""
        return (self.returned.text or self.returned.detail.get("preset", "")) if self.returned else ""

    @property
    def reportable(self) -> bool:
        return self.obligation.state in REPORTABLE


@dataclass
class Group:
    """The rows of one standing."""

    standing: Standing
    rows: list[Row] = field(default_factory=list)

    @property
    def look(self) -> Look:
        return CLASSES[self.standing]

    @property
    def soon(self) -> int:
        return sum(row.due.soon for row in self.rows)


@dataclass
class Milestone:
    """The next end of a phase: calendar and working days from the day after today."""

    phase: Phase
    days: int
    working_days: int


@dataclass
class Board:
    """Everything of a unit that the page shows, read with a fixed number of queries."""

    unit: object
    on: date
    rows: list[Row]
    phases: list[Phase]
    milestone: Milestone | None
    figures: dict[int, dict[str, Figure]] = field(default_factory=dict)

    @property
    def groups(self) -> list[Group]:
        groups = {standing: Group(standing) for standing in ORDER}
        for row in sorted(self.rows, key=lambda row: (not row.due.soon, row.obligation.task.number)):
            groups[row.standing].rows.append(row)
        return [group for group in groups.values() if group.rows]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def done(self) -> int:
        return sum(row.standing is Standing.DONE for row in self.rows)

    @property
    def soon(self) -> int:
        return sum(row.due.soon for row in self.rows)

    @property
    def lamp(self) -> Lamp:
        """The worst lamp of the plans the unit takes part in."""
        order = list(Lamp)
        lamps = [
            lamp([row.obligation for row in self.rows if row.obligation.plan_id == plan.pk], plan, self.on)
            for plan in self.plans
        ]
        return min(lamps, key=order.index, default=Lamp.ON_TRACK)

    @property
    def gates(self) -> list[tuple[Phase, AtGate, int, int]]:
        """Each phase with the unit's place at its gate: (phase, how near, rows closed out, rows)."""
        return [gate for phase in self.phases if (gate := self._gate(phase))]

    def _gate(self, phase):
        tasks = {task.pk for task in phase.gate_tasks.all()}
        rows = [row for row in self.rows if row.obligation.task_id in tasks]
        at = at_gate([row.obligation.position for row in rows], self.on)
        near = with_figures(at, phase, self.figures.get(phase.plan_id, {}))
        done = sum(row.standing is Standing.DONE for row in rows)
        return (phase, near, done, len(rows)) if rows else None

    @property
    def comments(self) -> list[Row]:
        """Rows with a comment, the latest first."""
        return sorted((row for row in self.rows if row.comment), key=lambda row: -row.comment.number)

    @property
    def plans(self) -> list:
        return list({row.obligation.plan_id: row.obligation.plan for row in self.rows}.values())

    @property
    def measured_by(self) -> Plan | None:
        """The plan by which the unit's ledgers are measured, where it is among those of its rows."""
        return next((plan for plan in self.plans if plan.pk == self.rows[0].obligation.measured_by), None)

    def row(self, key) -> Row | None:
        """The row of an obligation by its key; None when it is not here."""
        return next((row for row in self.rows if str(row.obligation.key) == str(key)), None)


def board_of(unit, officer, on: date, today: date | None = None, history: Callable | None = None) -> Board:
    """The unit's board at the end of `on`, as `officer` may see it: three queries however many rows, and figures.

    A page that reads all lines anyway gives them: `history(obligations)`, as `said.last_of` wants them.
    """
    today = today or on
    owed = Obligation.objects.visible_to(officer).filter(unit=unit).as_of(on, today).for_list()
    obligations = list(owed.with_drafts_of(officer).with_measuring_plan())
    lines = recall(obligations, on, today, history and history(obligations))
    phases = phases_of({one.plan for one in obligations})
    figures = _figures(unit, obligations, phases, on)
    waits = _waits(obligations, on)
    # A draft is of now, whatever day is looked at.
    drafts = {one.pk for one in obligations if on >= today and one.has_draft}
    rows = [_row(one, on, lines, drafts, _own_figure(one, figures), waits) for one in obligations]
    return Board(unit, on, rows, phases, _milestone(phases, on), figures)


def _figures(unit, obligations, phases, on) -> dict[int, dict[str, Figure]]:
    """Of each plan what its rows and its gates are measured by, asked together."""
    keys: dict[int, list[str]] = {}
    for one in obligations:
        keys.setdefault(one.plan_id, []).append(one.task.measure)
    for phase in phases:
        keys[phase.plan_id] += phase.gate_measures
    plans = {one.plan_id: one.plan for one in obligations}
    return {pk: measures.of_unit(keys[pk], plan, unit, on) for pk, plan in plans.items()}


def _own_figure(one, figures) -> Figure | None:
    return figures[one.plan_id].get(one.task.measure)


def row_of(obligation, on: date, figure: Figure | None = None) -> Row:
    """One obligation's row with its figure, without what other tables say about it."""
    return _row(obligation, on, {}, set(), figure, _waits([obligation], on))


def rows_of(obligations, on: date, today: date | None = None) -> list[Row]:
    """The rows of a list with their figures, which are asked for together; read by `as_of` where `on` is past."""
    listed = list(obligations)
    if today and on < today:
        recall(listed, on, today)
    figures = measures.beside(listed, on)
    waits = _waits(listed, on)
    return [_row(one, on, {}, set(), figures.get(one.pk), waits) for one in listed]


def _waits(obligations, on) -> dict[int, int]:
    """By its id how many working days each submission has waited; one query, none when none waits."""
    sent = {one.pk: one.position.submitted_on for one in obligations if one.position.state == State.SUBMITTED}
    return dict(zip(sent, working_waits(list(sent.values()), on), strict=True))


def _row(one, on, lines, drafts, figure, waits) -> Row:
    at = one.position
    return Row(
        one,
        at.standing(on),
        look_of(at, on),
        due_of(one, on),
        returned=lines.get((one.pk, RETURNED)) if at.state == State.RETURNED else None,
        comment=lines.get((one.pk, COMMENT)),
        extension_waits=at.state in OPEN and asked(lines, one.pk) is not None,
        draft=one.pk in drafts,
        waits=waits.get(one.pk, 0),
        figure=figure,
    )


def _milestone(phases, on) -> Milestone | None:
    coming = next((phase for phase in phases if phase.due_on >= on), None)
    return coming and Milestone(coming, (coming.due_on - on).days, working_days(on, coming.due_on))
