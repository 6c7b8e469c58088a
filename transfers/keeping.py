"""The verbs behind the forms of the ledgers: one fact kept or taken out, several people confirmed at once."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from base.forms import Refused

from .facts import Change, Fact, write
from .models import StaffMember


def keep(fact: Fact, *, by, on: date, version: int | None = None, **values) -> None:
    """Write what a form says of one fact; an unsaved one is new."""
    write(fact.unit, [Change(type(fact), values, fact.key, version)], by=by, on=on)


def take_out(fact: Fact, *, by, on: date, reason: str, version: int | None = None) -> None:
    """Take a fact out of its ledger; its history stays, with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    write(fact.unit, [Change(type(fact), key=fact.key, version=version, removed=True, why=reason)], by=by, on=on)


def confirm(unit, *, by, on: date, people: list[tuple[UUID, int]], confirmed_on: date | None, version=None) -> None:
    """The receiving bureau confirms that people can do the work alone (notice 二（四）); `people` as (key, version)."""
    if not people:
        raise ValidationError({"people": _("Tick the people.")})
    if not confirmed_on:
        raise ValidationError({"confirmed_on": _("Give the day.")})
    ticked = StaffMember.objects.current().filter(unit=unit, key__in=[key for key, _seen in people])
    if len(ticked) < len(people):
        raise Refused(_("Somebody ticked has been taken out meanwhile. Reload the page."))
    if wrong := [sentence for person in ticked for sentence in _unsound(person, confirmed_on, on)]:
        raise ValidationError({"confirmed_on": wrong})
    write(unit, [Change(StaffMember, {"confirmed_on": confirmed_on}, key, seen) for key, seen in people], by=by, on=on)


def _unsound(person, confirmed_on, on) -> list[str]:
    """Among several people it must be said whose day cannot be so."""
    person.confirmed_on = confirmed_on
    try:
        person.require_sound(on)
    except ValidationError as error:
        return [f"{person.name}: {sentence}" for sentence in error.messages]
    return []
