"""Forms of the staff ledger: a person, several people confirmed, a training session."""

from types import MethodType
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from tasks.forms import fields

from ..keeping import confirm
from ..models import StaffMember, TrainingSession
from .facts import FactForm


def chosen_from(label, choices):
    """One of the facts of a ledger, by its key."""
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=UUID, empty_value=None, widget=forms.Select(attrs={"class": "sel"})
    )


def ticked_from(label, choices):
    """Any of the facts of a ledger; the keys as text, as facts refer to each other."""
    widget = forms.CheckboxSelectMultiple(attrs={"class": "cb"})
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)


class PersonForm(FactForm):
    """One transferred person."""

    model = StaffMember
    names = (
        "name",
        "post",
        "post_kind",
        "post_moved",
        "document_number",
        "document_on",
        "arrived_on",
        "confirmed_on",
    )

    def __init__(self, book, fact, data=None):
        super().__init__(fact, data, labels_of=book.department_names)
        departments = list(book.department_names.items())
        self.fields["department"] = chosen_from(_("original department"), [("", "—"), *departments])
        self.fields["items"] = ticked_from(_("items handled"), [(str(item.key), item.name) for item in book.items])
        self.book = book

    @property
    def items_by_department(self) -> list[tuple[str, list, int]]:
        """(department, its items as (key, name, code, ticked), how many are ticked); the person's own first."""
        ticked = set(self["items"].value() or ())
        groups = {key: [] for key in sorted(self.book.department_names, key=lambda key: key != self.fact.department)}
        for item in self.book.items:
            groups.setdefault(item.department, []).append((str(item.key), item, str(item.key) in ticked))
        names = self.book.department_names
        return [(names.get(key, "—"), rows, sum(row[2] for row in rows)) for key, rows in groups.items() if rows]


class SessionForm(FactForm):
    """One training session and who attended it."""

    model = TrainingSession
    names = ("held_on", "subject", "hours")

    def __init__(self, book, fact, data=None):
        super().__init__(fact, data, labels_of=book.department_names)
        departments = list(book.department_names.items())
        self.fields["department"] = chosen_from(_("department that trained"), [("", "—"), *departments])
        there = [person for person in book.roster if person.is_transferred or str(person.key) in fact.attendees]
        self.fields["attendees"] = ticked_from(_("attendance"), [(str(person.key), person.name) for person in there])
        self.there, self.book = there, book

    @property
    def attendees_by_department(self) -> list[tuple[str, list]]:
        """(department, its people as (key, person, ticked))."""
        ticked, groups = set(self["attendees"].value() or ()), {}
        for person in self.there:
            groups.setdefault(person.department, []).append((str(person.key), person, str(person.key) in ticked))
        return [(self.book.department_names.get(key, "—"), rows) for key, rows in groups.items()]


class SeenField(forms.Field):
    """Ticked rows with the version that was seen: `key:version`, several."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        try:
            pairs = [each.split(":") for each in value or ()]
            return [(UUID(key), int(version)) for key, version in pairs]
        except ValueError:
            raise ValidationError(_("Reload the page and tick again.")) from None


class ConfirmForm(VerbForm):
    """People who can do the work alone, as of a day."""

    people = SeenField(label=_("people"), required=False)
    confirmed_on = fields.day(_("confirmed able to work alone on"))

    def __init__(self, unit, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.unit = unit

    def save(self, *, by, on) -> bool:
        return self.is_valid() and self.attempt(MethodType(confirm, self.unit), by=by, on=on)
