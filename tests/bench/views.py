"""What our pages are compared with: the floor of the framework, and the matrix as anybody would write it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from tasks import closed
from tasks.models import Obligation
from tasks.states import State

NUMBERS = range(1, 13)


def forgetful(get_response):
    """With `?forget=1` what a closed day added up to is not looked for: the first look at that day."""

    def middleware(request):
        if "forget" not in request.GET:
            return get_response(request)
        remembered, closed.remembered = closed.remembered, lambda key, made: made()
        try:
            return get_response(request)
        finally:
            closed.remembered = remembered

    return middleware


@login_not_required
def constant(request):
    """Two letters, through all middleware, without a session."""
    return HttpResponse("ok")


def matrix(request):
    """Units x tasks from one query; the log-in costs the two queries that every page has.

    The names of the states are translated once: `get_state_display` in each cell would make this view
    a third dearer, and ours look cheaper.
    """
    names, units = {state: str(state.label) for state in State}, {}
    for one in Obligation.objects.select_related("unit", "task").order_by("unit__order", "unit"):
        units.setdefault(one.unit, {})[one.task.number] = (one.key, names[one.state])
    rows = [(unit, [cells.get(number) for number in NUMBERS]) for unit, cells in units.items()]
    return render(request, "bench/matrix.html", {"numbers": NUMBERS, "rows": rows})
