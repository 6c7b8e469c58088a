"""What a county writes about its items: one act on one item or on many, in one transaction, all or nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import rulings
from .facts import Change, Fact, write
from .models import Agreement, Item, Ruling

# Enough to see what is wrong; the rest follows once these are mended.
NAMED = 20


class Desk:
    """The acts on `items` of `unit`; `seen` are the versions the person saw: {key: (of the item, of its agreement)}."""

    def __init__(self, unit, items: Sequence[Item] = (), seen: dict | None = None):
        self.unit, self.items, self.seen = unit, list(items), seen or {}

    @property
    def pk(self) -> str:
        """What tells a repeated post from one about other items."""
        return " ".join([str(self.unit.pk), *(str(item.key) for item in self.items)])

    def describe(self, *, by, on: date, version: int | None = None, **values) -> list[Fact]:
        """Say something of the items themselves: list, supervision, cut-over, standardisation, burden."""
        return self._each(Item, lambda item: values, by=by, on=on, version=version)

    def agree(self, *, by, on: date, version: int | None = None, **values) -> list[Fact]:
        """Say something of the agreement of each item."""
        return self._each(Agreement, lambda item: values, by=by, on=on, version=version)

    def hand_over(
        self, *, by, on: date, parts: Iterable[str], handed_on=None, signed_on=None, version: int | None = None
    ) -> list[Fact]:
        """Hand over (and have counter-signed) some of the four; what is counter-signed was handed over by then."""
        parts = list(parts)
        if not parts or not (handed_on or signed_on):
            raise ValidationError(_("Choose what is handed over, and give a day."))
        days = {"handed_on": handed_on, "signed_on": signed_on}
        return self._each(Item, lambda item: _handed(item, parts, **days), by=by, on=on, version=version)

    def draft(self, *, by, on: date) -> list[Fact]:
        """Note that our draft was drawn up, where the agreement is not signed yet."""
        if not self.items:
            raise ValidationError(_("Choose the items."))
        signed = Agreement.objects.as_of(on, on).filter(key__in=[item.key for item in self.items]).with_marks(on)
        closed = set(signed.filter(is_signed=True).values_list("key", flat=True))
        changes = [Change(Agreement, {"drafted_on": on}, item.key) for item in self.items if item.key not in closed]
        return self._write(changes, by=by, on=on)

    def ask_off(self, *, by, on: date, reason: str) -> Ruling:
        """Ask the bureau to take the items off the approved list."""
        return rulings.ask_items_off(self.unit, self.items, by=by, on=on, reason=reason)

    def ask_baseline(self, *, by, on: date) -> Ruling:
        """Ask the bureau to accept the figures before the reform of all items that have them."""
        return rulings.ask_burden_baseline(self.unit, by=by, on=on)

    def ask_change(self, *, by, on: date, reason: str, **figures) -> Ruling:
        """Ask the bureau to change accepted figures of the one item."""
        return rulings.ask_burden_change(self.items[0], by=by, on=on, reason=reason, **figures)

    def _each(self, model, values: Callable, *, by, on, version) -> list[Fact]:
        if not self.items:
            raise ValidationError(_("Choose the items."))
        place = 0 if model is Item else 1
        versions = {item.key: self.seen[item.key][place] if item.key in self.seen else version for item in self.items}
        changes = [Change(model, values(item), item.key, versions[item.key]) for item in self.items]
        return self._write(changes, by=by, on=on)

    @transaction.atomic
    def _write(self, changes, *, by, on) -> list[Fact]:
        try:
            return write(self.unit, changes, by=by, on=on)
        except ValidationError:
            if len(changes) == 1:
                raise
            raise ValidationError(self._refused(changes, by, on)) from None

    def _refused(self, changes, by, on) -> list[str]:
        """Which items cannot be written, and why: 'name: sentence'. Nothing stays written, as the caller gives up."""
        names, found = {item.key: item.name for item in self.items}, []
        for change in changes:
            try:
                with transaction.atomic():
                    write(self.unit, [change], by=by, on=on)
            except ValidationError as error:
                found.append(f"{names[change.key]}: {' '.join(error.messages)}")
            if len(found) == NAMED:
                break
        return found


def _handed(item, parts, *, handed_on, signed_on) -> dict:
    values = {}
    for part in parts:
        was = getattr(item, f"{part}_handed_on")
        if handed_on or (signed_on and was is None):
            values[f"{part}_handed_on"] = handed_on or signed_on
        if signed_on:
            values[f"{part}_signed_on"] = signed_on
    return values
