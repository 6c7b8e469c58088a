"""What a county does with its obligation, one view per verb; the bureau may report on its behalf 代报."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from base import clock
from base.http import sent_on, wants_fragment
from pilots.access import Action

from .. import drafts
from ..forms.reporting import AssignForm, CommentForm, PlainForm, ReportForm, SubmitForm
from ..states import Verb
from .page import page_url
from .places import answer
from .reaching import obligation_for


@require_POST
def start(request, key):
    """启动: one click."""
    obligation = obligation_for(request, key, Action.REPORT)
    form = PlainForm(request.POST)
    if form.is_valid():
        form.attempt(obligation.start, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.START, _said(_("No. %(number)s started"), obligation), "refused")


@require_POST
def report(request, key):
    """更新进展, by the county or on its behalf."""
    obligation = obligation_for(request, key, Action.REPORT, Action.REPORT_FOR)
    form = ReportForm(obligation, request.user, request.POST, request.FILES)
    form.send(obligation.report, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.REPORT, _said(_("No. %(number)s saved"), obligation))


@require_POST
def submit(request, key):
    """报请核验."""
    obligation = obligation_for(request, key, Action.REPORT)
    form = SubmitForm(obligation, request.user, request.POST, request.FILES)
    form.send(obligation.submit, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.SUBMIT, _said(_("No. %(number)s sent for verification"), obligation))


@require_POST
def withdraw(request, key):
    """撤回 what one sent."""
    obligation = obligation_for(request, key, Action.REPORT)
    form = PlainForm(request.POST)
    if form.is_valid():
        form.attempt(obligation.withdraw, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.WITHDRAW, _said(_("No. %(number)s withdrawn"), obligation), "refused")


@require_POST
def undo(request, key):
    """撤销 one's own last act, within 30 s."""
    obligation = obligation_for(request, key)
    form = PlainForm(request.POST)
    if form.is_valid():
        form.attempt(obligation.undo, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.UNDO, _said(_("No. %(number)s: undone"), obligation), "refused")


@require_POST
def assign(request, key):
    """Department and person in charge."""
    obligation = obligation_for(request, key, Action.REPORT)
    form = AssignForm(obligation, request.POST)
    if form.is_valid():
        form.attempt(obligation.assign, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.ASSIGN, _("Department and person saved"), "assign_form")


@require_POST
def comment(request, key):
    """市局意见, or a reply to it."""
    obligation = obligation_for(request, key, Action.COMMENT)
    form = CommentForm(request.POST, auto_id="comment_%s")
    if form.is_valid():
        form.attempt(obligation.comment, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.COMMENT, _("Comment saved"), "comment_form")


@require_POST
def draft(request, key):
    """Keep what was typed and not sent. Scripts send it by themselves; a plain post comes back to the page."""
    obligation = obligation_for(request, key, Action.REPORT, Action.REPORT_FOR)
    drafts.keep(obligation, request.user, request.POST)
    return HttpResponse(status=204) if wants_fragment(request) else sent_on(request, page_url(obligation))


def _said(sentence, obligation) -> str:
    return sentence % {"number": obligation.task.number}
