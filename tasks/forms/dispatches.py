"""What the bureau records of a dispatch 工作调度, and that what follows from it was seen to."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from pilots.models import Unit

from ..models import Dispatch, Plan
from ..models.dispatches import CORRECTED
from . import fields


class DispatchForm(VerbForm):
    """A visit, call or meeting: when, with whom, what was found, what follows."""

    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Plan"),
        to_field_name="key",
        empty_label=None,
        widget=forms.Select(attrs={"class": "sel"}),
    )
    kind = forms.ChoiceField(label=_("Kind of dispatch"), choices=Dispatch.Kind.choices, widget=forms.RadioSelect)
    held_on = fields.day(_("Day of the dispatch"))
    everywhere = forms.BooleanField(
        label=_("All pilots"), required=False, widget=forms.CheckboxInput(attrs={"class": "cb", "data-ticks": "units"})
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Pilots concerned"),
        required=False,
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "cb"}),
    )
    text = fields.lines(_("Found or discussed"), required=True, rows=5)
    follow_up = fields.lines(_("What follows"), rows=3)
    follow_up_on = fields.day(_("To be done by"))

    def __init__(self, officer, *args, on, **kwargs):
        super().__init__(*args, auto_id="dispatch_%s", **kwargs)
        plans = Plan.objects.visible_to(officer).filter(bureau=officer.unit_id)
        self.plans = list(plans)
        self.fields["plan"].queryset = plans
        pilots = Unit.objects.within_reach_of(officer).filter(pilot_plans__in=plans)
        self.fields["units"].queryset = Unit.objects.filter(pk__in=pilots.values("pk"))
        self.fields["held_on"].required = True
        self.fields["held_on"].widget.attrs["max"] = on.isoformat()
        if len(self.plans) == 1:
            self.fields["plan"].required = False

    @classmethod
    def opened(cls, officer, on, unit=""):
        """The empty form; `unit` is the key of the pilot it was asked for."""
        return cls(officer, on=on, initial={"kind": Dispatch.Kind.VISIT, "held_on": on, "units": [unit]})

    @classmethod
    def amending(cls, dispatch, officer, data=None, *, on):
        """The form with what stands there."""
        present = {name: getattr(dispatch, name) for name in CORRECTED}
        present |= {"units": [unit.key for unit in dispatch.units.all()], "version": dispatch.version}
        form = cls(officer, data, on=on, initial=present)
        del form.fields["plan"], form.fields["everywhere"]
        return form

    def clean_plan(self):
        return self.cleaned_data["plan"] or (self.plans[0] if len(self.plans) == 1 else None)

    def values(self) -> dict:
        return {name: value for name, value in super().values().items() if name != "plan"}

    def attempt(self, verb, **context) -> bool:
        """As VerbForm; after a conflict the same words can be sent again for the dispatch as it stands now."""
        done = super().attempt(verb, **context)
        if self.conflict:
            self.data = self.data.copy()
            self.data["version"], self.data["key"] = self.conflict.version, uuid.uuid4()
        return done


class FollowUpForm(VerbForm):
    """后续已办: the day on which it was seen to."""

    done_on = fields.day(_("Seen to on"))
