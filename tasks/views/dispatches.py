"""工作调度: the bureau records its visits, calls and meetings; the pilots they concern read them."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from base import clock
from base.http import respond
from base.sheets import lists
from pilots.access import Action, may, not_included, require
from pilots.models import Unit

from .. import tables
from ..asof import AsOf
from ..dispatching import listed
from ..forms.dispatches import DispatchForm, FollowUpForm
from ..models import Dispatch, Plan

PAGE = 50


@require_GET
def dispatches(request):
    """Those within reach, the latest first; `?unit=` shows one pilot's."""
    require(request.user, Action.SEE)
    asof = AsOf.asked(request)
    found = Dispatch.objects.visible_to(request.user).as_of(asof.on, asof.today)
    units = Unit.objects.within_reach_of(request.user).filter(pk__in=found.values("units"))
    chosen = next((unit for unit in units if unit.key == request.GET.get("unit")), None)
    found = found.about(chosen) if chosen else found
    if lists.wanted(request):
        said = [(_("Pilot"), chosen)] if chosen else []
        values = map(tables.dispatch, listed(found.for_list(), asof.on))
        return lists.given_list(request, _("Dispatches"), tables.DISPATCHES, values, asof.on, said)
    page = Paginator(found.for_list(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": listed(page.object_list, asof.on),
        "units": units,
        "chosen": chosen,
        "asof": asof,
        "records": not asof.past and records(request.user),
    }
    return render(request, "tasks/dispatches.html", context)


@require_http_methods(["GET", "POST"])
def dispatch_new(request):
    """Record one; `?unit=` ticks the pilot it was asked for."""
    _require_recorder(request.user)
    on = clock.today()
    if request.method == "GET":
        form = DispatchForm.opened(request.user, on, request.GET.get("unit", ""))
        return render(request, "tasks/dispatch_form.html", {"form": form})
    form = DispatchForm(request.user, request.POST, on=on)
    if form.is_valid():
        form.attempt(form.cleaned_data["plan"].record_dispatch, by=request.user, on=on)
    return respond(
        request, form, "", "tasks/dispatch_form.html", {}, ok_redirect="tasks:dispatches", said=_("Dispatch recorded")
    )


@require_GET
def dispatch(request, key):
    """One of them, with its earlier versions."""
    return render(request, "tasks/dispatch.html", _context(request, _dispatch_for(request, key)))


@require_http_methods(["GET", "POST"])
def dispatch_amend(request, key):
    """Correct it on the day it was recorded."""
    one, on = _dispatch_for(request, key, Action.DISPATCH), clock.today()
    form = DispatchForm.amending(one, request.user, request.POST or None, on=on)
    if request.method == "GET":
        return render(request, "tasks/dispatch_form.html", {"form": form, "dispatch": one})
    if form.is_valid():
        form.attempt(one.amend, by=request.user, on=on)
    return respond(
        request, form, "", "tasks/dispatch_form.html", {"dispatch": one}, ok_redirect=one, said=_("Dispatch corrected")
    )


@require_POST
def dispatch_done(request, key):
    """What follows was seen to."""
    one = _dispatch_for(request, key, Action.DISPATCH)
    form = FollowUpForm(request.POST)
    if form.is_valid():
        form.attempt(one.follow_up_done, by=request.user, on=clock.today())
    context = {} if form.done else _context(request, _dispatch_for(request, key))
    return respond(request, form, "", "tasks/dispatch.html", context, ok_redirect=one, said=_("Recorded as seen to"))


def records(officer) -> bool:
    """Whether the officer records dispatches of a plan in force."""
    return may(officer, Action.DISPATCH) and Plan.objects.current().filter(bureau=officer.unit_id).exists()


def _require_recorder(officer):
    require(officer, Action.DISPATCH)
    if not records(officer):
        raise PermissionDenied(not_included(Action.DISPATCH))


def _dispatch_for(request, key, action=None) -> Dispatch:
    """What stands of it, or 404 outside one's reach; 403 inside it without the `action`."""
    rows = listed(Dispatch.objects.visible_to(request.user).standing().filter(key=key).for_list(), clock.today())
    if not rows:
        raise Http404
    one = rows[0]
    if action:
        require(request.user, action)
    return one


def _context(request, one) -> dict:
    on = clock.today()
    versions = list(Dispatch.objects.visible_to(request.user).filter(key=one.key).order_by("-version").for_list())
    return {
        "dispatch": one,
        "versions": versions,
        "may_record": one.plan.acts_for_bureau(request.user, Action.DISPATCH),
        "may_amend": one.may_be_amended_by(request.user, on),
        "form": FollowUpForm(initial={"done_on": on, "version": one.version}, auto_id="done_%s"),
    }
