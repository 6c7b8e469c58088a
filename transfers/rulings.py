"""What only the bureau may accept or change: asked by the county, ruled on by a reviewer, carried out on acceptance.

Every ruling keeps what was asked as it stood; if the ledger has moved on since, it must be asked anew.
"""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from base import clock
from base.forms import Refused
from pilots.access import Action, may_on, not_included

from .facts import Change, Fact, write
from .models import Department, Item, Ruling, StaffCount
from .models.items import BEFORE, MINIMAL

Kind, State = Ruling.Kind, Ruling.State


# -- asking --------------------------------------------------------------------------------------
def ask_staff_baseline(unit, *, by, on: date, counted_on: date | None) -> Ruling:
    """Put the departments and their approval staff before the bureau; until it rules they may still change."""
    rows = list(Department.objects.current().filter(unit=unit))
    if not rows or any(row.staff_before is None for row in rows):
        raise ValidationError(_("Give the original approval staff of every department first."))
    if not counted_on:
        raise ValidationError({"counted_on": _("Give the counting day.")})
    if StaffCount.accepted_for(unit):
        raise Refused(_("The bureau has accepted this count already."))
    with transaction.atomic():
        _write_count(unit, {"counted_on": counted_on}, by=by, on=on)
        asked = {"counted_on": counted_on.isoformat(), "departments": _as_counted(rows)}
        return _ask(unit, Kind.STAFF_BASELINE, asked, by=by, reason="")


def ask_staff_change(
    unit, *, by, on: date, reason: str, name: str, staff_before: int | None, department=None
) -> Ruling:
    """Ask to change the accepted count of one department, to add a department, or (None) to take it out."""
    _require_reason(reason)
    if not StaffCount.accepted_for(unit):
        raise Refused(_("The bureau has not accepted this count yet: change it in the table, without a ruling."))
    row = Department.objects.current().filter(unit=unit, key=department).first() if department else None
    if row is None and staff_before is None:
        raise ValidationError({"staff_before": _("Give the original approval staff.")})
    asked = {
        "department": str(row.key) if row else None,
        "name": row.name if row else name,
        "before": row.staff_before if row else None,
        "after": staff_before,
        "version": row.version if row else None,
    }
    return _ask(unit, Kind.STAFF_CHANGE, asked, by=by, reason=reason)


def ask_burden_baseline(unit, *, by, on: date) -> Ruling:
    """Put the figures before the reform of all items that have them, and were not accepted yet, before the bureau."""
    ready = Item.objects.current().filter(unit=unit).with_marks(on)
    ready = list(ready.filter(Item.objects.get_queryset().ready_for_acceptance()))
    if not ready:
        raise ValidationError(_("No item has all its figures before the reform and still waits for acceptance."))
    return _ask(unit, Kind.BURDEN_BASELINE, {"items": [_of_item(item) for item in ready]}, by=by, reason="")


def ask_burden_change(item: Item, *, by, on: date, reason: str, **figures) -> Ruling:
    """Ask to change accepted figures before the reform of one item; `figures` are the new ones by field."""
    _require_reason(reason)
    if not item.baseline_on:
        raise Refused(_("The bureau has not accepted these figures yet: change them on the item, without a ruling."))
    changed = {name: value for name, value in figures.items() if getattr(item, name) != value}
    if not changed:
        raise ValidationError(_("Nothing would change."))
    asked = {**_of_item(item), "before": {name: getattr(item, name) for name in changed}, "after": changed}
    return _ask(item.unit, Kind.BURDEN_CHANGE, asked, by=by, reason=reason)


def ask_items_off(unit, items: Sequence[Item], *, by, on: date, reason: str) -> Ruling:
    """Ask to take items off the approved list."""
    _require_reason(reason)
    if not items:
        raise ValidationError(_("Choose the items."))
    return _ask(unit, Kind.ITEM_OFF, {"items": [_of_item(item) for item in items]}, by=by, reason=reason)


@transaction.atomic
def withdraw(ruling: Ruling, *, by, on: date) -> None:
    """The county takes back what waits."""
    if not may_on(by, Action.KEEP_LEDGERS, ruling.unit):
        raise Refused(_("Only the county that asked can withdraw it."))
    _settle(ruling, State.WITHDRAWN, by, "")


# -- deciding ------------------------------------------------------------------------------------
@transaction.atomic
def decide(ruling: Ruling, *, by, on: date, granted: bool, answer: str = "") -> None:
    """Accept (and carry it out) or not, with the reason. Raises Refused when the ledger moved on since it was asked."""
    if not may_on(by, Action.RULE_LEDGERS, ruling.unit):
        raise Refused(not_included(Action.RULE_LEDGERS))
    if not granted and not answer.strip():
        raise ValidationError({"answer": _("Give the reason.")})
    _settle(ruling, State.GRANTED if granted else State.REFUSED, by, answer)
    if granted:
        CARRIED_OUT[ruling.kind](ruling, by=by, on=on)


def _accept_staff_baseline(ruling, *, by, on):
    rows = list(Department.objects.current().filter(unit=ruling.unit))
    if _as_counted(rows) != ruling.asked["departments"]:
        raise Refused(_moved_on())
    _write_count(ruling.unit, {"accepted_on": on}, by=by, on=on, ruled=True)


def _change_staff(ruling, *, by, on):
    asked = ruling.asked
    row = Department.objects.current().filter(unit=ruling.unit, key=asked["department"] or None).first()
    if bool(row) != bool(asked["department"]) or (row and row.staff_before != asked["before"]):
        raise Refused(_moved_on())
    last = Department.objects.current().filter(unit=ruling.unit).last()
    values = (
        {"staff_before": asked["after"]}
        if row
        else {
            "name": asked["name"],
            "staff_before": asked["after"],
            "order": last.order + 1 if last else 1,
        }
    )
    gone = asked["after"] is None
    change = Change(Department, {} if gone else values, row.key if row else None, removed=gone, why=ruling.reason[:200])
    write(ruling.unit, [change], by=by, on=on, ruled=True)


def _accept_burden(ruling, *, by, on):
    standing = _items(ruling)
    if any(_of_item(standing[each["key"]]) != each for each in ruling.asked["items"] if each["key"] in standing) or len(
        standing
    ) < len(ruling.asked["items"]):
        raise Refused(_moved_on())
    changes = [Change(Item, {"baseline_on": on}, item.key) for item in standing.values()]
    write(ruling.unit, changes, by=by, on=on, ruled=True)


def _change_burden(ruling, *, by, on):
    item = Item.objects.current().filter(unit=ruling.unit, key=ruling.asked["key"]).first()
    if item is None or any(getattr(item, name) != old for name, old in ruling.asked["before"].items()):
        raise Refused(_moved_on())
    write(
        ruling.unit, [Change(Item, ruling.asked["after"], item.key, why=ruling.reason[:200])], by=by, on=on, ruled=True
    )


def _take_off(ruling, *, by, on):
    changes = [Change(Item, {}, item.key, removed=True, why=ruling.reason[:200]) for item in _items(ruling).values()]
    write(ruling.unit, changes, by=by, on=on, ruled=True)


CARRIED_OUT = {
    Kind.STAFF_BASELINE: _accept_staff_baseline,
    Kind.STAFF_CHANGE: _change_staff,
    Kind.BURDEN_BASELINE: _accept_burden,
    Kind.BURDEN_CHANGE: _change_burden,
    Kind.ITEM_OFF: _take_off,
}


# -- what they share -----------------------------------------------------------------------------
def _ask(unit, kind, asked, *, by, reason) -> Ruling:
    if not may_on(by, Action.KEEP_LEDGERS, unit):
        raise Refused(not_included(Action.KEEP_LEDGERS))
    ruling = Ruling(unit=unit, kind=kind, asked=asked, reason=reason, asked_by=by, asked_at=clock.now())
    try:
        with transaction.atomic():
            ruling.save()
    except IntegrityError:
        raise Refused(Ruling._meta.constraints[0].violation_error_message) from None
    return ruling


def _settle(ruling, state, by, answer) -> None:
    rows = Ruling.objects.waiting().filter(pk=ruling.pk)
    if not rows.update(state=state, decided_by=by, decided_at=clock.now(), answer=answer):
        raise Refused(_("This was ruled on or withdrawn meanwhile. Reload the page."))
    ruling.refresh_from_db()


def _write_count(unit, values, *, by, on, ruled=False) -> None:
    count = StaffCount.objects.current().filter(unit=unit).first()
    write(unit, [Change(StaffCount, values, count.key if count else None)], by=by, on=on, ruled=ruled)


def _as_counted(rows) -> list[dict]:
    return [{"key": str(row.key), "name": row.name, "staff_before": row.staff_before} for row in rows]


def _of_item(item: Fact) -> dict:
    """An item as the bureau is shown it: which, and its figures before the reform."""
    figures = {name: getattr(item, name) for name in (*BEFORE, *MINIMAL)}
    return {"key": str(item.key), "name": item.name, "code": item.code, **figures}


def _items(ruling) -> dict:
    keys = [each["key"] for each in ruling.asked["items"]]
    return {str(item.key): item for item in Item.objects.current().filter(unit=ruling.unit, key__in=keys)}


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})


def _moved_on() -> str:
    return _("The ledger has changed since this was asked. Refuse it, so that the county asks anew.")
