"""The list of obligations within reach, and the page of one."""

from django.core.paginator import Paginator
from django.views.decorators.http import require_GET

from base import clock
from base.http import page_or_fragment
from pilots.access import Action, require

from ..board import rows_of
from ..forms.filters import FilterForm
from ..models import Obligation
from .page import page_context
from .reaching import obligation_for

AT_ONCE, PAGE = 300, 100


@require_GET
def obligations(request):
    """Obligations within reach, filtered by the address."""
    require(request.user, Action.SEE)
    on = clock.today()
    form = FilterForm(request.GET, request.user)
    found = form.narrow(Obligation.objects.visible_to(request.user).for_list(), on)
    page = _page(found.order_by("plan", "unit__order", "unit", "task__number"), request.GET.get("page"))
    context = {"form": form, "page": page, "rows": rows_of(page, on), "on": on}
    return page_or_fragment(request, "tasks/obligations.html", "tasks/_obligations.html", context)


def _page(found, number):
    total = found.count()
    return Paginator(found, AT_ONCE if total <= AT_ONCE else PAGE).get_page(number)


@require_GET
def obligation(request, key):
    """One obligation, for whoever may see it."""
    one = obligation_for(request, key)
    context = page_context(request, one, clock.today())
    return page_or_fragment(request, "tasks/obligation.html", "tasks/_obligation_answer.html", context)
