"""关注, 批示, 抽查: what the bureau's lead does with an obligation, and the lists that follow from it."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base import clock
from base.sheets import lists
from pilots.access import Action, require

from .. import instructions as told
from .. import spot_checks as checking
from .. import tables
from ..asof import AsOf
from ..board import rows_of
from ..forms.leading import (
    InstructionAnswerForm,
    InstructionFilterForm,
    InstructionForm,
    SpotCheckFilterForm,
    SpotCheckForm,
)
from ..forms.reporting import PlainForm
from ..models import Obligation
from ..states import Verb
from .page import page_url
from .places import answer
from .reaching import obligation_for
from .review import went_back

PAGE = 50


@require_POST
def follow(request, key):
    """关注: one click."""
    obligation = obligation_for(request, key, Action.FOLLOW)
    form = PlainForm(request.POST)
    if form.is_valid():
        form.attempt(obligation.follow, by=request.user, on=clock.today())
    return went_back(request, form, _("Followed"), page_url(obligation))


@require_POST
def unfollow(request, key):
    """取消关注."""
    obligation = obligation_for(request, key, Action.FOLLOW)
    form = PlainForm(request.POST)
    if form.is_valid():
        form.attempt(obligation.unfollow, by=request.user, on=clock.today())
    return went_back(request, form, _("No longer followed"), page_url(obligation))


@require_GET
def following(request):
    """我的关注: what the person follows, as it stands, with the instructions that wait on it."""
    require(request.user, Action.FOLLOW)
    asof = AsOf.asked(request)
    found = Obligation.objects.followed_by(request.user).as_of(asof.on, asof.today).for_list()
    rows = rows_of(found.order_by("plan", "task__number", "unit__order"), asof.on, asof.today)
    waiting = told.open_by_obligation([row.obligation for row in rows], asof)
    pairs = [(row, waiting.get(row.obligation.pk, [])) for row in rows]
    if lists.wanted(request):
        values = (tables.followed(row, open_ones, asof.on) for row, open_ones in pairs)
        return lists.given_list(request, _("Followed obligations"), tables.FOLLOWED, values, asof.on)
    return render(request, "tasks/following.html", {"rows": pairs, "asof": asof})


@require_POST
def instruct(request, key):
    """批示."""
    obligation = obligation_for(request, key, Action.INSTRUCT)
    form = InstructionForm(request.POST)
    if form.is_valid():
        form.attempt(obligation.instruct, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.INSTRUCT, _("Instruction sent"), "instruction_form")


@require_POST
def answer_instruction(request, key):
    """办理情况."""
    obligation = obligation_for(request, key, Action.REPORT)
    form = InstructionAnswerForm(obligation, request.POST)
    if form.is_valid():
        form.attempt(obligation.answer_instruction, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.ANSWER, _("Reply to the instruction sent"), "instruction_answer_form")


@require_GET
def instructions(request):
    """批示办理: those within reach, what waits first."""
    require(request.user, Action.SEE)
    form, asof = InstructionFilterForm(request.GET, request.user), AsOf.asked(request)
    found = form.narrow(told.listed(request.user, asof))
    if lists.wanted(request):
        values = map(tables.instruction, found)
        return lists.given_list(request, _("Instructions"), tables.INSTRUCTIONS, values, asof.on, form.said)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "tasks/instructions.html", {"form": form, "page": page, "rows": page, "asof": asof})


@require_POST
def spot_check(request, key):
    """抽查."""
    obligation = obligation_for(request, key, Action.SPOT_CHECK)
    form = SpotCheckForm(obligation, request.POST)
    if form.is_valid():
        form.attempt(obligation.spot_check, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.SPOT_CHECK, _("Spot check recorded"), "spot_check_form")


@require_GET
def spot_checks(request):
    """抽查情况: the checks within reach, and how much of what is closed out was checked."""
    require(request.user, Action.SEE)
    form, asof = SpotCheckFilterForm(request.GET, request.user), AsOf.asked(request)
    made = checking.listed(request.user, asof)
    found = form.narrow(made)
    if lists.wanted(request):
        values = map(tables.spot_check, found)
        return lists.given_list(request, _("Spot checks"), tables.SPOT_CHECKS, values, asof.on, form.said)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    tally = checking.tally(request.user, asof, made)
    return render(request, "tasks/spot_checks.html", {"form": form, "page": page, "tally": tally, "asof": asof})
