"""All pilots within an officer's reach side by side: items, agreements, handover, the three tests, on any day."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from pilots.models import Unit

from .city import pilots_of
from .figures import TESTED, Halving, tests_of
from .totals import Totals, totals

COUNTS = ("items", "signed", "complete", "handed_over", "taken_over", "standardised", "supervised")


@dataclass
class Place:
    """One pilot on the day."""

    unit: Unit
    sums: Totals

    @property
    def counts(self) -> list[int]:
        return [self.sums[name] for name in COUNTS]

    @cached_property
    def tests(self) -> list[Halving]:
        return tests_of(self.sums)


@dataclass
class City:
    """The pilots in the notice's order; never ranked."""

    places: list[Place]
    on: date
    today: date

    @cached_property
    def whole(self) -> Place:
        """The sums over all pilots; each test is counted item by item and never averaged."""
        summed = Totals()
        for place in self.places:
            for name, value in place.sums.items():
                summed[name] += value
        return Place(Unit(), summed)


def items_of_city(officer, on: date, today: date) -> City:
    """The item figures of all pilots on a day; two queries, however many pilots."""
    units = [one.unit for one in pilots_of(officer)]
    sums = totals(units, on, (*COUNTS, "approved_items", "baselines", *TESTED), today)
    return City([Place(unit, sums[unit.pk]) for unit in units], on, today)
