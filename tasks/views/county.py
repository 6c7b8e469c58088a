"""县级审核: where a unit switched it on, its lead passes submissions on or sends them back."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base import clock
from base.http import page_or_fragment
from pilots.access import Action, require

from ..board import Row, rows_of
from ..forms.reporting import ReasonForm
from ..history import lines_of
from ..models import Obligation
from ..states import Verb
from .places import answer
from .reaching import obligation_for


@require_GET
def county_review(request):
    """What lies with the county lead: each submission beside the last report before it."""
    require(request.user, Action.PASS_ON)
    on = clock.today()
    waiting = Obligation.objects.visible_to(request.user).awaiting_county_review().for_list()
    context = {"items": [_item(row) for row in rows_of(waiting, on)], "on": on}
    return page_or_fragment(request, "tasks/county_review.html", "tasks/_county_review.html", context)


def _item(row: Row) -> dict:
    obligation = row.obligation
    spoken = [line for line in lines_of(obligation) if line.speaks and not line.undone]
    before = spoken[1] if len(spoken) > 1 else None
    form = ReasonForm(initial={"version": obligation.version}, auto_id=f"ob{obligation.pk}_%s")
    return {"row": row, "now": spoken[0], "before": before, "form": form}


@require_POST
def pass_on(request, key):
    """通过并报市局: now the clock stops."""
    obligation = obligation_for(request, key, Action.PASS_ON)
    form = ReasonForm(request.POST, auto_id="reason_%s")
    if form.is_valid():
        form.attempt(obligation.pass_on, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.PASS_ON, _("Passed on to the bureau"), "reason_form")


@require_POST
def send_back(request, key):
    """退回修改, with a reason."""
    obligation = obligation_for(request, key, Action.PASS_ON)
    form = ReasonForm(request.POST, auto_id="reason_%s")
    if form.is_valid():
        form.attempt(obligation.send_back, by=request.user, on=clock.today())
    return answer(request, obligation, form, Verb.SEND_BACK, _("Sent back for correction"), "reason_form")
