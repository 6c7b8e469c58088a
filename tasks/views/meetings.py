"""联席会议: the list with what is still to be done, recording one, one meeting, and a decision carried out."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from base import clock
from base.http import respond
from base.sheets import lists
from pilots.access import Action, Reach, reach_of, require, require_any, require_on
from pilots.models import Unit

from .. import tables
from ..asof import AsOf
from ..forms.meetings import DoneForm, MeetingForm
from ..meetings import may_record, who_records
from ..models import JointMeeting, MeetingDecision, Plan, Problem
from ..problem_looks import rows_of

PAGE = 50


@require_GET
def meetings(request):
    """Those held within sight, and the decisions not carried out yet; `?unit=` narrows to one county."""
    require(request.user, Action.SEE)
    unit, asof = _asked_unit(request), AsOf.asked(request)
    held = JointMeeting.objects.visible_to(request.user).recorded_by(asof.day).for_list(request.user, asof.day)
    left = MeetingDecision.objects.visible_to(request.user).open_as_of(asof.on).for_list()
    if unit:
        held, left = held.filter(unit=unit), left.filter(meeting__unit=unit)
    if lists.wanted(request):
        values = (tables.decision(each, late=each.overdue(asof.on)) for each in left)
        return lists.given_list(request, _("Decisions not carried out yet"), tables.DECISIONS, values, asof.on)
    context = {
        "page": Paginator(held, PAGE).get_page(request.GET.get("page")),
        "left": [(each, each.overdue(asof.on)) for each in left],
        "unit": unit,
        "asof": asof,
        "may_record": not asof.past and _records(request.user),
    }
    return render(request, "tasks/meetings.html", context)


@require_http_methods(["GET", "POST"])
def meeting_new(request):
    """Record one: a county its own, the bureau the city's. `?problem=` is ticked already."""
    require_any(request.user, Action.RAISE_PROBLEM, Action.ANSWER_PROBLEM)
    unit, on = _unit_of(request.user), clock.today()
    if request.method == "GET":
        initial = {"problems": request.GET.getlist("problem"), "held_on": on}
        form = MeetingForm(request.user, _plans(request.user), unit, initial=initial)
        return render(request, "tasks/meeting_new.html", {"form": form, "unit": unit, "on": on})
    form = MeetingForm(request.user, _plans(request.user), unit, request.POST)
    if form.is_valid():
        form.attempt(JointMeeting.record, by=request.user, on=on)
    there = reverse("tasks:meeting", args=[form.meeting_key]) if form.done else ""
    context = {"unit": unit, "on": on}
    return respond(request, form, "", "tasks/meeting_new.html", context, ok_redirect=there, said=_("Meeting recorded"))


@require_GET
def meeting(request, key):
    """One: what was decided, and which problems it dealt with."""
    asof = AsOf.asked(request)
    return render(request, "tasks/meeting.html", _context(request, _meeting_for(request, key, asof.day), asof))


@require_POST
def decision_done(request, key, order):
    """落实: a decision was carried out."""
    one = _meeting_for(request, key)
    decision = get_object_or_404(one.decisions.visible_to(request.user).select_related("meeting__plan"), order=order)
    require_on(request.user, one.unit or one.plan.bureau, who_records(one.unit))
    form = DoneForm(request.POST, auto_id=f"done{order}_%s")
    if form.is_valid():
        form.attempt(decision.mark_done, by=request.user, on=clock.today())
    context = {} if form.done else _context(request, one, AsOf.now(), tried=(decision.pk, form))
    there = reverse("tasks:meeting", args=[one.key])
    return respond(request, form, "", "tasks/meeting.html", context, ok_redirect=there, said=_("Decision carried out"))


def _context(request, one, asof, tried=(None, None)) -> dict:
    on = asof.on
    seen = one.decisions.visible_to(request.user).as_of(asof.day)
    decisions = list(seen.select_related("problem__unit", "done_by"))
    dealt = Problem.objects.visible_to(request.user).filter(pk__in=one.steps.values("problem"))
    dealt = dealt.as_of(on, asof.today).with_answers(asof.day).for_list()
    may_mark = not asof.past and may_record(request.user, one.plan, one.unit)
    blank = {each.pk: DoneForm(initial={"done_on": on}, auto_id=f"done{each.order}_%s") for each in decisions}
    forms = blank | ({tried[0]: tried[1]} if tried[0] else {})
    rows = [(each, each.overdue(on), forms[each.pk] if may_mark and not each.done_on else None) for each in decisions]
    return {"meeting": one, "decisions": rows, "problems": rows_of(dealt, asof), "asof": asof, "tried": tried[1]}


def _meeting_for(request, key, day=None) -> JointMeeting:
    held = JointMeeting.objects.visible_to(request.user).recorded_by(day)
    return get_object_or_404(held.for_list(request.user), key=key)


def _unit_of(officer):
    """Whose meetings the officer records: the own county's, or the city's (None)."""
    return officer.unit if reach_of(officer) is Reach.OWN else None


def _plans(officer):
    """The plans under which the officer may record meetings."""
    plans = Plan.objects.visible_to(officer)
    unit = _unit_of(officer)
    return plans.filter(pilots=unit) if unit else plans


def _records(officer) -> bool:
    unit = _unit_of(officer)
    return any(may_record(officer, plan, unit) for plan in _plans(officer).select_related("bureau"))


def _asked_unit(request):
    return Unit.objects.within_reach_of(request.user).filter(key=request.GET.get("unit", "")).first()
