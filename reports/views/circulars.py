"""Circulars: their list, the page of one, its way from the draft to the signatures, the Word file."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base import clock, word
from base.http import given_out, respond
from pilots.access import Action, may, not_included, require
from tasks.models import Plan

from ..circulars.docx import docx as word_of
from ..circulars.page import context_of
from ..forms import CircularForm, DraftForm, IssueForm, SendBackForm, StepForm
from ..models import Circular

PAGE = "reports/circular.html"


@require_GET
def circulars(request):
    """All within sight, the newest first, and for who writes them the way to a new one."""
    require(request.user, Action.SEE)
    return render(request, "reports/circulars.html", _listed(request))


@require_POST
def circular_new(request):
    """生成通报: the figures of the day are taken and kept, and a text is drafted from them."""
    require(request.user, Action.WRITE_CIRCULAR)
    form = DraftForm(request.POST, plans=_plans(request))
    if form.is_valid():
        form.attempt(Circular.draft, by=request.user, on=clock.today())
    if not form.done:
        return respond(request, form, "", "reports/circulars.html", _listed(request), ok_redirect="")
    newest = Circular.objects.filter(written_by=request.user).latest("pk")
    return respond(request, form, "", "", {}, ok_redirect=newest.get_absolute_url(), said=_("Draft made"))


@require_GET
def circular(request, key):
    """One circular as it is printed; a draft with all that can be said otherwise."""
    one = _found(request, key)
    return render(request, PAGE, context_of(request, one))


@require_POST
def circular_revise(request, key):
    """Keep the words of a draft."""
    one = _found(request, key, Action.WRITE_CIRCULAR)
    form = CircularForm(one, request.POST)
    if form.is_valid():
        form.attempt(one.revise, by=request.user, on=clock.today())
    return _answer(request, one, form, _("Circular saved"), words_form=form)


@require_POST
def circular_submit(request, key):
    """送审."""
    one = _found(request, key, Action.WRITE_CIRCULAR)
    return _stepped(request, one, StepForm(request.POST), one.submit, _("Put forward"))


@require_POST
def circular_send_back(request, key):
    """退回修改."""
    one = _found(request, key, Action.ISSUE_CIRCULAR)
    return _stepped(request, one, SendBackForm(request.POST), one.send_back, _("Sent back"), "send_back_form")


@require_POST
def circular_issue(request, key):
    """签发."""
    one = _found(request, key, Action.ISSUE_CIRCULAR)
    return _stepped(request, one, IssueForm(request.POST), one.issue, _("Issued"), "issue_form")


@require_POST
def circular_sign(request, key):
    """签收: one click."""
    one = _found(request, key)
    require(request.user, Action.REPORT)
    return _stepped(request, one, StepForm(request.POST), one.sign_for, _("Signed for"))


@require_GET
def circular_docx(request, key):
    """The Word file."""
    one = _found(request, key)
    snapshot, name = one.snapshot, f"{one.one_line}.docx"
    made = word_of(one.paper, snapshot.taken_at)
    return given_out(request, made, name, word.MEDIA_TYPE, sha256=snapshot.sha256)


def _found(request, key, *actions) -> Circular:
    one = get_object_or_404(Circular.objects.visible_to(request.user).for_page(), key=key)
    for action in actions:
        require(request.user, action)
        if not one.plan.acts_for_bureau(request.user, action):
            raise PermissionDenied(not_included(action))
    return one


def _stepped(request, one, form, verb, said, name="refused"):
    if form.is_valid():
        form.attempt(verb, by=request.user, on=clock.today())
    return _answer(request, one, form, said, **{name: form})


def _answer(request, one, form, said, **tried):
    """Back to the page; refused, the same page with what was typed and why not."""
    stands = Circular.objects.for_page().get(pk=one.pk)
    context = {} if form.done else context_of(request, stands, tried)
    return respond(request, form, "", PAGE, context, ok_redirect=one.get_absolute_url(), said=said)


def _plans(request):
    """Those whose circulars are written here."""
    return Plan.objects.visible_to(request.user).filter(bureau=request.user.unit_id)


def _listed(request) -> dict:
    plans = list(_plans(request)) if may(request.user, Action.WRITE_CIRCULAR) else []
    first = {"day": clock.today(), "kind": Circular.Kind.CIRCULAR}
    return {
        "rows": Circular.objects.visible_to(request.user).for_list(),
        "awaiting": set(Circular.objects.awaiting(request.user).values_list("pk", flat=True)),
        "form": DraftForm(plans=_plans(request), initial=first) if plans else None,
        "several": len(plans) > 1,
        "today": clock.today(),
    }
