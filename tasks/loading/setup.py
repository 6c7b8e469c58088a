"""Writing a new plan: its head, pilots, clauses, phases, and what the plan data adds."""

from django.utils.translation import gettext as _

from base import clock
from pilots.models import Unit
from tasks.models import Checkpoint, Clause, Phase, Plan, PlanPilot
from tasks.reading import Notice

from .changes import Changes
from .refusal import LoadRefused

THRESHOLDS = (
    "due_soon_days",
    "watch_days",
    "extension_limit",
    "extensions_before_due",
    "floor",
    "mark",
    "reminder_after",
    "urging_after",
    "supervision_after",
    "reply_days",
    "year_reminder",
    "bureau_lead_may_sign_own",
)


def write_plan(notice: Notice, data: dict, changes: Changes, load) -> Plan:
    """Create the plan with its pilots; raises LoadRefused without a bureau, or when its number is taken."""
    thresholds = data.get("thresholds", {})
    known = {name: thresholds[name] for name in THRESHOLDS if name in thresholds}
    plan = Plan.objects.create(
        title=data.get("title") or notice.title or load.name,
        document_number=_free_number(notice, data, load),
        issuer=notice.issuer,
        issued_on=notice.issued_on,
        bureau=_unit(data.get("bureau"), "bureau"),
        overseer=_unit(data.get("overseer"), "office", needed=False),
        loaded_on=clock.today(),
        **known,
    )
    PlanPilot.objects.bulk_create(
        PlanPilot(plan=plan, unit=unit, order=order) for order, unit in enumerate(changes.pilots, 1)
    )
    return plan


def _free_number(notice, data, load) -> str:
    number = load.number or notice.document_number or data.get("document_number") or notice.title or load.name
    if Plan.objects.current().filter(document_number=number).exists():
        raise LoadRefused(
            _("Since this file was read, %(number)s was loaded. Load the file anew to compare the two.")
            % {"number": number}
        )
    return number


def _unit(key, kind, needed=True) -> Unit | None:
    unit = Unit.objects.filter(key=key).first() if key else Unit.objects.active().filter(kind=kind).first()
    if unit is None and needed:
        raise LoadRefused(_("There is no unit yet that verifies: add the municipal bureau first."))
    return unit


def write_text(plan: Plan, notice: Notice, data: dict) -> None:
    """Head, numbered clauses and phases; an Excel table has none of them and leaves them alone."""
    if not notice.clauses:
        return
    cited = {task.number: set(task.clauses.values_list("label", flat=True)) for task in plan.tasks.all()}
    plan.clauses.all().delete()
    Clause.objects.bulk_create(Clause(plan=plan, **clause.as_dict()) for clause in notice.clauses)
    said = {extra["number"]: set(extra.get("clauses", ())) for extra in data.get("tasks", [])}
    _cite(plan, {number: labels or said.get(number, set()) for number, labels in cited.items()})
    plan.issuer, plan.issued_on = plan.issuer or notice.issuer, plan.issued_on or notice.issued_on
    plan.save(update_fields=["issuer", "issued_on"])
    if not plan.phases.exists():
        _write_phases(plan, notice, data)


def _write_phases(plan: Plan, notice: Notice, data: dict) -> None:
    tasks = {task.number: task for task in plan.tasks.all()}
    gates = {kept["name"]: kept.get("gate_tasks", []) for kept in data.get("phases", [])}
    for order, values in enumerate(_phases(notice, data), 1):
        phase = Phase.objects.create(plan=plan, order=order, **values)
        phase.gate_tasks.set([tasks[number] for number in gates.get(phase.name, []) if number in tasks])
        phase.tasks.set([task for task in tasks.values() if _falls_into(task, phase)])


def _phases(notice: Notice, data: dict) -> list[dict]:
    named = [
        {"name": phase.name, "starts_on": phase.starts_on, "due_on": phase.due_on}
        for phase in notice.phases
        if phase.due_on
    ]
    extra = {phase["name"]: phase for phase in data.get("phases", [])}
    for phase in named:
        kept = extra.get(phase["name"], {})
        phase |= {name: kept.get(name, "") for name in ("short_name", "short_name_en")}
        phase["gate_measures"] = kept.get("gate_measures", [])
    return named


def write_task_extras(plan: Plan, data: dict) -> None:
    """Short names, measures and checkpoints: once, when the plan is first loaded."""
    tasks = {task.number: task for task in plan.tasks.all()}
    for extra in data.get("tasks", []):
        if extra["number"] in tasks:
            _write_extra(tasks[extra["number"]], extra)


def _falls_into(task, phase) -> bool:
    """A row belongs to the phase in whose span its last day lies; a bare year belongs to none."""
    if not task.due_on or task.precision == "year" or task.due_on > phase.due_on:
        return False
    return phase.starts_on is None or task.due_on >= phase.starts_on


def _write_extra(task, extra: dict) -> None:
    for name in ("short_name", "short_name_en", "matrix_name", "measure", "founding", "watched"):
        if name in extra:
            setattr(task, name, extra[name])
    task.save()
    Checkpoint.objects.bulk_create(
        Checkpoint(task=task, order=order, **point) for order, point in enumerate(extra.get("checkpoints", []), 1)
    )


def _cite(plan: Plan, labels: dict[int, set[str]]) -> None:
    """Let each task cite the clauses with the given labels."""
    by_label = {clause.label: clause for clause in plan.clauses.all() if clause.label}
    for task in plan.tasks.all():
        task.clauses.set([by_label[label] for label in labels.get(task.number, ()) if label in by_label])
