"""Pages that read everything and write nothing."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from base import clock
from pilots.access import Action, require

from . import reading
from .filters import Filters


@require_GET
def dashboard(request):
    """Where the reform stands today."""
    require(request.user, Action.SEE_DASHBOARD)
    board = reading.dashboard(request.user, Filters.of(request.GET), clock.today())
    if board is None:
        return render(request, "reports/empty.html")
    return render(request, "reports/dashboard.html", {"board": board})
