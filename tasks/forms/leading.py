"""批示, its answer, and 抽查; the filters of their lists."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.forms import VerbForm
from pilots.access import Reach, reach_of
from pilots.models import Unit

from ..instructions import Standing
from ..leading import Way, reply_day
from ..models import Entry, Obligation
from . import fields
from .filters import worded
from .review import DecisionForm

OPEN = "open"
FOUND = (("yes", pgettext_lazy("spot check", "holds")), ("no", pgettext_lazy("spot check", "does not hold")))


class InstructionForm(VerbForm):
    """批示. It carries no version: an instruction overwrites nothing."""

    text = fields.lines(_("Instruction"), required=True, rows=3)
    reply_by = fields.day(_("Answer by"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="instruction_%s", **kwargs)

    @classmethod
    def opened(cls, on):
        """The form with the day that is usual."""
        return cls(initial={"reply_by": reply_day(on)})


class InstructionAnswerForm(DecisionForm):
    """办理情况: one answer to what stood open when the page was opened."""

    prefix_of_ids = "answer"
    text = fields.lines(_("What was done on it"), required=True, rows=3)


class SpotCheckForm(DecisionForm):
    """抽查: how, on which day, what was found."""

    prefix_of_ids = "check"
    way = forms.ChoiceField(
        label=_("How it was checked"), choices=Way.choices, required=False, widget=forms.RadioSelect
    )
    held = forms.ChoiceField(label=_("What was found"), choices=FOUND, required=False, widget=forms.RadioSelect)
    checked_on = fields.day(_("Checked on"))
    text = fields.lines(_("Findings in words"), rows=2)

    @classmethod
    def opened(cls, obligation, on):
        """The form with today."""
        return cls(obligation, initial={"checked_on": on})

    def values(self):
        found = {"yes": True, "no": False}.get(self.cleaned_data["held"])
        return super().values() | {"held": found}


class OfUnitsForm(forms.Form):
    """Narrow a list by unit, where there is more than one; what is not understood counts as not given."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Responsible unit"),
        required=False,
        to_field_name="key",
        empty_label=_("all units"),
        widget=forms.Select(attrs={"class": "sel"}),
    )

    def __init__(self, data, officer):
        super().__init__(data, auto_id="filter_%s")
        if reach_of(officer) is Reach.OWN:
            del self.fields["unit"]
        else:
            owing = Obligation.objects.visible_to(officer).order_by().values("unit")
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=owing)
        self.is_valid()

    def of_unit(self, entry: Entry) -> bool:
        unit = self.cleaned_data.get("unit")
        return unit is None or entry.obligation.unit_id == unit.pk

    @property
    def active(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def said(self) -> list[tuple[str, str]]:
        """What is filtered by, as (label, value) pairs."""
        return [(field.label, worded(field)) for field in self if self.cleaned_data.get(field.name)]


class InstructionFilterForm(OfUnitsForm):
    """Narrow the list of instructions."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all states")), (OPEN, _("all that are unanswered")), *Standing.choices],
        widget=forms.Select(attrs={"class": "sel"}),
    )

    def narrow(self, rows: list) -> list:
        """The rows (tasks.instructions.Row) that pass every filter given."""
        state = self.cleaned_data.get("state")
        kept = [row for row in rows if self.of_unit(row.entry)]
        if state == OPEN:
            return [row for row in kept if row.open]
        return [row for row in kept if not state or row.standing == state]


class SpotCheckFilterForm(OfUnitsForm):
    """Narrow the list of spot checks."""

    found = forms.ChoiceField(
        label=_("What was found"),
        required=False,
        choices=[("", _("all results")), *FOUND],
        widget=forms.Select(attrs={"class": "sel"}),
    )

    def narrow(self, rows: list) -> list:
        """The rows (tasks.spot_checks.Row) that pass every filter given."""
        failed = {"yes": False, "no": True}.get(self.cleaned_data.get("found", ""))
        kept = [row for row in rows if self.of_unit(row.entry)]
        return [row for row in kept if failed is None or row.failed == failed]
