"""延期申请: the county asks and may take it back; the bureau's decision is in review.py."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from base import clock
from pilots.access import Action

from ..forms.reporting import ExtensionForm, PlainForm
from ..states import Verb
from .places import answer
from .reaching import obligation_for


@require_POST
def request_extension(request, key):
    """Ask for a later day."""
    obligation = obligation_for(request, key, Action.REPORT)
    form = ExtensionForm(request.POST, auto_id="extension_%s")
    if form.is_valid():
        form.attempt(obligation.request_extension, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.REQUEST_EXTENSION, _("Extension requested"), "extension_form")


@require_POST
def withdraw_extension(request, key):
    """Take the waiting request back."""
    obligation = obligation_for(request, key, Action.REPORT)
    form = PlainForm(request.POST)
    if form.is_valid():
        form.attempt(obligation.withdraw_extension, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.WITHDRAW_EXTENSION, _("Extension request withdrawn"), "refused")
