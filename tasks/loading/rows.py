"""A task row as it is to stand: the same shape from a read notice and from the database."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.utils.translation import gettext as _

from base.workdays import is_working
from pilots.models import Unit
from tasks.models import Task
from tasks.reading import Notice, TaskRow

from .fields import FIELD_LABELS
from .refusal import LoadRefused

PILOT_GROUP_WORDS = ("试点", "各县", "各区", "各市")
AS_ISSUED, NEXT_WORKING_DAY = "as_issued", "next_working_day"


@dataclass(frozen=True)
class Row:
    """One task row: what the notice says, and the ids of the units it falls on."""

    number: int
    text: str
    units_wording: str
    units: frozenset[int]
    deadline_wording: str
    deadline_kind: str
    starts_on: date | None
    due_on: date | None
    precision: str
    standing: bool
    recurs: str

    def differs_in(self, other: "Row") -> list[str]:
        """Names of the fields that differ."""
        return [item.name for item in fields(self) if getattr(self, item.name) != getattr(other, item.name)]


def rows_of_notice(notice: Notice, pilots: list[Unit], data: dict, rulings: dict) -> list[Row]:
    """The rows of a notice, with units resolved. Raises LoadRefused for a unit nobody knows."""
    known = _units_by_name()
    return [_row(task, pilots, data, known, rulings) for task in notice.tasks]


def rows_of_plan(plan) -> dict[int, Row]:
    """The rows that stand in the database, by number; cancelled tasks and obligations are left out."""
    units: dict[int, set[int]] = {}
    for task_id, unit_id in plan.obligations.exclude(state="cancelled").values_list("task_id", "unit_id"):
        units.setdefault(task_id, set()).add(unit_id)
    return {
        task.number: Row(
            units=frozenset(units.get(task.pk, ())),
            **{item.name: getattr(task, item.name) for item in fields(Row) if item.name != "units"},
        )
        for task in plan.tasks.filter(cancelled_at__isnull=True)
    }


def _row(task: TaskRow, pilots, data, known, rulings) -> Row:
    deadline = task.deadline
    _require_short(task.number, units_wording=task.units_wording, deadline_wording=deadline.wording)
    return Row(
        number=task.number,
        text=task.text,
        units_wording=task.units_wording,
        units=frozenset(_responsible(task, pilots, data, known)),
        deadline_wording=deadline.wording,
        deadline_kind=deadline.kind,
        starts_on=deadline.starts_on,
        due_on=ruled_day(deadline, rulings),
        precision=deadline.precision or "day",
        standing=deadline.standing,
        recurs=deadline.recurs,
    )


def _require_short(number: int, **cells: str) -> None:
    for name, text in cells.items():
        limit = Task._meta.get_field(name).max_length
        if len(text) > limit:
            raise LoadRefused(
                _(
                    "Row %(row)s, %(field)s: %(found)s characters, at most %(limit)s can be kept. "
                    "Shorten the cell, then load again."
                )
                % {"row": number, "field": FIELD_LABELS[name], "found": len(text), "limit": limit}
            )


def ruled_day(deadline, rulings: dict) -> date | None:
    """The last day under the ruling on rest days: as issued, or the next working day."""
    day = deadline.due_on
    if day and deadline.precision == "day" and rulings.get("rest_day") == NEXT_WORKING_DAY:
        while not is_working(day):
            day += timedelta(days=1)
    return day


def _responsible(task: TaskRow, pilots, data, known):
    """Unit ids: the leads where the notice names leads, else every named unit (DESIGN §4)."""
    if task.lead:
        return {_named(name, task, known) for name in task.lead}
    found = {_named(name, task, known) for name in task.units}
    for group in task.groups:
        if group in data.get("groups", {}) or any(word in group for word in PILOT_GROUP_WORDS):
            found |= {unit.pk for unit in pilots}
        else:
            raise LoadRefused(
                _("Row %(row)s: nobody has said whom “%(group)s” means.") % {"row": task.number, "group": group}
            )
    return found


def _named(name: str, task: TaskRow, known) -> int:
    if name not in known:
        raise LoadRefused(
            _("Row %(row)s names “%(name)s”, which is not among the units. Add the unit first, then load again.")
            % {"row": task.number, "name": name}
        )
    return known[name]


def _units_by_name() -> dict[str, int]:
    rows = Unit.objects.active().values_list("pk", "name", "full_name")
    return {name: pk for pk, *names in rows for name in names if name}


def pilots_of(notice: Notice, plan, data: dict) -> list[Unit]:
    """Whom 各试点 means, in order: as the notice names them, else as the plan has them, else every county."""
    if notice.units:
        by_name = {unit.name: unit for unit in Unit.objects.counties().active()}
        missing = [unit.name for unit in notice.units if unit.name not in by_name]
        if missing:
            raise LoadRefused(
                _("The notice names units that are not known here: %(names)s. Add them first.")
                % {"names": "、".join(missing)}
            )
        return [by_name[unit.name] for unit in notice.units]
    if plan is not None:
        return list(plan.pilots.order_by("planpilot__order"))
    if data.get("pilots"):
        by_key = Unit.objects.in_bulk(data["pilots"], field_name="key")
        return [by_key[key] for key in data["pilots"] if key in by_key]
    return list(Unit.objects.counties().active())
