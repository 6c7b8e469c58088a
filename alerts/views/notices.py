"""The notices of the ladder: their list, the sheet to print, number, signature 签收 and answer."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base import clock
from base.http import respond
from pilots.access import Action, may_on, require, require_on

from ..forms import AnswerForm, NumberForm, SignForm
from ..models import Notice

PER_PAGE = 30


@require_GET
def notices(request):
    """All within reach, the newest first; those that wait for the person's own unit stand above."""
    require(request.user, Action.SEE)
    within = Notice.objects.visible_to(request.user).for_page()
    page = Paginator(within, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "alerts/notices.html", {"page": page, "awaiting": within.awaiting(request.user)})


@require_GET
def notice(request, key):
    """One notice as its unit receives it."""
    return render(request, "alerts/notice.html", _context(request, _found(request, key)))


@require_POST
def enter_number(request, key):
    """The office types the number under which it is issued."""
    one = _found(request, key, Action.CHASE)
    form = NumberForm(request.POST)
    if form.is_valid():
        form.attempt(one.enter_number, by=request.user, on=clock.today())
    return _answer(request, one, form, _("Number saved"), number_form=form)


@require_POST
def sign_for(request, key):
    """签收: one click."""
    one = _found(request, key, Action.REPORT)
    form = SignForm(request.POST)
    if form.is_valid():
        form.attempt(one.sign_for, by=request.user, on=clock.today())
    return _answer(request, one, form, _("Signed for"), refused=form)


@require_POST
def give_answer(request, key):
    """The unit answers, which stops the climb."""
    one = _found(request, key, Action.REPORT)
    form = AnswerForm(request.POST)
    if form.is_valid():
        form.attempt(one.give_answer, by=request.user, on=clock.today())
    return _answer(request, one, form, _("Answer sent"), answer_form=form)


def _found(request, key, *actions) -> Notice:
    one = get_object_or_404(Notice.objects.visible_to(request.user).for_page(), key=key)
    if actions:
        require_on(request.user, one.obligation.unit, *actions)
    return one


def _answer(request, one, form, said, **tried):
    context = {} if form.done else _context(request, Notice.objects.for_page().get(pk=one.pk), **tried)
    address = reverse("alerts:notice", args=[one.key])
    return respond(request, form, "", "alerts/notice.html", context, ok_redirect=address, said=said)


def _context(request, one, **tried) -> dict:
    own = may_on(request.user, Action.REPORT, one.obligation.unit)
    opened = {"version": one.version}
    return {
        "one": one,
        "obligation": one.obligation,
        "may_number": may_on(request.user, Action.CHASE, one.obligation.unit),
        "may_sign": own and not one.signed_at,
        "may_answer": own and not one.answered_at,
        "number_form": NumberForm(initial=opened | {"number": one.number}, auto_id="number_%s"),
        "answer_form": AnswerForm(initial=opened, auto_id="answer_%s"),
        **tried,
    }
