"""The departments of a pilot and the count of its approval staff, as one page keeps them until the bureau accepts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from base.forms import Refused

from .facts import Change, write
from .models import Department, Item, Ruling, StaffCount, StaffMember, TrainingSession

COUNTING = (Ruling.Kind.STAFF_BASELINE, Ruling.Kind.STAFF_CHANGE)


@dataclass(frozen=True)
class Row:
    """A department as the page sends it; `key` is None for a new one, `name` empty for one to be taken out."""

    key: UUID | None
    version: int | None
    name: str
    staff_before: int | None


def rulings_on_count(unit):
    """What was asked of the bureau about this count, the latest first."""
    return Ruling.objects.filter(unit=unit, kind__in=COUNTING).for_list()


def held_by_the_bureau(unit) -> str:
    """Why the departments cannot change now: the sentence while the count lies before the bureau, else ""."""
    waits = rulings_on_count(unit).waiting().exists()
    return _("The count lies before the bureau. Withdraw it first, then change it.") if waits else ""


def keep_count(unit, *, by, on: date, rows: list[Row], counted_on=None, count_version=None, locked=False) -> None:
    """Write the departments and, while the count is not accepted, their figures and the counting day."""
    if waits := held_by_the_bureau(unit):
        raise Refused(waits)
    _require_names(rows)
    known = {row.key: row for row in Department.objects.current().filter(unit=unit)}
    changes = [_change(row, place, known, locked) for place, row in enumerate(rows, 1) if row.key or row.name]
    _require_unused([known[change.key] for change in changes if change.removed and change.key in known])
    if not locked:
        count = StaffCount.objects.current().filter(unit=unit).first()
        changes.append(Change(StaffCount, {"counted_on": counted_on}, count and count.key, count_version))
    try:
        with transaction.atomic():
            write(unit, changes, by=by, on=on)
    except IntegrityError:
        raise Refused(_("This department is listed already.")) from None


def _change(row, place, known, locked) -> Change:
    if not row.name:
        return Change(Department, key=row.key, version=row.version, removed=True)
    values = {"name": row.name} if locked else {"name": row.name, "staff_before": row.staff_before}
    if row.key not in known:
        values["order"] = place
    return Change(Department, values, row.key, row.version)


def _require_names(rows) -> None:
    twice = [name for name, n in Counter(row.name for row in rows if row.name).items() if n > 1]
    if twice:
        raise ValidationError(_("Listed twice: %(names)s.") % {"names": "、".join(twice)})
    if any(row.staff_before is not None and not (row.name or row.key) for row in rows):
        raise ValidationError(_("A figure without a department: give the name, or clear the figure too."))


def _require_unused(departments) -> None:
    """A department that people, items or sessions name cannot go: they would belong nowhere."""
    keys = [row.key for row in departments]
    used = {key for model in (StaffMember, Item, TrainingSession) for key in _named_by(model, keys)} if keys else set()
    names = [row.name for row in departments if row.key in used]
    if names:
        raise ValidationError(_("Still named by people, items or training: %(names)s.") % {"names": "、".join(names)})


def _named_by(model, keys):
    return model.objects.current().filter(department__in=keys).values_list("department", flat=True)
