"""Forms of circulars: taking the figures of a day, writing, putting forward, issuing, signing for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from tasks.forms import fields
from tasks.models import Plan

from .circulars import annexes
from .circulars.slots import groups
from .models import TEXT_LIMIT, Circular

REASON = "reason_"


class DraftForm(VerbForm):
    """Of which plan, of which day, which kind."""

    version = None
    plan = forms.ModelChoiceField(
        Plan.objects.none(), to_field_name="key", empty_label=None, widget=forms.Select(attrs={"class": "sel"})
    )
    day = fields.day(_("data as of"), **{"class": "in day"})
    kind = forms.ChoiceField(label=_("Kind"), choices=Circular.Kind.choices, widget=forms.RadioSelect, required=False)

    def __init__(self, data=None, *, plans, **kwargs):
        super().__init__(data, auto_id="draft_%s", **kwargs)
        self.fields["plan"].queryset = plans
        self.fields["plan"].label = _("Plan")

    def clean_kind(self):
        return self.cleaned_data["kind"] or Circular.Kind.CIRCULAR


class CircularForm(VerbForm):
    """All that can be said otherwise in a draft; its figures cannot."""

    title = fields.lines(_("Title"), required=True, rows=2, limit=Circular._meta.get_field("title").max_length)
    text = forms.CharField(
        label=_("Text"), max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"class": "ta", "rows": 22})
    )
    naming = forms.MultipleChoiceField(
        label=_("Named in the text"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "cb"})
    )
    annexes = forms.MultipleChoiceField(
        label=_("Annexes"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "cb"})
    )
    ranked = forms.BooleanField(
        label=_("Rank the pilots"), required=False, widget=forms.CheckboxInput(attrs={"class": "cb"})
    )
    ranked_why = fields.line(_("Why it ranks"), 200)
    recipients = fields.line(_("Addressed to"), 300)
    consent = fields.line(_("With the consent of"), 60)
    copies = fields.line(_("Copies to"), 300)
    head = fields.line(_("Red head"), 40)
    issuer = fields.line(_("Issuing body"), 60)
    printed_by = fields.line(_("Printed by"), 60)
    number = fields.line(_("number of the circular"), 40)
    signed_on = fields.day(_("date of the circular"))
    issue_number = forms.IntegerField(
        label=_("Issue of the brief"),
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.NumberInput(attrs={"class": "in"}),
    )

    def __init__(self, circular: Circular, data=None, **kwargs):
        self.circular = circular
        kwargs.setdefault("initial", self._present(circular))
        super().__init__(data, **kwargs)
        self.fields["naming"].choices = [(group.name, _named(group)) for group in groups(circular.snapshot.data)]
        self.fields["annexes"].choices = [(name, annexes.TITLES[name]) for name in annexes.CHOICES]
        brief = circular.kind == Circular.Kind.BRIEF
        for name in ("recipients", "consent", "number") if brief else ("issue_number",):
            del self.fields[name]
        for name in ("head", "issuer", "printed_by", *(["issue_number"] if brief else ["recipients"])):
            self.fields[name].required = True
        for at, row in enumerate(self.overdue):
            self.fields[f"{REASON}{at}"] = self._reason(row)

    @property
    def overdue(self) -> list[dict]:
        return self.circular.snapshot.data["overdue"]

    @property
    def reasons(self) -> list:
        """The fields of the reasons, in the order of the list."""
        return [self[f"{REASON}{at}"] for at in range(len(self.overdue))]

    def values(self) -> dict:
        words = super().values()
        given = {row["key"]: words.pop(f"{REASON}{at}") for at, row in enumerate(self.overdue)}
        absent = (
            {"recipients": "", "consent": "", "number": ""} if "recipients" not in words else {"issue_number": None}
        )
        return {**absent, **words, "reasons": {key: reason for key, reason in given.items() if reason}}

    def _present(self, circular) -> dict:
        kept = {name: getattr(circular, name) for name in self.base_fields if name != "key"}
        reasons = {
            f"{REASON}{at}": circular.reasons.get(row["key"], "")
            for at, row in enumerate(circular.snapshot.data["overdue"])
        }
        return kept | reasons

    def _reason(self, row) -> forms.ChoiceField:
        choices = [("", _("no reason given")), *((reason, reason) for reason in annexes.REASONS)]
        label = f"{row['unit']} {row['number']} {row['task']}"
        return forms.ChoiceField(
            label=label, required=False, choices=choices, widget=forms.Select(attrs={"class": "sel"})
        )


class StepForm(VerbForm):
    """A step on the way, nothing to type."""


class SendBackForm(VerbForm):
    """What the lead wants changed."""

    why = fields.line(_("What has to be changed"), 200)


class IssueForm(VerbForm):
    """The number of the office and the day of the document."""

    number = fields.line(_("number of the circular"), 40)
    signed_on = fields.day(_("date of the circular"))


def _named(group) -> str:
    return f"{group.name}（{len(group.pilots)}）"
