"""Marking a report as a practice 经验做法, and what the bureau says of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from base.templatetags.ui import day_short

from . import fields


class MarkForm(VerbForm):
    """Which report, under what title; both are filled in already."""

    entry = forms.TypedChoiceField(label=_("Report"), coerce=int, widget=forms.Select(attrs={"class": "sel"}))
    title = fields.line(_("Short title"), 60)

    def __init__(self, obligation, entries, data=None):
        choices = [(entry.number, _said(entry)) for entry in entries]
        latest = max((number for number, _words in choices), default=None)
        initial = {"title": obligation.task.label[:60], "entry": latest}
        super().__init__(data, auto_id="practice_%s", initial=initial)
        self.fields["title"].required = True
        self.fields["entry"].choices = choices


class RulingForm(VerbForm):
    """A ruling with a reason: decline, take back."""

    text = fields.line(_("Reason"), 200)


def _said(entry) -> str:
    words = entry.text if len(entry.text) <= 30 else f"{entry.text[:29]}…"
    return f"{day_short(entry.recorded_at)} {entry.get_verb_display()}: {words}"
