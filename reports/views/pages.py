"""Pages that read everything and write nothing."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from base import clock, word
from base.days import date_in
from base.fresh import unless_unchanged
from base.http import given_out
from base.sheets import lists
from pilots.access import Action, may, require
from pilots.reaching import unit_within_reach
from tasks.asof import AsOf

from .. import changing, exports, reading
from .. import dossier as dossiers
from ..burden import burden as burden_of_month
from ..filters import Filters


@require_GET
@unless_unchanged
def dashboard(request):
    """Where the reform stands today, or stood at the end of a past day."""
    require(request.user, Action.SEE_DASHBOARD)
    board = reading.dashboard(request.user, Filters.of(request.GET), AsOf.asked(request))
    if board is None:
        return render(request, "reports/empty.html")
    if lists.wanted(request):
        return exports.given(request, board)
    return render(request, "reports/dashboard.html", {"board": board, "asof": board.asof})


@require_GET
@unless_unchanged
def dossier(request, key):
    """一县一档, as it is printed."""
    return render(request, "reports/dossier.html", {"dossier": (one := _dossier(request, key)), "asof": one.asof})


@require_GET
def dossier_docx(request, key):
    """The same as a Word file."""
    one = _dossier(request, key)
    name = f"{one.title} {one.on.isoformat()}.docx"
    return given_out(request, dossiers.paper(one, clock.now()), name, word.MEDIA_TYPE, on=one.on.isoformat())


def _dossier(request, key) -> dossiers.Dossier:
    require(request.user, Action.SEE)
    return dossiers.dossier(unit_within_reach(request.user, key), request.user, AsOf.asked(request))


@require_GET
@unless_unchanged
def changes(request):
    """What changed between two days, of what the person may see: by default in the last week."""
    require(request.user, Action.SEE)
    found = changing.changes(request.user, Filters.of(request.GET), date_in(request, "since"), AsOf.asked(request))
    if found is None:
        return render(request, "reports/empty.html")
    if lists.wanted(request):
        return exports.changed(request, found)
    may_see = may(request.user, Action.SEE_DASHBOARD)
    return render(request, "reports/changes.html", {"changes": found, "asof": found.asof, "may_see_dashboard": may_see})


@require_GET
def burden(request):
    """基层负担: each pilot within reach, in a month; a pilot sees itself."""
    require(request.user, Action.SEE)
    found = burden_of_month(request.user, request, clock.today())
    if lists.wanted(request):
        return exports.burdened(request, found)
    may_see = may(request.user, Action.SEE_DASHBOARD)
    return render(request, "reports/burden.html", {"burden": found, "may_see_dashboard": may_see})


@require_GET
def burden_of(request, key):
    """What the figures of one pilot are made of: each request, what was filled in."""
    require(request.user, Action.SEE)
    found = burden_of_month(request.user, request, clock.today())
    row = next((row for row in found.rows if row.unit.key == key), None)
    if row is None:
        raise Http404
    if lists.wanted(request):
        return exports.asked(request, found, row)
    return render(request, "reports/burden_of.html", {"burden": found, "row": row})
