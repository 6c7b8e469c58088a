"""Forms of the notices of the ladder, and of the page 提醒发送情况."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from tasks.forms import fields

from .channels import trying


class NumberForm(VerbForm):
    """The number under which the office issues a notice."""

    number = fields.line(_("notice number"), 40)


class SignForm(VerbForm):
    """签收: nothing to type."""


class AnswerForm(VerbForm):
    """What the unit answers."""

    answer = fields.lines(_("answer to the notice"), rows=5)


class ButtonForm(VerbForm):
    """A single button."""

    version = None


class TryForm(forms.Form):
    """Which way out is tried."""

    way = forms.ChoiceField(label=_("way"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way, way) for way in trying.ways()]
