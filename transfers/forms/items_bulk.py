"""One act on all ticked items: what is filled in is written to each of them, what is left empty stays as it is."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from tasks.forms import fields

from ..models import Agreement, Item
from ..models.agreements import CONTENTS
from ..models.items import AFTER, HANDOVER, STANDARDS
from .facts import fields_of
from .items_agreement import SIGNATURES, AgreementForm, taken


class BulkForm(VerbForm):
    """Subclasses name their `act` (which is also the prefix of their fields), the `verb` of the desk, the fields."""

    act = ""
    label: object = ""
    verb = "describe"
    model: type = Item
    names: tuple[str, ...] = ()

    def __init__(self, data=None, files=None):
        super().__init__(data, files, prefix=self.act, auto_id=f"{self.act}_%s")
        self.fields.update(fields_of(self.model, self.names))
        self.order_fields([*self.names, "scan"])
        for field in self.fields.values():
            field.required = False

    @property
    def shown(self) -> list:
        return [field for field in self.visible_fields() if field.name not in CONTENTS]

    @property
    def contents(self) -> list:
        """The places of the five contents, drawn apart."""
        return [self[name] for name in CONTENTS if name in self.fields]

    def clean(self):
        if not self.errors and not self.values():
            raise ValidationError(_("Fill in what is to be written to the ticked items."))
        return self.cleaned_data

    def values(self):
        return {name: value for name, value in super().values().items() if value not in (None, "", False, [])}

    def save(self, desk, *, by, on) -> bool:
        """Valid and written (or written by an equal earlier post)."""
        return self.is_valid() and self.attempt(getattr(desk, self.verb), by=by, on=on)


class BulkAgreementForm(BulkForm):
    """The same paper, or papers signed alike, for several items: each has its agreement."""

    act, label, verb, model = "agree", _("Record agreements"), "agree", Agreement
    names = ("number", *SIGNATURES, "transfer_on", *CONTENTS, "old_cases_stay")
    scan = AgreementForm.base_fields["scan"]

    def values(self):
        values = {name: value for name, value in super().values().items() if name != "scan"}
        stored = getattr(self, "stored", None)
        return {**values, "paper": stored.pk} if stored else values

    def save(self, desk, *, by, on) -> bool:
        self.stored, refusal = taken(self.cleaned_data.get("scan")) if self.is_valid() else (None, "")
        if refusal:
            self.add_error("scan", refusal)
        return super().save(desk, by=by, on=on)


class BulkHandoverForm(BulkForm):
    """The four, or some of them."""

    act, label, verb = "hand_over", _("Record handover"), "hand_over"
    parts = forms.MultipleChoiceField(
        label=_("What"),
        choices=[(part, label) for part, (_letter, label) in HANDOVER.items()],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "cb"}),
    )
    handed_on = fields.day(_("Handed over on"))
    signed_on = fields.day(_("Counter-signed on"))

    def values(self):
        return {"parts": [], **super().values()} if self.cleaned_data.get("handed_on") else super().values()


class BulkCutOverForm(BulkForm):
    """From which day the bureau decides them."""

    act, label, names = "cut_over", _("Set the cut-over day"), ("cut_over_on",)


class BulkStandardForm(BulkForm):
    """What is standardised."""

    act, label, names = "standardise", _("Record standardisation"), tuple(STANDARDS)


class BulkSupervisionForm(BulkForm):
    """审管互动."""

    act, label, names = "supervise", _("Name the supervising department"), ("supervisor", "supervisor_contact")


class BulkBurdenForm(BulkForm):
    """Figures after the reform, and one window."""

    act, label, names = "lighten", _("Record the burden after"), (*AFTER, "one_window")


class OffForm(VerbForm):
    """Why items are to be taken off the approved list."""

    reason = fields.line(_("Reason"), 500)

    def values(self):
        return {"reason": self.cleaned_data["reason"]}


BULK = {
    form.act: form
    for form in (
        BulkAgreementForm,
        BulkHandoverForm,
        BulkCutOverForm,
        BulkStandardForm,
        BulkSupervisionForm,
        BulkBurdenForm,
    )
}
