"""Forms of one item: the list, supervision, handover, burden, and what is asked of the bureau about it."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from tasks.forms import fields

from ..models import Item
from ..models.items import AFTER, BEFORE, HANDOVER, MINIMAL, STANDARDS
from .facts import FactForm, fields_of

DAYS = tuple(f"{part}_{which}_on" for part in HANDOVER for which in ("handed", "signed"))


class PlainForm(VerbForm):
    """A verb that needs no words."""

    def values(self):
        return {}


class ListedForm(FactForm):
    """An item as it stands on the approved list."""

    model = Item
    names = ("name", "code", "department", "kind", "batch")

    def __init__(self, fact, *args, departments, **kwargs):
        super().__init__(fact, *args, labels_of=departments, **kwargs)
        given = self.fields["department"]
        widget = forms.Select(attrs={"class": "sel"})
        self.fields["department"] = forms.TypedChoiceField(
            label=given.label, choices=list(departments.items()), coerce=uuid.UUID, widget=widget
        )


class SupervisionForm(FactForm):
    """审管互动: who supervises it after the transfer, and whom to call there."""

    model = Item
    names = ("supervisor", "supervisor_contact")


class HandoverForm(FactForm):
    """The days on which the four were handed over and counter-signed, and the cut-over day."""

    model = Item
    names = (*DAYS, "cut_over_on")

    @property
    def parts(self) -> list:
        """(label, the days of handing over and counter-signing) of each of the four."""
        return [
            (label, [self[f"{part}_handed_on"], self[f"{part}_signed_on"]])
            for part, (_letter, label) in HANDOVER.items()
        ]


class BoxForm(VerbForm):
    """Boxes clicked in the ledger: what was counter-signed today."""

    part = forms.MultipleChoiceField(choices=[(part, label) for part, (_letter, label) in HANDOVER.items()])

    def values(self):
        return {"parts": self.cleaned_data["part"], "version": self.cleaned_data["version"]}


class BurdenForm(FactForm):
    """Standardisation, and the figures before and after; the accepted ones are left out."""

    model = Item
    names = (*STANDARDS, *BEFORE, *AFTER, *MINIMAL, "one_window")

    def __init__(self, fact, *args, **kwargs):
        super().__init__(fact, *args, **kwargs)
        if fact.baseline_on:
            for name in (*BEFORE, *MINIMAL):
                del self.fields[name]

    @property
    def standards(self) -> list:
        return [self[name] for name in STANDARDS]

    @property
    def figures(self) -> list:
        return figures_in(self)


class BaselineForm(VerbForm):
    """Other figures before the reform than those the bureau accepted, and why."""

    reason = fields.line(_("Reason"), 500)

    def __init__(self, item, data=None, **kwargs):
        standing = {name: getattr(item, name) for name in (*BEFORE, *MINIMAL)}
        super().__init__(data, initial=standing, auto_id="baseline_%s", **kwargs)
        self.fields.update(fields_of(Item, (*BEFORE, *MINIMAL)))

    @property
    def figures(self) -> list:
        return figures_in(self)

    def values(self):
        return {name: value for name, value in super().values().items() if name != "version"}


def figures_in(form) -> list:
    """(test, the fields of the form that belong to it), in the order of the tests."""
    groups = {
        "steps": ("steps_before", "steps_after", "steps_minimal"),
        "materials": ("materials_before", "materials_after", "materials_minimal"),
        "time": ("time_statutory", "time_before", "time_after", "time_minimal"),
    }
    return [(test, [form[name] for name in names if name in form.fields]) for test, names in groups.items()]
