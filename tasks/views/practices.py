"""经验做法: marked on an obligation's page, published by the bureau, read by every pilot."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base import clock
from base.http import respond
from base.sheets import lists
from pilots.access import Action, require, require_on

from .. import tables
from ..asof import AsOf
from ..forms.practices import MarkForm, RulingForm
from ..forms.reporting import PlainForm
from ..models import Practice
from .page import page_url
from .places import answer
from .reaching import obligation_for

MARK = "practice"


@require_GET
def practices(request):
    """The published ones; before them what the reader has proposed or has to rule on."""
    require(request.user, Action.SEE)
    asof = AsOf.asked(request)
    context = _on_past_day(request, asof) if asof.past else _context(request)
    if lists.wanted(request):
        values = map(tables.practice, context["published"])
        return lists.given_list(request, _("Practices"), tables.PRACTICES, values, asof.on)
    return render(request, "tasks/practices.html", context | {"asof": asof})


@require_POST
def mark_practice(request, key):
    """Propose a report, with a title."""
    obligation = obligation_for(request, key, Action.REPORT, Action.PUBLISH_PRACTICE)
    form = MarkForm(obligation, obligation.entries.standing_words().exclude(text=""), request.POST)
    if form.is_valid():
        form.attempt(obligation.mark_practice, by=request.user, on=clock.today())
    return answer(request, obligation, form, MARK, _("Marked as a practice"), "mark_form")


@require_POST
def practice_publish(request, key):
    """发布 to all pilots."""
    practice = _practice_for(request, key, Action.PUBLISH_PRACTICE)
    form = PlainForm(request.POST)
    if form.is_valid():
        form.attempt(practice.publish, by=request.user, on=clock.today())
    return _answer(request, form, practice, _("Published to all pilots: %(title)s"))


@require_POST
def practice_decline(request, key):
    """不予发布, with the reason."""
    practice = _practice_for(request, key, Action.PUBLISH_PRACTICE)
    form = RulingForm(request.POST)
    if form.is_valid():
        form.attempt(practice.decline, by=request.user, on=clock.today())
    return _answer(request, form, practice, _("Not published: %(title)s"))


@require_POST
def practice_take_back(request, key):
    """撤下 what was published; 撤回 what one's unit proposed."""
    practice = _practice_for(request, key, Action.PUBLISH_PRACTICE, Action.REPORT)
    form = RulingForm(request.POST)
    if form.is_valid():
        form.attempt(practice.take_back, by=request.user, on=clock.today())
    return _answer(request, form, practice, _("Taken back: %(title)s"))


def _practice_for(request, key, *actions) -> Practice:
    """The practice, or 404 where the officer may not read it; 403 without any of the `actions` on its unit."""
    practice = get_object_or_404(Practice.objects.visible_to(request.user).for_list(), key=key)
    require_on(request.user, practice.unit, *actions)
    return practice


def _answer(request, form, practice, said):
    """To the page it was clicked on: the list, or with `?at=page` the obligation's own."""
    at_page = request.GET.get("at") == "page"
    back = page_url(practice.entry.obligation) if at_page else "tasks:practices"
    context = {} if form.done else _context(request, tried=practice) | {"asof": AsOf.now()}
    said = said % {"title": practice.title}
    return respond(request, form, "", "tasks/practices.html", context, ok_redirect=back, said=said)


def _on_past_day(request, asof) -> dict:
    """What was passed on, and proposed, by the end of the day; nothing to rule on."""
    rows = Practice.objects.visible_to(request.user)
    return {
        "published": rows.filter(rows.published_on(asof.on)).for_list(),
        "proposed": rows.filter(rows.proposed_on(asof.on)).for_list(),
    }


def _context(request, tried=None) -> dict:
    """`tried` is the practice whose refused form is shown."""
    rows = list(Practice.objects.visible_to(request.user).for_list())
    for one in rows:
        one.ruled = one.may_be_ruled_by(request.user)
        one.own = one.unit.pk == request.user.unit_id
    states = Practice.State
    return {
        "published": [one for one in rows if one.state == states.PUBLISHED],
        "proposed": [one for one in rows if one.state == states.PROPOSED],
        "declined": [one for one in rows if one.state in (states.DECLINED, states.TAKEN_BACK) and one.own],
        "tried": tried,
    }
