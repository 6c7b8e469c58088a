"""All pilots within an officer's reach side by side: staff, and the founding of their bureaus, on any day."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from pilots.models import Unit
from tasks.models import PlanPilot

from .figures import Share, share_of
from .gauge import Gauge
from .models import Establishment, Ruling
from .totals import Totals, totals

# The sums that the staff of a pilot are shown by.
STAFF = ("staff_before", "staff_target", "staff_transferred", "staff_trained", "count_accepted", "posts_moved")


@dataclass
class Place:
    """One pilot on the day."""

    unit: Unit
    share: Share
    sums: Totals
    waits: bool = False

    @property
    def gauge(self) -> Gauge | None:
        return Gauge(self.share) if self.share.of else None


@dataclass
class City:
    """The pilots in the notice's order; never ranked."""

    places: list[Place]
    on: date
    today: date

    @cached_property
    def total(self) -> dict[str, int]:
        """Sums of heads; shares are the pilots' own and are not averaged."""
        return {name: sum(place.sums[name] for place in self.places) for name in STAFF}

    @property
    def met(self) -> int:
        return sum(place.share.met for place in self.places)

    @property
    def accepted(self) -> int:
        return sum(place.share.accepted for place in self.places)


def pilots_of(officer) -> list[PlanPilot]:
    """The pilots within reach with the newest plan in force that names each; one query."""
    named = PlanPilot.objects.filter(
        plan__withdrawn_at__isnull=True, unit__in=Unit.objects.within_reach_of(officer)
    ).select_related("plan", "unit")
    newest = {}
    for one in named.order_by("plan__issued_on", "plan_id", "order"):
        newest[one.unit_id] = one
    return sorted(newest.values(), key=lambda one: one.order)


def staff_of_city(officer, on: date, today: date) -> City:
    """The staff figures of all pilots on a day; three queries, however many pilots."""
    pilots = pilots_of(officer)
    sums = totals([one.unit for one in pilots], on, STAFF, today)
    asked = Ruling.objects.as_of(on, today).filter(kind=Ruling.Kind.STAFF_BASELINE)
    waiting = set(asked.filter(unit__in=sums).values_list("unit", flat=True))
    places = [
        Place(one.unit, share_of(sums[one.unit_id], one.plan), sums[one.unit_id], one.unit_id in waiting)
        for one in pilots
    ]
    return City(places, on, today)


def records_of_city(officer, on: date, today: date) -> list[tuple[Unit, Establishment | None]]:
    """The establishment record of each pilot on a day; two queries."""
    units = [one.unit for one in pilots_of(officer)]
    found = {row.unit_id: row for row in Establishment.objects.as_of(on, today).filter(unit__in=units)}
    return [(unit, found.get(unit.pk)) for unit in units]
