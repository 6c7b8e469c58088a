"""问题协调: the list, one problem, and one view per verb."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from base import clock
from base.http import respond
from base.sheets import lists
from pilots.access import Action, may, may_on, require, require_on

from .. import tables
from ..asof import AsOf
from ..forms import problems as forms
from ..meetings import may_record
from ..models import Plan, Problem
from ..problem_looks import Row, rows_of, steps_of
from ..problem_rules import RULES, ProblemVerb
from ..waits import working_days_of
from .reaching import obligation_for

PAGE = 50
# The forms of a problem's page by the name of their place: what each is for, in the order shown.
FORMS = {
    "take": (ProblemVerb.TAKE, forms.TakeForm),
    "answer": (ProblemVerb.ANSWER, forms.AnswerForm),
    "refer": (ProblemVerb.REFER, forms.ReferForm),
    "close": (ProblemVerb.CLOSE, forms.CloseForm),
    "confirm": (ProblemVerb.CONFIRM, forms.ConfirmForm),
    "reopen": (ProblemVerb.REOPEN, forms.ReopenForm),
}


@require_GET
def problems(request):
    """Those within reach, what waits first."""
    require(request.user, Action.SEE)
    asof = AsOf.asked(request)
    form = forms.ProblemFilterForm(request.GET, request.user)
    seen = Problem.objects.visible_to(request.user).as_of(asof.on, asof.today)
    found = form.narrow(seen).with_answers(asof.day).for_list()
    if lists.wanted(request):
        values = map(tables.problem, rows_of(found, asof))
        return lists.given_list(request, _("Problems"), tables.PROBLEMS, values, asof.on, form.said)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    raises = may(request.user, Action.RAISE_PROBLEM)
    context = {"form": form, "page": page, "rows": rows_of(page, asof), "asof": asof, "raises": raises}
    return render(request, "tasks/problems.html", context)


@require_http_methods(["GET", "POST"])
def problem_new(request):
    """Raise one, on an obligation (`?obligation=`) or in general."""
    obligation = _obligation(request)
    plans, on = Plan.objects.visible_to(request.user).filter(pilots=request.user.unit_id), clock.today()
    if request.method == "GET":
        form = forms.RaiseForm.opened(request.user, plans, obligation, on)
        return render(request, "tasks/problem_new.html", {"form": form, "obligation": obligation})
    form = forms.RaiseForm(request.user, plans, obligation, request.POST)
    if form.is_valid():
        form.attempt(Problem.raise_problem, by=request.user, on=on)
    there = reverse("tasks:problem", args=[form.problem_key]) if form.done else ""
    context = {"obligation": obligation}
    return respond(request, form, "", "tasks/problem_new.html", context, ok_redirect=there, said=_("Problem raised"))


@require_GET
def problem(request, key):
    """One: what it is, what happened, what may be done now."""
    one, asof = problem_for(request, key), AsOf.asked(request)
    if asof.past:
        one = get_object_or_404(Problem.objects.filter(pk=one.pk).as_of(asof.on, asof.today).for_list())
    return render(request, "tasks/problem.html", problem_context(request, one, asof))


@require_POST
def problem_take(request, key):
    """受理."""
    one = problem_for(request, key, Action.ANSWER_PROBLEM)
    form = forms.TakeForm(request.POST)
    if form.is_valid():
        form.attempt(one.take, by=request.user, on=clock.today())
    return _answer(request, one, form, "take", _("Taken up"))


@require_POST
def problem_refer(request, key):
    """转办, 商请."""
    one = problem_for(request, key, Action.ANSWER_PROBLEM)
    form = forms.ReferForm(request.POST, auto_id="refer_%s")
    if form.is_valid():
        form.attempt(one.refer, by=request.user, on=clock.today())
    return _answer(request, one, form, "refer", _("Handed over"))


@require_POST
def problem_answer(request, key):
    """答复."""
    one = problem_for(request, key, Action.ANSWER_PROBLEM)
    form = forms.AnswerForm(request.POST, auto_id="answer_%s")
    if form.is_valid():
        form.attempt(one.answer, by=request.user, on=clock.today())
    return _answer(request, one, form, "answer", _("Answered"))


@require_POST
def problem_close(request, key):
    """办结 by the bureau."""
    one = problem_for(request, key, Action.ANSWER_PROBLEM)
    form = forms.CloseForm(request.POST, auto_id="close_%s")
    if form.is_valid():
        form.attempt(one.close, by=request.user, on=clock.today())
    return _answer(request, one, form, "close", _("Problem closed"))


@require_POST
def problem_confirm(request, key):
    """确认解决 by the pilot."""
    one = problem_for(request, key, Action.RAISE_PROBLEM)
    form = forms.ConfirmForm(request.POST, auto_id="confirm_%s")
    if form.is_valid():
        form.attempt(one.confirm, by=request.user, on=clock.today())
    return _answer(request, one, form, "confirm", _("Confirmed as solved"))


@require_POST
def problem_reopen(request, key):
    """重新提出 by the pilot."""
    one = problem_for(request, key, Action.RAISE_PROBLEM)
    form = forms.ReopenForm(request.POST, auto_id="reopen_%s")
    if form.is_valid():
        form.attempt(one.reopen, by=request.user, on=clock.today())
    return _answer(request, one, form, "reopen", _("Raised again"))


def problem_for(request, key, *actions) -> Problem:
    """The problem, or 404 outside one's reach; 403 inside it without the right."""
    one = get_object_or_404(Problem.objects.visible_to(request.user).for_list(), key=key)
    if actions:
        require_on(request.user, one.unit, *actions)
    return one


def problem_context(request, one, asof, **tried) -> dict:
    """Facts, history and the forms this person may use now; `tried` is a refused form by the name of its place."""
    return {
        "problem": one,
        "row": Row(one, working_days_of([one], asof.on)[one.pk]),
        "lines": steps_of(one, asof),
        "asof": asof,
        "decisions": one.decisions.visible_to(request.user).as_of(asof.day).select_related("meeting"),
        "forms": {} if asof.past else _forms(request.user, one) | tried,
        "tried": next(iter(tried.values()), None),
        "may_meet": not asof.past and _may_meet(request.user, one),
    }


def _forms(officer, one) -> dict:
    return {
        name: form(initial={"version": one.version}, auto_id=f"{name}_%s")
        for name, (verb, form) in FORMS.items()
        if one.state in RULES[verb].states and may_on(officer, RULES[verb].action, one.unit)
    }


def _may_meet(officer, one) -> bool:
    unit = one.unit if may_on(officer, Action.RAISE_PROBLEM, one.unit) else None
    return one.is_open and may_record(officer, one.plan, unit)


def _obligation(request):
    """The obligation the problem is about, if one is named; 403 for whoever raises none there."""
    if text := request.GET.get("obligation"):
        return obligation_for(request, _key(text), Action.RAISE_PROBLEM)
    require(request.user, Action.RAISE_PROBLEM)
    return None


def _key(text) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _answer(request, one, form, place, said):
    context = {} if form.done else problem_context(request, problem_for(request, one.key), AsOf.now(), **{place: form})
    there = reverse("tasks:problem", args=[one.key])
    return respond(request, form, "", "tasks/problem.html", context, ok_redirect=there, said=said)
