"""Pages that read everything and write nothing."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from base.days import date_in
from base.fresh import unless_unchanged
from base.sheets import lists
from pilots.access import Action, may, require
from tasks.asof import AsOf

from . import changing, exports, reading
from .filters import Filters


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
