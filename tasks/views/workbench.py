"""The county's start page, and the same page of any unit within reach 一县一档."""

from django.views.decorators.http import require_GET

from base.http import page_or_fragment
from pilots.access import Action, require
from pilots.reaching import unit_within_reach

from ..asof import AsOf
from .board import board_context


@require_GET
def workbench(request):
    """The own unit's obligations."""
    require(request.user, Action.SEE)
    return _answer(request, request.user.unit)


@require_GET
def unit(request, key):
    """Any unit within reach, by its key."""
    require(request.user, Action.SEE)
    return _answer(request, unit_within_reach(request.user, key))


def _answer(request, unit):
    opened, sending = request.GET.get("open", ""), request.GET.get("as") == "submit"
    context = board_context(request, unit, AsOf.asked(request), opened=opened, sending=sending)
    return page_or_fragment(request, "tasks/workbench.html", "tasks/_board_answer.html", context)
