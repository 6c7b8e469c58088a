"""Loading a notice in the browser: the file, then what a person must rule on."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm

from ..loading.rows import AS_ISSUED, NEXT_WORKING_DAY


class UploadForm(forms.Form):
    """The notice as issued, and the plan it belongs to where the file cannot say."""

    file = forms.FileField(label=_("notice file"))
    number = forms.CharField(label=_("document number"), max_length=60, required=False)


class RulingsForm(VerbForm):
    """Every doubt seen, and the two rulings that change what is loaded."""

    rest_day = forms.ChoiceField(
        label=_("rest days"),
        required=False,
        choices=[(AS_ISSUED, _("do not move (as issued)")), (NEXT_WORKING_DAY, _("move to the next working day"))],
        widget=forms.RadioSelect(attrs={"class": "rb"}),
    )
    year_reminder = forms.ChoiceField(
        label=_("bare years"),
        required=False,
        choices=[("", _("no reminder before the day")), ("yes", _("remind as usual"))],
        widget=forms.RadioSelect(attrs={"class": "rb"}),
    )

    def __init__(self, *args, doubts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.doubts = doubts

    def seen(self) -> set[str]:
        """The places of the doubts that are ticked."""
        return set(self.data.getlist("seen")) if self.is_bound else set()

    def clean(self):
        missing = len({str(place) for place in range(len(self.doubts))} - self.seen())
        if missing:
            raise ValidationError(
                _("%(n)d points are not confirmed yet. Tick each of them, then put the plan in force.") % {"n": missing}
            )
        return super().clean()

    def values(self):
        return {
            "rulings": {
                "rest_day": self.cleaned_data["rest_day"] or AS_ISSUED,
                "year_reminder": bool(self.cleaned_data["year_reminder"]),
            }
        }
