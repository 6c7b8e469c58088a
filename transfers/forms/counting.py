"""Forms of the count: departments with their staff, putting it before the bureau, changing what was accepted."""

from functools import partial
from types import MethodType
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from tasks.forms import fields

from .. import rulings
from ..counting import Row, keep_count
from ..history import label_of
from ..models import Department, StaffCount
from .facts import fields_of

BLANK_LINES = 3


class CountForm(VerbForm):
    """All departments at once: `name_<key>`, `staff_<key>`, `seen_<key>`, and some empty lines at the end."""

    count_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, book, data=None, *, locked=False):
        self.book, self.locked, count = book, locked, book.count
        opened = {"count_version": count.version, "counted_on": count.counted_on} if count else {}
        super().__init__(data, initial=opened, auto_id="count_%s")
        if not locked:
            self.fields |= fields_of(StaffCount, ["counted_on"])
        self.places = [str(row.key) for row in book.departments]
        if not locked:
            self.places += [f"new{n}" for n in range(1, BLANK_LINES + 1)]
        for place, row in zip(self.places, [*book.departments, *[None] * BLANK_LINES], strict=False):
            self._add(place, row)

    def _add(self, place, row) -> None:
        made = fields_of(Department, ["name", "staff_before"])
        made["name"].required = False
        if row:
            made["name"].initial, made["staff_before"].initial = row.name, row.staff_before
        seen = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=row.version if row else None)
        self.fields |= {f"name_{place}": made["name"], f"seen_{place}": seen}
        if not self.locked:
            self.fields[f"staff_{place}"] = made["staff_before"]

    @property
    def lines(self) -> list[dict]:
        """Each line's bound fields and the department it is about (None for an empty line)."""
        known = {str(row.key): row for row in self.book.departments}
        return [
            {
                "row": known.get(place),
                "name": self[f"name_{place}"],
                "seen": self[f"seen_{place}"],
                "staff": None if self.locked else self[f"staff_{place}"],
            }
            for place in self.places
        ]

    @property
    def stands(self) -> str:
        """After a conflict: what the other person left there."""
        values = {**self.conflict.values(), "order": None}
        names = [name for name, value in values.items() if value not in (None, "")]
        return ", ".join(f"{label_of(type(self.conflict), name)} {values[name]}" for name in names)

    def values(self) -> dict:
        given = self.cleaned_data
        rows = [
            Row(
                None if place.startswith("new") else UUID(place),
                given.get(f"seen_{place}"),
                " ".join((given.get(f"name_{place}") or "").split()),
                given.get(f"staff_{place}"),
            )
            for place in self.places
        ]
        count = {name: given.get(name) for name in ("counted_on", "count_version")}
        return {"rows": rows, "locked": self.locked, **count}

    def save(self, *, by, on) -> bool:
        """Valid and written."""
        return self.is_valid() and self.attempt(MethodType(keep_count, self.book.unit), by=by, on=on)


class AskForm(VerbForm):
    """Put the count before the bureau."""

    def __init__(self, book, data=None):
        super().__init__(data, auto_id="ask_%s")
        self.book = book

    def values(self) -> dict:
        return {"counted_on": self.book.count and self.book.count.counted_on}

    def save(self, *, by, on) -> bool:
        return self.is_valid() and self.attempt(MethodType(rulings.ask_staff_baseline, self.book.unit), by=by, on=on)


class ChangeForm(VerbForm):
    """Ask the bureau to change what it accepted: a department's figure, a new department, one that goes."""

    reason = fields.lines(_("reason"), required=True, rows=2)
    name = fields.line(_("name of a department to be added"), 60)

    def __init__(self, book, data=None):
        super().__init__(data, auto_id="change_%s")
        self.book = book
        named = [
            ("", _("a department to be added")),
            *((str(key), name) for key, name in book.department_names.items()),
        ]
        choice = partial(forms.TypedChoiceField, coerce=UUID, empty_value=None, required=False)
        widget = forms.Select(attrs={"class": "sel"})
        self.fields["department"] = choice(label=_("original department"), choices=named, widget=widget)
        self.fields |= fields_of(Department, ["staff_before"])
        self.fields["staff_before"].help_text = _("Empty: the department is taken out of the count.")

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("reason", "name", "department", "staff_before")}

    def clean(self):
        given = super().clean()
        if not given.get("department") and not given.get("name"):
            self.add_error("name", _("Choose a department, or name the one to be added."))
        return given

    def save(self, *, by, on) -> bool:
        return self.is_valid() and self.attempt(MethodType(rulings.ask_staff_change, self.book.unit), by=by, on=on)
