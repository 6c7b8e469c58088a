"""The form of one agreement: number, both days, where each of the five contents stands, and a scan if there is one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.files import FileRefused, take_in
from tasks.forms.fields import ACCEPTED

from ..models import Agreement
from ..models.agreements import CONTENTS
from .facts import FactForm

SIGNATURES = ("giver_signed_on", "taker_signed_on")
# Our draft has its contents under these headings; a paper of another's making must be looked at.
OURS = dict(zip(CONTENTS, ("第一条", "第二条", "第三条", "第四条", "第五条"), strict=True))


class AgreementForm(FactForm):
    """What one agreement says. Nothing is filled in by itself, but for what our own draft holds."""

    model = Agreement
    names = ("number", *SIGNATURES, *CONTENTS, "transfer_on", "old_cases_stay", "stage")

    scan = forms.FileField(
        label=_("Scan (optional)"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPTED})
    )

    def __init__(self, fact, *args, day=None, **kwargs):
        """`day`: the day offered for both signatures, where the form is opened to record them."""
        self.stored, self.is_ours = None, False
        offered = {"version": 0} if fact.pk is None else {}
        unsigned = not any(getattr(fact, name) for name in SIGNATURES)
        if unsigned and fact.drafted_on:
            offered |= {name: place for name, place in OURS.items() if not getattr(fact, name)}
            offered["old_cases_stay"] = self.is_ours = True
        if unsigned and day:
            offered |= dict.fromkeys(SIGNATURES, day)
        super().__init__(fact, *args, initial=offered, **kwargs)
        if day:
            self.fields["number"].widget.attrs["data-focus"] = True
        # Its key is the item's, also before there is an agreement.
        self.about = str(fact.key)

    @property
    def contents(self) -> list:
        """(letter, label, field) of the five."""
        return [(letter, label, self[name]) for name, (letter, label) in CONTENTS.items()]

    def take_scan(self) -> bool:
        """Keep the scan, outside any transaction; False when it is refused."""
        self.stored, refusal = taken(self.cleaned_data.get("scan"))
        if refusal:
            self.add_error("scan", refusal)
        return not refusal

    def values(self):
        values = {name: value for name, value in super().values().items() if name != "scan"}
        return {**values, "paper": self.stored.pk} if self.stored else values

    def save(self, *, by, on) -> bool:
        return self.is_valid() and self.take_scan() and super().save(by=by, on=on)


def taken(upload):
    """(the kept file or None, the sentence why it is refused or '')."""
    if not upload:
        return None, ""
    try:
        return take_in(upload, name=upload.name), ""
    except FileRefused as refused:
        return None, refused.sentence
