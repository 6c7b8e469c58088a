"""The auditor's page: the log with filters. Reading it is an act too."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from . import audit
from .models import AuditRecord

PAGE = 50
SELECT, DAY = {"class": "sel"}, {"class": "in", "type": "date"}


class AuditFilter(forms.Form):
    """Act, person or object, days, outcome; any of them may be left out."""

    act = forms.ChoiceField(
        label=_("act"),
        required=False,
        widget=forms.Select(SELECT),
        choices=[("", _("all acts")), *AuditRecord.Act.choices],
    )
    text = forms.CharField(
        label=_("person or object"), required=False, max_length=60, widget=forms.TextInput({"class": "in"})
    )
    since = forms.DateField(label=_("from day"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    until = forms.DateField(label=_("to day"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    refused = forms.BooleanField(label=_("only refused"), required=False, widget=forms.CheckboxInput({"class": "cb"}))

    def given(self) -> dict:
        """What was asked for, and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def records(self):
        """The records that pass every filter given."""
        narrowing = {"act": "of_act", "text": "naming", "since": "since", "until": "until"}
        found, given = AuditRecord.objects.all(), self.given()
        for name, method in narrowing.items():
            if name in given:
                found = getattr(found, method)(given[name])
        return found.refusals() if given.get("refused") else found


@require_GET
@permission_required("base.view_auditrecord", raise_exception=True)
def page(request):
    """One page of the log; the record of this reading comes after what was read."""
    chosen = AuditFilter(request.GET)
    records = Paginator(chosen.records(), PAGE).get_page(request.GET.get("page"))
    context = {"form": chosen, "records": records, "filtered": bool(chosen.given())}
    answer = render(request, "base/audit.html", context)
    asked = {name: str(value) for name, value in chosen.given().items()}
    detail = {"asked": asked} if asked else {}
    audit.record(audit.Act.AUDIT_READ, by=request.user, request=request, page=records.number, **detail)
    return answer
