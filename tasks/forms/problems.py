"""Raising a problem, and what is done about it."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from base import clock
from base.forms import VerbForm
from pilots.access import Reach, reach_of
from pilots.models import Unit

from .. import drafts
from ..models import Plan, Problem
from ..problem_rules import WAITING
from . import fields
from .filters import worded


def select():
    return forms.Select(attrs={"class": "sel"})


class RaiseForm(VerbForm):
    """提出问题. On an obligation everything but kind and wish is known; the form's key makes the problem's."""

    about = "problem"

    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Plan"), to_field_name="key", empty_label=None, widget=select()
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("choose")), *Problem.Kind.choices],
        widget=select(),
        error_messages={"required": _("Choose what kind of problem it is.")},
    )
    text = fields.lines(_("What the problem is"), required=True, rows=4)
    since_on = fields.day(_("Since when"))
    asked = fields.lines(_("What is asked of whom"), required=True, rows=3)

    def __init__(self, officer, plans, obligation=None, *args, **kwargs):
        super().__init__(*args, auto_id="problem_%s", **kwargs)
        self.officer, self.obligation = officer, obligation
        self.plans = list(plans)
        self.fields["plan"].queryset = plans
        if obligation or len(self.plans) < 2:
            del self.fields["plan"]

    @classmethod
    def opened(cls, officer, plans, obligation, on):
        """The form with the words that stand as difficulty already, and the day since when they do."""
        words = written_difficulty(obligation, officer, on) if obligation else {}
        return cls(officer, plans, obligation, initial={"since_on": on, **words})

    def clean(self):
        if not (self.obligation or self.plans):
            raise forms.ValidationError(_("No notice names your unit yet."))
        return super().clean()

    @property
    def problem_key(self) -> uuid.UUID:
        """The key of the problem that this post makes: the same for a repeated one, and nobody else's."""
        return uuid.uuid5(self.cleaned_data.get("key") or uuid.uuid4(), str(self.officer.pk))

    def values(self):
        plan = self.obligation.plan if self.obligation else self.cleaned_data.get("plan") or self.plans[0]
        unit = self.obligation.unit if self.obligation else self.officer.unit
        return {
            **{name: self.cleaned_data[name] for name in ("kind", "text", "since_on", "asked")},
            "plan": plan,
            "unit": unit,
            "obligation": self.obligation,
            "key": self.problem_key,
        }


def written_difficulty(obligation, officer, on) -> dict:
    """The words of the latest difficulty: typed and not sent yet, else as last reported; nothing is typed twice."""
    draft = drafts.of(obligation, officer)
    if draft and draft.words.get("difficulty", "").strip():
        return {"text": draft.words["difficulty"], "since_on": on}
    said = obligation.entries.standing_words().exclude(difficulty="").last()
    return {"text": said.difficulty, "since_on": clock.local_day(said.recorded_at)} if said else {}


class ProblemForm(VerbForm):
    """A verb of one problem as the officer saw it. After a conflict the same words can be sent again."""

    def attempt(self, verb, **context) -> bool:
        done = super().attempt(verb, **context)
        if self.conflict:
            self.data = self.data.copy()
            self.data["version"], self.data["key"] = self.conflict.version, uuid.uuid4()
        return done


class TakeForm(ProblemForm):
    """受理: one click."""


class ReferForm(ProblemForm):
    """转办, or 商请 where the body stands outside the own government."""

    body = fields.line(_("Handed over to"), 100)
    outside = forms.BooleanField(
        label=_("a body outside: asked by courtesy"), required=False, widget=forms.CheckboxInput(attrs={"class": "cb"})
    )
    text = fields.lines(_("Remark"), rows=2)


class AnswerForm(ProblemForm):
    """答复, with a day."""

    text = fields.lines(_("What the bureau answers"))
    promised_on = fields.day(_("Solved by"))


class CloseForm(ProblemForm):
    """办结 by the bureau, with the reason."""

    text = fields.lines(_("Reason"), rows=2)


class ConfirmForm(ProblemForm):
    """确认解决; a remark is possible."""

    text = fields.line(_("Remark"), fields.LONG)


class ReopenForm(ProblemForm):
    """重新提出, with what is still lacking."""

    text = fields.lines(_("What is still not solved"), rows=2)


class ProblemFilterForm(forms.Form):
    """Narrow the list; what is not understood counts as not given."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all states")), ("waiting", _("waiting for the bureau")), *Problem.State.choices],
        widget=select(),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all kinds")), *Problem.Kind.choices], widget=select()
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Responsible unit"),
        required=False,
        to_field_name="key",
        empty_label=_("all units"),
        widget=select(),
    )

    def __init__(self, data, officer):
        super().__init__(data, auto_id="filter_%s")
        if reach_of(officer) is Reach.OWN:
            del self.fields["unit"]
        else:
            raising = Problem.objects.visible_to(officer).order_by().values("unit")
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=raising)

    def narrow(self, problems):
        """The problems, read `as_of` a day, that pass every filter given."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        state = given.pop("state", None)
        if state:
            problems = problems.filter(at_state__in=WAITING if state == "waiting" else [state])
        return problems.filter(**given)

    @property
    def active(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def said(self) -> list[tuple[str, str]]:
        """What is filtered by, as (label, value) pairs."""
        return [(field.label, worded(field)) for field in self if self.cleaned_data.get(field.name)]
