"""The figures of rows 11 and 12: how often the bureau dispatched, how many practices are passed on.

Counts with nothing to reach: what is recorded is proof, and more of it is not better by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from base import clock
from base.remembered import remembered

from . import measures
from .measures import Figure
from .models import Dispatch, Practice

DISPATCHES, PRACTICES = "dispatches", "practices"


def register() -> None:
    """Serve both measures."""
    measures.register((DISPATCHES, PRACTICES), figures)


@dataclass(frozen=True)
class Dispatched:
    """A plan's dispatches on a day: how many, of them this month, how many pilots, what follows and still waits."""

    number: int
    this_month: int
    pilots: int
    waiting: int

    def figure(self) -> Figure:
        if not self.number:
            return _count(0, _("no dispatch recorded yet"), (), reverse("tasks:dispatches"))
        parts = [
            ngettext("%(n)s dispatch", "%(n)s dispatches", self.number) % {"n": self.number},
            ngettext("%(n)s pilot covered", "%(n)s pilots covered", self.pilots) % {"n": self.pilots},
        ]
        parts += [_("%(n)s follow-ups open") % {"n": self.waiting}] if self.waiting else []
        how = (
            (_("Dispatches"), str(self.number)),
            (_("of them this month"), str(self.this_month)),
            (_("Pilots covered"), str(self.pilots)),
            (_("Follow-ups open"), str(self.waiting)),
        )
        return _count(self.number, pgettext("between clauses", ", ").join(parts), how, reverse("tasks:dispatches"))


@dataclass(frozen=True)
class Practised:
    """A plan's practices on a day, by the id of the unit they are from."""

    published: dict[int, int] = field(default_factory=dict)
    proposed: dict[int, int] = field(default_factory=dict)

    def figure(self, unit_id: int, *, bureau: bool) -> Figure:
        """The bureau's work are all of them, a pilot's its own."""
        all_of, own = sum(self.published.values()), self.published.get(unit_id, 0)
        waiting = sum(self.proposed.values()) if bureau else self.proposed.get(unit_id, 0)
        parts = [_("%(n)s practices passed on") % {"n": all_of}] if all_of else [_("no practice passed on yet")]
        parts += [_("%(n)s of them our own") % {"n": own}] if all_of and not bureau else []
        parts += [_("%(n)s to be published") % {"n": waiting}] if waiting else []
        how = ((_("Practices passed on"), str(all_of)), (_("To be published"), str(waiting)))
        how = how if bureau else (how[0], (_("of them from this unit"), str(own)), how[1])
        return _count(
            all_of if bureau else own, pgettext("between clauses", ", ").join(parts), how, reverse("tasks:practices")
        )


def dispatched(plan, on: date) -> Dispatched:
    """One query; none while the plan stands at the same revision."""
    return remembered(("dispatched", on, clock.today(), plan.stood), lambda: _dispatched(plan, on))


def _dispatched(plan, on) -> Dispatched:
    month = Q(held_on__gte=on.replace(day=1), held_on__lte=on)
    standing = Dispatch.objects.as_of(on).filter(plan=plan)
    return Dispatched(
        **standing.aggregate(
            number=Count("pk", distinct=True),
            this_month=Count("pk", distinct=True, filter=month),
            pilots=Count("units", distinct=True),
            waiting=Count("pk", distinct=True, filter=~Q(follow_up="") & Q(done_on__isnull=True)),
        )
    )


def practised(plan, on: date) -> Practised:
    """One query; none while the plan stands at the same revision."""
    return remembered(("practised", on, plan.stood), lambda: _practised(plan, on))


def _practised(plan, on) -> Practised:
    rows = Practice.objects.of_standing_reports().filter(entry__plan=plan).order_by().values("entry__obligation__unit")
    counted = rows.annotate(
        published=Count("pk", filter=Practice.objects.published_on(on)),
        proposed=Count("pk", filter=Practice.objects.proposed_on(on)),
    ).values_list("entry__obligation__unit", "published", "proposed")
    found = list(counted)
    return Practised(
        {unit: n for unit, n, _other in found if n},
        {unit: n for unit, _other, n in found if n},
    )


def figures(keys: Iterable[str], plan, units, on: date) -> dict[str, dict[int, Figure]]:
    """The provider for `tasks.measures`: a query for each of the two."""
    found = {}
    if DISPATCHES in keys:
        figure = dispatched(plan, on).figure()
        found[DISPATCHES] = {unit.pk: figure for unit in units}
    if PRACTICES in keys:
        tally = practised(plan, on)
        found[PRACTICES] = {unit.pk: tally.figure(unit.pk, bureau=unit.pk == plan.bureau_id) for unit in units}
    return found


def _count(number: int, text: str, how, url: str) -> Figure:
    return Figure(number, number, number > 0, text, how=tuple(how), url=url, bounded=False)
