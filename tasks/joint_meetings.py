"""The figure of the row that asks for joint meetings 联席会议: meetings held, decisions not carried out yet."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from base import clock
from base.remembered import remembered

from .measures import Figure
from .meetings import MEASURE
from .models import JointMeeting, MeetingDecision


def figures(keys: Sequence[str], plan, units: Sequence, on: date) -> dict[str, dict[int, Figure]]:
    """What each county's own meetings, recorded by the end of `on`, add up to.

    Two queries for all units; none while the plan stands at the same revision.
    """
    asked = ("joint meetings", tuple(unit.pk for unit in units), on, clock.today(), get_language(), plan.stood)
    return remembered(asked, lambda: _figures(plan, units, on))


def _figures(plan, units, on) -> dict[str, dict[int, Figure]]:
    ids = [unit.pk for unit in units if unit.is_county]
    held = JointMeeting.objects.filter(plan=plan, unit__in=ids).recorded_by(on).order_by().values("unit")
    counted = {row["unit"]: row for row in held.annotate(meetings=Count("pk"), last=Max("held_on"))}
    undone = MeetingDecision.objects.filter(meeting__plan=plan, meeting__unit__in=ids).open_as_of(on)
    still_open = Counter(undone.values_list("meeting__unit", flat=True))
    made = {unit.pk: _figure(unit, counted.get(unit.pk), still_open[unit.pk]) for unit in units if unit.pk in set(ids)}
    return {MEASURE: made}


def _figure(unit, held, undone: int) -> Figure:
    """A meeting held proves the row; the notice names no number to reach, so none is asked for."""
    url = f"{reverse('tasks:meetings')}?unit={unit.key}"
    if held is None:
        return Figure(0, None, False, _("no joint meeting recorded yet"), url=url, bounded=False)
    meetings, last = held["meetings"], held["last"]
    how = (
        (_("Meetings held"), str(meetings)),
        (_("Last held on"), date_format(last, _("j F Y"))),
        (_("Decisions not carried out yet"), str(undone)),
    )
    return Figure(meetings, meetings, True, _said(meetings, undone), how=how, url=url, bounded=False)


def _said(meetings: int, undone: int) -> str:
    held = ngettext("%(n)s meeting held", "%(n)s meetings held", meetings) % {"n": meetings}
    if not undone:
        return held
    left = ngettext("%(n)s decision open", "%(n)s decisions open", undone) % {"n": undone}
    return _("%(held)s, %(left)s") % {"held": held, "left": left}
