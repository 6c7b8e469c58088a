"""Recording a joint meeting in one form, and that a decision was carried out."""

import uuid

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm

from ..meetings import Decided
from ..models import Plan, Problem
from . import fields
from .problems import select

ROWS = range(1, 7)
SHOWN = 2


class ProblemsField(forms.ModelMultipleChoiceField):
    """Open problems to tick."""

    def label_from_instance(self, obj):
        return f"{obj.unit} {obj.get_kind_display()}: {obj.text[:60]}"


class ProblemField(forms.ModelChoiceField):
    """The problem a decision is about."""

    def label_from_instance(self, obj):
        return f"{obj.unit} {obj.text[:24]}"


class MeetingForm(VerbForm):
    """Day, subject, what was decided, which problems were dealt with."""

    about = "meeting"

    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Plan"), to_field_name="key", empty_label=None, widget=select()
    )
    held_on = fields.day(_("Held on"))
    subject = fields.line(_("Subject"), 200)
    problems = ProblemsField(
        Problem.objects.none(), label=_("Problems dealt with"), required=False, to_field_name="key"
    )

    def __init__(self, officer, plans, unit, data=None, **kwargs):
        super().__init__(data, auto_id="meeting_%s", **kwargs)
        self.officer, self.unit, self.plans = officer, unit, list(plans)
        self.fields["plan"].queryset = plans
        self.fields["held_on"].required = self.fields["subject"].required = True
        if len(self.plans) < 2:
            del self.fields["plan"]
        self.offered = self._offered(officer, unit)
        self.fields["problems"].queryset = self.offered
        for n in ROWS:
            self.fields[f"text{n}"] = fields.line(_("What was decided"), 300)
            self.fields[f"who{n}"] = fields.line(_("Who does it"), 100)
            self.fields[f"due{n}"] = fields.day(_("By when"))
            if self.offered_any:
                self.fields[f"problem{n}"] = _about(self.offered)

    def _offered(self, officer, unit):
        """Open problems of the plans at hand: a county's own, or all within reach."""
        offered = Problem.objects.visible_to(officer).open().filter(plan__in=self.plans).select_related("unit")
        return (offered.filter(unit=unit) if unit else offered).order_by("unit__order", "asked_at", "pk")

    @cached_property
    def offered_any(self) -> bool:
        return self.offered.exists()

    @property
    def rows(self) -> list:
        """The rows for decisions, each the fields of one."""
        names = ("text", "who", "due", "problem")
        return [[self[f"{name}{n}"] for name in names if f"{name}{n}" in self.fields] for n in ROWS]

    @property
    def first_rows(self) -> list:
        return self.rows[:SHOWN]

    @property
    def more_rows(self) -> list:
        return self.rows[SHOWN:]

    @property
    def more_filled(self) -> bool:
        return any(field.value() or field.errors for row in self.more_rows for field in row)

    @property
    def offered_rows(self) -> list[tuple]:
        """(problem, whether ticked)."""
        ticked = {str(key) for key in self["problems"].value() or ()}
        return [(problem, str(problem.key) in ticked) for problem in self.offered]

    def clean(self):
        if not self.plans:
            raise forms.ValidationError(_("No notice names your unit yet."))
        for n in ROWS:
            given = [self.cleaned_data.get(f"{name}{n}") for name in ("who", "due", "problem")]
            if any(given) and not self.cleaned_data.get(f"text{n}"):
                self.add_error(f"text{n}", _("Write what was decided."))
        return super().clean()

    @property
    def meeting_key(self) -> uuid.UUID:
        """The key of the meeting that this post makes: the same for a repeated one, and nobody else's."""
        return uuid.uuid5(self.cleaned_data.get("key") or uuid.uuid4(), str(self.officer.pk))

    def values(self):
        given = self.cleaned_data
        return {
            "plan": given.get("plan") or self.plans[0],
            "unit": self.unit,
            "held_on": given["held_on"],
            "subject": given["subject"],
            "problems": list(given["problems"]),
            "decisions": [
                Decided(given[f"text{n}"], given[f"who{n}"], given[f"due{n}"], given.get(f"problem{n}"))
                for n in ROWS
                if given.get(f"text{n}")
            ],
            "key": self.meeting_key,
        }


class DoneForm(VerbForm):
    """落实: when it was done."""

    done_on = fields.day(_("Done on"))

    def values(self):
        return {"done_on": self.cleaned_data["done_on"]}


def _about(offered):
    return ProblemField(
        offered, label=_("About"), required=False, to_field_name="key", empty_label=_("no problem"), widget=select()
    )
