"""The list of obligations within reach, and the page of one."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from base.http import page_or_fragment
from base.sheets import lists
from pilots.access import Action, may, require

from .. import tables
from ..asof import AsOf
from ..board import rows_of
from ..forms.filters import FilterForm
from ..models import Obligation
from ..said import recalled
from ..sheets import ALL, NAME
from .page import page_context
from .reaching import obligation_for

AT_ONCE, PAGE = 300, 100
# What the buttons of the progress table of all units ask of a ledger.
ALL_OF_THEM = {"name": NAME, "place": ALL}


@require_GET
def obligations(request):
    """Obligations within reach, filtered by the address."""
    require(request.user, Action.SEE)
    form, asof = FilterForm(request.GET, request.user), AsOf.asked(request)
    asof = asof.within(form.plans, form.tasks, form.phases)
    found = form.narrow(Obligation.objects.visible_to(request.user).for_list(), asof.on, asof.today)
    found = found.order_by("plan", "unit__order", "unit", "task__number")
    if lists.wanted(request):
        values = (tables.obligation(row, asof.on) for row in rows_of(found, asof.on, asof.today))
        return lists.given_list(request, _("Obligations"), tables.OBLIGATIONS, values, asof.on, form.active)
    page = _page(found, request.GET.get("page"))
    context = {"form": form, "page": page, "rows": rows_of(page, asof.on, asof.today), "on": asof.on, "asof": asof}
    context |= {"sheet": ALL_OF_THEM, "may_take_in": not asof.past and may(request.user, Action.REPORT_FOR)}
    return page_or_fragment(request, "tasks/obligations.html", "tasks/_obligations.html", context)


def _page(found, number):
    total = found.count()
    return Paginator(found, AT_ONCE if total <= AT_ONCE else PAGE).get_page(number)


@require_GET
def obligation(request, key):
    """One obligation, for whoever may see it."""
    one, asof = obligation_for(request, key), AsOf.asked(request)
    if asof.past:
        stood = recalled(one, asof)
        if stood is None:
            return render(request, "tasks/obligation_unknown.html", {"obligation": one, "asof": asof})
        one = stood
    context = page_context(request, one, asof)
    return page_or_fragment(request, "tasks/obligation.html", "tasks/_obligation_answer.html", context)
