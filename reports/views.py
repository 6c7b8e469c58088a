"""Pages that read everything and write nothing."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from base.sheets import lists
from pilots.access import Action, require
from tasks.asof import AsOf

from . import exports, reading
from .filters import Filters


@require_GET
def dashboard(request):
    """Where the reform stands today, or stood at the end of a past day."""
    require(request.user, Action.SEE_DASHBOARD)
    board = reading.dashboard(request.user, Filters.of(request.GET), AsOf.asked(request))
    if board is None:
        return render(request, "reports/empty.html")
    if lists.wanted(request):
        return exports.given(request, board)
    return render(request, "reports/dashboard.html", {"board": board, "asof": board.asof})
