"""A month, named in the address (`?month=2021-02`)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from base import clock


@dataclass(frozen=True, order=True)
class Month:
    """By its first day."""

    first: date

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.replace(day=1))

    @classmethod
    def asked(cls, request, since: date, today: date) -> "Month":
        """The month in the address, if it lies between `since` and `today`; else today's."""
        present = cls.of(today)
        try:
            asked = cls.of(date.fromisoformat(f"{request.GET.get('month', '')}-01"))
        except ValueError:
            return present
        return asked if cls.of(since) <= asked <= present else present

    @property
    def next(self) -> "Month":
        return Month.of(self.first + timedelta(days=31))

    @property
    def before(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Its aware half-open bounds."""
        return clock.day_bounds(self.first)[0], clock.day_bounds(self.next.first)[0]

    @property
    def iso(self) -> str:
        return f"{self.first:%Y-%m}"


def months(since: date, today: date) -> list[Month]:
    """From the month of `since` up to today's, the latest first."""
    found = [Month.of(today)]
    while found[-1] > Month.of(since):
        found.append(found[-1].before)
    return found
