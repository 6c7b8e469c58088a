"""What the ledgers of units add up to on a day: one query for all units and all figures asked for.

Each ledger is one grouped SELECT; together they are one statement (UNION ALL) of whole numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Count, F, IntegerField, Q, Sum, Value
from django.db.models.functions import Cast, Coalesce

from .models import Department, Establishment, Item, StaffCount, StaffMember
from .models.items import TESTS
from .querysets import ItemQuerySet, StaffQuerySet

WHOLE = IntegerField()


def _count(condition: Q | None = None):
    return Count("pk", filter=condition) if condition is not None else Count("pk")


def _sum(field: str, condition: Q | None = None):
    return Coalesce(Sum(field, filter=condition), 0, output_field=WHOLE)


def _departments(on: date) -> dict:
    return {"departments": _count(), "staff_before": _sum("staff_before")}


def _counts(on: date) -> dict:
    return {"count_accepted": _count(Q(accepted_on__isnull=False))}


def _staff(on: date) -> dict:
    there = StaffQuerySet.transferred(on)
    kinds = {f"staff_{kind}": _count(there & Q(post_kind=kind)) for kind in StaffMember.PostKind.values}
    return {
        "roster": _count(),
        "staff_transferred": _count(there),
        "staff_trained": _count(StaffQuerySet.trained(on)),
        "posts_moved": _count(there & Q(post_moved=True)),
        **kinds,
    }


def _establishment(on: date) -> dict:
    days = {"plate": "plate_on", "office_plate": "office_plate_on", "seal": "seal_on", "opened": "opened_on"}
    said = {name: _count(Q(**{f"{field}__lte": on})) for name, field in days.items()}
    # In hundredths of a per cent, so that every column is a whole number.
    target = Coalesce(Sum(Cast(F("staff_target") * 100, WHOLE)), 0, output_field=WHOLE)
    return {**said, "approved_items": _sum("approved_items"), "staff_target": target}


def _items(on: date) -> dict:
    counted = {
        "items": _count(),
        "agreed": _count(Q(agreed=True)),
        "signed": _count(Q(is_signed=True)),
        "complete": _count(Q(is_complete=True)),
        "handed_over": _count(ItemQuerySet.handed_over(on)),
        "taken_over": _count(ItemQuerySet.taken_over(on)),
        "standardised": _count(ItemQuerySet.standardised()),
        "supervised": _count(ItemQuerySet.supervised()),
        "one_window": _count(Q(one_window=True)),
        "baselines": _count(Q(baseline_on__isnull=False)),
    }
    for test in TESTS:
        counted |= {
            f"{test}_of": _count(ItemQuerySet.counted(test)),
            f"{test}_met": _count(ItemQuerySet.met(test)),
            f"{test}_known": _count(ItemQuerySet.known(test)),
            f"{test}_minimal": _count(ItemQuerySet.minimal(test)),
            f"{test}_before": _sum(f"{test}_old", ItemQuerySet.known(test)),
            f"{test}_after": _sum(f"{test}_after", ItemQuerySet.known(test)),
        }
    return counted


LEDGERS: dict[str, tuple[type, Callable]] = {
    "departments": (Department, _departments),
    "counts": (StaffCount, _counts),
    "staff": (StaffMember, _staff),
    "establishment": (Establishment, _establishment),
    "items": (Item, _items),
}
NAMES = {ledger: list(columns(date.min)) for ledger, (_model, columns) in LEDGERS.items()}


class Totals(defaultdict):
    """One unit's sums by name; what no row says is 0."""

    def __init__(self):
        super().__init__(int)


def totals(units: Iterable, on: date, wanted: Iterable[str] | None = None, today: date | None = None) -> dict:
    """{unit id: Totals} for the units on a day; one query. `wanted` names the sums to read (default: all)."""
    ids = [unit.pk for unit in units]
    found = {pk: Totals() for pk in ids}
    parts = _parts(ids, on, set(wanted) if wanted is not None else None, today)
    if not parts or not ids:
        return found
    width = max(len(names) for _ledger, names, _rows in parts)
    padded = [_padded(number, names, rows, width) for number, (_ledger, names, rows) in enumerate(parts)]
    for unit_id, number, *values in padded[0].union(*padded[1:], all=True):
        names = parts[number][1]
        found[unit_id].update(zip(names, values[: len(names)], strict=True))
    return found


def _parts(ids, on, wanted, today) -> list:
    parts = []
    for ledger, (model, columns) in LEDGERS.items():
        names = [name for name in NAMES[ledger] if wanted is None or name in wanted]
        if names:
            rows = model.objects.as_of(on, today).filter(unit__in=ids).order_by()
            rows = rows.with_marks(on, today) if model is Item else rows
            chosen = {f"sum_{name}": column for name, column in columns(on).items() if name in names}
            parts.append((ledger, names, rows.values("unit_id").annotate(**chosen)))
    return parts


def _padded(number, names, rows, width):
    blanks = {f"blank_{place}": Value(0, output_field=WHOLE) for place in range(width - len(names))}
    rows = rows.annotate(part=Value(number, output_field=WHOLE), **blanks)
    return rows.values_list("unit_id", "part", *(f"sum_{name}" for name in names), *blanks)
