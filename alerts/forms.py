"""Forms of the page 提醒发送情况."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm

from .channels import trying


class ButtonForm(VerbForm):
    """A single button."""

    version = None


class TryForm(forms.Form):
    """Which way out is tried."""

    way = forms.ChoiceField(label=_("way"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way, way) for way in trying.ways()]
