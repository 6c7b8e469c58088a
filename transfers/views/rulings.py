"""What only the bureau may accept or change: waiting for it, ruled on, withdrawn."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base import clock
from base.http import respond
from pilots.access import Action, may_on, require, require_on

from ..forms.rulings import DecideForm, WithdrawForm
from ..models import Ruling
from ..wording import described

LATEST = 60


@require_GET
def rulings(request):
    """What was asked within reach, what waits first."""
    require(request.user, Action.SEE_LEDGERS)
    listed = Ruling.objects.visible_to(request.user).for_list()
    settled = listed.exclude(state=Ruling.State.WAITING)[:LATEST]
    waiting = listed.waiting().order_by("asked_at", "pk")
    lists = {"waiting": [described(each) for each in waiting], "settled": [described(each) for each in settled]}
    return render(request, "transfers/rulings.html", lists | {"on": clock.today(), "latest": LATEST})


@require_GET
def ruling(request, key):
    """One: what was asked, why, and what may be done about it."""
    one = _ruling_for(request, key, Action.SEE_LEDGERS)
    return render(request, "transfers/ruling.html", _context(request, one))


@require_POST
def ruling_decide(request, key):
    """Accept it (and it is carried out), or not, with the reason."""
    one = _ruling_for(request, key, Action.RULE_LEDGERS)
    form = DecideForm(request.POST, auto_id="decide_%s")
    form.save(one, by=request.user, on=clock.today())
    said = _("Accepted") if one.state == Ruling.State.GRANTED else _("Not accepted")
    return _answer(request, one, form, said, _next_url(request.user), deciding=form)


@require_POST
def ruling_withdraw(request, key):
    """The county takes back what waits."""
    one = _ruling_for(request, key, Action.KEEP_LEDGERS)
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")
    form.save(one, by=request.user, on=clock.today())
    return _answer(request, one, form, _("Withdrawn"), page_url(one), withdrawing=form)


def page_url(one) -> str:
    return reverse("transfers:ruling", args=[one.key])


def _next_url(officer) -> str:
    """The next ruling that falls to the officer, the oldest first; after the last, the queue it stood in."""
    following = Ruling.objects.decidable_by(officer).first()
    return page_url(following) if following else reverse("tasks:review")


def _ruling_for(request, key, action) -> Ruling:
    one = get_object_or_404(Ruling.objects.visible_to(request.user).for_list(), key=key)
    require_on(request.user, one.unit, action)
    return one


def _answer(request, one, form, said, there, **tried):
    one.refresh_from_db()
    context = _context(request, one, **tried)
    return respond(request, form, "", "transfers/ruling.html", context, ok_redirect=there, said=said)


def _context(request, one, **tried) -> dict:
    waits = one.state == Ruling.State.WAITING
    return {
        "asked": described(one),
        "ruling": one,
        "on": clock.today(),
        "may_decide": waits and may_on(request.user, Action.RULE_LEDGERS, one.unit),
        "may_withdraw": waits and may_on(request.user, Action.KEEP_LEDGERS, one.unit),
        "deciding": DecideForm(auto_id="decide_%s"),
        "withdrawing": WithdrawForm(auto_id="withdraw_%s"),
        **tried,
    }
