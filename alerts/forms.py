"""Forms of the notices of the ladder."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm


class NumberForm(VerbForm):
    """The number under which the office issues a notice."""

    number = forms.CharField(label=_("notice number"), max_length=40)


class SignForm(VerbForm):
    """签收: nothing to type."""


class AnswerForm(VerbForm):
    """What the unit answers."""

    answer = forms.CharField(label=_("answer to the notice"), max_length=2000, widget=forms.Textarea({"rows": 4}))
