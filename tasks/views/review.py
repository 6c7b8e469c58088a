"""What the bureau decides, one view per verb: verify, return, reopen, extend, chase."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from base import clock
from base.http import came_from, sent_on
from pilots.access import Action, require

from ..chasing import chase_all as chase_all_overdue
from ..forms.reporting import PlainForm
from ..forms.review import GrantForm, RefuseForm, ReopenForm, ReturnForm, SignOffForm
from ..states import Verb
from .page import page_url
from .places import BOARD, answer
from .reaching import obligation_for


@require_POST
def sign_off(request, key):
    """核验通过并销号."""
    obligation = obligation_for(request, key, Action.REVIEW, Action.SIGN_OWN)
    on = clock.today()
    form = SignOffForm(obligation, request.POST, on=on)
    if form.is_valid():
        form.attempt(obligation.sign_off, by=request.user, on=on)
    return answer(
        request, obligation, form, Verb.SIGN_OFF, _said(_("%(unit)s no. %(n)s closed out"), obligation), "review_form"
    )


@require_POST
def return_for_rework(request, key):
    """退回, with a reason."""
    obligation = obligation_for(request, key, Action.REVIEW, Action.SIGN_OWN)
    form = ReturnForm(obligation, request.POST)
    if form.is_valid():
        form.attempt(obligation.return_for_rework, by=request.user, on=clock.today())
    return answer(
        request, obligation, form, Verb.RETURN, _said(_("%(unit)s no. %(n)s returned"), obligation), "return_form"
    )


@require_POST
def reopen(request, key):
    """Open a closed-out obligation again, with a reason."""
    obligation = obligation_for(request, key, Action.REVIEW, Action.SIGN_OWN)
    form = ReopenForm(obligation, request.POST)
    if form.is_valid():
        form.attempt(obligation.reopen, by=request.user, on=clock.today())
    return answer(
        request, obligation, form, Verb.REOPEN, _said(_("%(unit)s no. %(n)s reopened"), obligation), "reopen_form"
    )


@require_POST
def decide_extension(request, key):
    """批准延期, where `granted` is posted; else 不同意延期 with the reason."""
    obligation = obligation_for(request, key, Action.DECIDE_EXTENSION)
    granted = bool(request.POST.get("granted"))
    form = (GrantForm if granted else RefuseForm)(obligation, request.POST)
    if form.is_valid():
        form.attempt(obligation.decide_extension, by=request.user, on=clock.today())
    said = _("Extension of %(unit)s no. %(n)s granted") if granted else _("Extension of %(unit)s no. %(n)s refused")
    verb, slot = (Verb.GRANT_EXTENSION, "grant_form") if granted else (Verb.REFUSE_EXTENSION, "refuse_form")
    return answer(request, obligation, form, verb, _said(said, obligation), slot)


@require_POST
def chase(request, key):
    """催办: one click, from wherever the obligation is listed."""
    obligation = obligation_for(request, key, Action.CHASE)
    form = PlainForm(request.POST)
    if form.is_valid():
        form.attempt(obligation.chase, by=request.user, on=clock.today())
    said = _said(_("%(unit)s no. %(n)s chased"), obligation)
    if request.GET.get("at") == BOARD:
        return answer(request, obligation, form, Verb.CHASE, said, "refused")
    return went_back(request, form, said, page_url(obligation))


@require_POST
def chase_all(request):
    """催办 of everything overdue within reach that was not chased today."""
    require(request.user, Action.CHASE)
    form, chased = PlainForm(request.POST), []

    def chase_and_count(**context):
        chased.append(chase_all_overdue(**context))

    if form.is_valid():
        form.attempt(chase_and_count, by=request.user, on=clock.today())
    count = sum(chased)
    said = ngettext("%(n)s obligation chased", "%(n)s obligations chased", count) % {"n": count}
    said = said if count else _("Everything overdue was already chased today.")
    return went_back(request, form, said, reverse("tasks:obligations") + "?standing=overdue")


def went_back(request, form, said, page):
    """To the page it was clicked on: an act of one click has no words to keep."""
    if form.done:
        messages.success(request, said)
    for sentence in form.non_field_errors() or ([_("Somebody else was faster")] if form.conflict else []):
        messages.error(request, sentence)
    back = came_from(request)
    return sent_on(request, page if back is None or back.startswith(page) else back)


def _said(sentence, obligation) -> str:
    return sentence % {"unit": obligation.unit, "n": obligation.task.number}
