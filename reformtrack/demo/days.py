"""The days of the story: working moments within a span, another one for each pilot and row."""

from datetime import date, datetime, timedelta

from base import clock
from base.workdays import Calendar

Span = tuple[int, int, int]
"""(month, first day, last day)"""


class Days:
    """The working days of the story's two months."""

    def __init__(self):
        calendar = Calendar(date(2021, 1, 1), date(2021, 2, 28))
        days = [date(2021, 1, 1) + timedelta(days=n) for n in range(59)]
        self.working = [day for day in days if calendar.is_working(day)]

    def within(self, span: Span, place: int, row: int) -> datetime:
        """A working moment within a span of days, another one for each unit and row."""
        month, first, last = span
        days = [day for day in self.working if date(2021, month, first) <= day <= date(2021, month, last)]
        return _at(days[place % len(days)], 8 * 60 + 40 + (place * 37 + row * 53) % 470)

    def next_working(self, at: datetime, place: int) -> datetime:
        """A moment on the working day after `at`."""
        return _at(next(day for day in self.working if day > at.date()), 9 * 60 + (place * 23) % 440)


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60)


def moment(at: str | datetime) -> datetime:
    """The moment written as 2021-02-18 09:42."""
    return at if isinstance(at, datetime) else datetime.strptime(at, "%Y-%m-%d %H:%M")


def aware(at: datetime) -> datetime:
    """The Shanghai moment."""
    return clock.moment_on(at.date(), at.hour, at.minute)
