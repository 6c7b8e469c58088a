"""Putting a load in force, in one transaction, and taking a wrong one back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from base import audit, clock
from base.forms import Refused
from pilots.models import Unit
from tasks.ledger import Line, append
from tasks.models import Obligation, Plan, PlanLoad, State, Task, Verb
from tasks.reading import Notice

from .changes import Changes, RowChange, compare
from .intake import data_for
from .refusal import LoadRefused
from .rows import Row
from .setup import write_plan, write_task_extras, write_text

TASK_FIELDS = (
    "text",
    "units_wording",
    "deadline_wording",
    "deadline_kind",
    "starts_on",
    "due_on",
    "precision",
    "standing",
    "recurs",
)


@transaction.atomic
def apply(load: PlanLoad, *, by=None, request=None) -> Changes:
    """Put a waiting load in force: issue, amend and cancel, each as a ledger entry.

    The document is the reason and stands in each entry. Raises LoadRefused; then nothing is changed.
    """
    claimed = PlanLoad.objects.filter(pk=load.pk, state=PlanLoad.State.WAITING).update(state=PlanLoad.State.APPLIED)
    if not claimed:
        raise LoadRefused(_("This load was already decided."))
    if load.plan and load.plan.withdrawn_at:
        raise LoadRefused(_("The plan of this load was taken back. Load the file anew."))
    notice = Notice.from_dict(load.read)
    data = data_for(notice, load.plan, load.number)
    changes = compare(notice, load.plan, data, load.rulings)
    plan = load.plan or write_plan(notice, data, changes, load)
    _write(plan, notice, changes, data, load, by)
    _close(load, plan, changes, by, request)
    return changes


def confirm(*, load: PlanLoad, by, rulings: dict, version=None, request=None) -> None:
    """Keep the rulings with the load and put it in force. Raises base.forms.Refused with a sentence."""
    load.rulings = rulings
    load.save(update_fields=["rulings"])
    try:
        apply(load, by=by, request=request)
    except LoadRefused as refused:
        raise Refused(str(refused)) from refused


def _write(plan: Plan, notice: Notice, changes: Changes, data: dict, load: PlanLoad, by) -> None:
    sources = {task.number: task.source for task in notice.tasks}
    for change in changes.changed:
        if change.after:
            task = _task(plan, change.after, sources[change.number])
            _set_responsible(plan, task, change, load, by)
        else:
            _cancel_task(plan, change.number, load, by)
    if not load.plan:
        write_task_extras(plan, data)
    write_text(plan, notice, data)


def _task(plan: Plan, row: Row, source: str) -> Task:
    values = {name: getattr(row, name) for name in TASK_FIELDS} | {"source": source, "cancelled_at": None}
    task, _created = Task.objects.update_or_create(plan=plan, number=row.number, defaults=values)
    return task


def _set_responsible(plan, task, change: RowChange, load, by) -> None:
    """Issue to new units, amend for those that stay, cancel for those that left."""
    present = {one.unit_id: one for one in plan.obligations.filter(task=task).select_related("plan", "task", "unit")}
    detail = {"document": load.name, "digest": load.digest, **_before_and_after(change)}
    _issue(plan, task, [pk for pk in sorted(change.after.units) if pk not in present], by, detail)
    for unit_id, one in present.items():
        if unit_id not in change.after.units:
            _cancel(one, by, detail)
        elif one.state == State.CANCELLED:
            one.reinstate(by=by, changes=_new_deadline(one, task.due_on), detail=detail)
        elif set(change.fields) - {"units"}:
            one.amend(by=by, changes=_new_deadline(one, task.due_on), detail=detail)


def _before_and_after(change: RowChange) -> dict:
    names = [name for name in change.fields if name != "units"]
    plain = {name: [str(getattr(change.before, name) or ""), str(getattr(change.after, name) or "")] for name in names}
    return {"changed": plain} if plain else {}


def _new_deadline(one: Obligation, issued: date | None) -> dict:
    """The due day follows the document, unless an extension granted a later one; the first day stays."""
    granted = one.last_entry(Verb.GRANT_EXTENSION)
    due = max(issued, granted.due_on) if issued and granted and granted.due_on else issued
    if due == one.due_on:
        return {}
    return one.new_deadline(due)


def _issue(plan, task, unit_ids, by, detail) -> None:
    units = Unit.objects.in_bulk(unit_ids)
    lines = []
    for pk in unit_ids:
        one = Obligation.objects.create(plan=plan, task=task, unit=units[pk])
        days = {"first_due_on": task.due_on, "due_on": task.due_on}
        lines.append(Line(one, Verb.ISSUE, by, changes=days, words={"detail": detail}))
    append(plan, lines)


def _cancel(one: Obligation, by, detail) -> None:
    if one.state != State.CANCELLED:
        one.cancel(by=by, detail=detail)


def _cancel_task(plan, number, load, by) -> None:
    task = plan.tasks.get(number=number)
    for one in plan.obligations.filter(task=task).select_related("plan", "task", "unit"):
        _cancel(one, by, {"document": load.name, "digest": load.digest})
    task.cancelled_at = clock.now()
    task.save(update_fields=["cancelled_at"])


def _close(load: PlanLoad, plan: Plan, changes: Changes, by, request) -> None:
    plan.year_reminder = bool(load.rulings.get("year_reminder"))
    plan.save(update_fields=["year_reminder"])
    plan.raise_revision()
    load.refresh_from_db(fields=["state"])
    load.plan, load.changes, load.applied_at = plan, changes.counts(), clock.now()
    load.first_number = plan.head_number + 1
    load.save()
    audit.record(
        audit.Act.PLAN_LOAD,
        by=by,
        request=request,
        what=plan.document_number,
        file=load.name,
        digest=load.digest,
        **changes.counts(),
    )


def may_take_back(load: PlanLoad) -> bool:
    """The last load in force can be taken back while nobody has acted on the plan since."""
    if load.state != PlanLoad.State.APPLIED or load.plan.loads.filter(state="applied").first() != load:
        return False
    return not load.plan.entries.filter(number__gte=load.first_number).exists()


@transaction.atomic
def take_back(load: PlanLoad, *, by=None, request=None) -> None:
    """Undo a wrong load: what stood before stands again. Raises LoadRefused when somebody has reported."""
    plan = load.plan
    if plan:
        plan.raise_revision()
    if not may_take_back(load):
        raise LoadRefused(_("This load cannot be taken back: somebody has already worked with it."))
    load.state = PlanLoad.State.TAKEN_BACK
    load.save(update_fields=["state"])
    earlier = plan.loads.filter(state=PlanLoad.State.APPLIED).first()
    if earlier:
        _restore(plan, earlier, by)
    else:
        _withdraw(plan, load, by)
    audit.record(
        audit.Act.PLAN_LOAD, by=by, request=request, what=plan.document_number, file=load.name, taken_back=True
    )


def _restore(plan: Plan, earlier: PlanLoad, by) -> None:
    notice = Notice.from_dict(earlier.read)
    data = data_for(notice, plan)
    _write(plan, notice, compare(notice, plan, data, earlier.rulings), data, earlier, by)
    plan.year_reminder = bool(earlier.rulings.get("year_reminder"))
    plan.save(update_fields=["year_reminder"])
    earlier.first_number = plan.head_number + 1
    earlier.save(update_fields=["first_number"])


def _withdraw(plan: Plan, load: PlanLoad, by) -> None:
    for task in plan.tasks.filter(cancelled_at__isnull=True):
        _cancel_task(plan, task.number, load, by)
    plan.withdrawn_at = clock.now()
    plan.save(update_fields=["withdrawn_at"])
