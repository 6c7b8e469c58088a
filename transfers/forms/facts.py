"""Forms of one fact: the fields are the model's own, the verb writes its next version."""

from types import MethodType

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from tasks.forms import fields

from ..history import said
from ..keeping import keep, take_out

CLASSES = {
    forms.CheckboxInput: "cb",
    forms.Select: "sel",
    forms.NumberInput: "in short",
    forms.TextInput: "in",
    forms.DateInput: "in",
}


def fields_of(model, names) -> dict[str, forms.Field]:
    """The form fields of a model's fields, in the classes of the style sheets."""
    return fields_for_model(model, fields=names, formfield_callback=_dressed)


def _dressed(field, **kwargs):
    made = field.formfield(**kwargs)
    if isinstance(made, forms.DateField):
        made.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    made.widget.attrs.setdefault("class", CLASSES.get(type(made.widget), "in"))
    if isinstance(made.widget, forms.TextInput):
        made.widget.attrs.setdefault("autocomplete", "off")
    return made


class FactForm(VerbForm):
    """What one fact says; opened with what stands, kept as its next version.

    Subclasses name `model` and `names`; `labels_of` turns keys of other facts into names.
    """

    model: type
    names: tuple[str, ...] = ()

    def __init__(self, fact, data=None, *, labels_of=None, **kwargs):
        self.fact, self.labels_of = fact, labels_of or {}
        self.about = str(fact.key) if fact.pk else ""
        opened = {**fact.values(), **({"version": fact.version} if fact.pk else {})}
        super().__init__(data, initial=opened | kwargs.pop("initial", {}), **kwargs)
        self.fields.update(fields_of(self.model, self.names))

    def save(self, *, by, on) -> bool:
        """Valid and written (or written by an equal earlier post)."""
        return self.is_valid() and self.attempt(MethodType(keep, self.fact), by=by, on=on)

    @property
    def told(self) -> list[tuple[str, str]]:
        """The fact as it stands, for those who only read: (field, value)."""
        values = self.fact.values()
        shown = [name for name in self.fields if name in values and not isinstance(values[name], list)]
        return [(self.fields[name].label, said(self.model, name, values[name], self.labels_of)) for name in shown]

    @property
    def clash(self) -> list[tuple[str, str, str]]:
        """After a conflict: (field, the person's own, what stands now) where they differ."""
        now = self.conflict.values()
        typed = {name: value for name, value in self.values().items() if name in self.fields and name in now}
        mine = {name: value for name, value in typed.items() if now[name] != value}
        return [
            (self.fields[name].label, *(said(self.model, name, each, self.labels_of) for each in (value, now[name])))
            for name, value in mine.items()
        ]


class RemoveForm(VerbForm):
    """Take a fact out of its ledger, with the reason."""

    reason = fields.line(_("reason"), 200)

    def __init__(self, fact, data=None):
        super().__init__(data, initial={"version": fact.version}, auto_id="remove_%s")
        self.fact, self.about = fact, str(fact.key)

    def save(self, *, by, on) -> bool:
        """Valid and taken out."""
        return self.is_valid() and self.attempt(MethodType(take_out, self.fact), by=by, on=on)
