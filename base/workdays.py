"""Working days: the table where it has the day, Monday to Friday where it has not."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta

import chinese_calendar
from django.db import connection

from .models import WorkingDay
from .remembered import remembered

SEEDED_YEARS = range(2019, 2027)


def seed(years=SEEDED_YEARS) -> int:
    """Add the days of `years` that differ from Monday to Friday; returns how many were new.

    Each year also gets its 1 January, so that a seeded year can be told from a missing one.
    """
    differing = [
        WorkingDay(day=day, working=working, note=note) for year in years for day, working, note in _exceptions(year)
    ]
    before = WorkingDay.objects.count()
    WorkingDay.objects.bulk_create(differing, ignore_conflicts=True)
    return WorkingDay.objects.count() - before


def _exceptions(year: int):
    day = date(year, 1, 1)
    while day.year == year:
        working = chinese_calendar.is_workday(day)
        if working != (day.weekday() < 5) or (day.month, day.day) == (1, 1):
            holiday = chinese_calendar.get_holiday_detail(day)[1]
            yield day, working, holiday or ""
        day += timedelta(days=1)


def is_working(day: date) -> bool:
    """Whether offices work on `day`."""
    return Calendar(day, day).is_working(day)


def missing_year(on: date) -> int | None:
    """The year whose holidays are not in the table yet, asked from October of the year before."""
    year = on.year if on.month < 10 else on.year + 1
    # Days are corrected, but no year is ever taken out again: what is there need not be asked for twice.
    key = ("working days", connection.settings_dict["NAME"], year)
    there = remembered(key, lambda: WorkingDay.objects.filter(day__year=year).exists() or None)
    return None if there else year


class _Pages:
    """What one page has read of the table: whole years, from the first to the last that was asked for."""

    first, last = date.max, date.min

    def between(self, first: date, last: date) -> dict[date, bool]:
        if first < self.first or last > self.last:
            self.first = min(first.replace(month=1, day=1), self.first)
            self.last = max(last.replace(month=12, day=31), self.last)
            self._known = _read(self.first, self.last)
        return self._known


_page: ContextVar[_Pages | None] = ContextVar("page", default=None)


@contextmanager
def read_once():
    """Within it the table is read once for all calendars of the same years: a page asks from several places."""
    token = _page.set(_Pages())
    try:
        yield
    finally:
        _page.reset(token)


def _read(first: date, last: date) -> dict[date, bool]:
    return dict(WorkingDay.objects.filter(day__range=(first, last)).values_list("day", "working"))


class Calendar:
    """The working days between two days, read with one query; with none where a page has read them already."""

    def __init__(self, first: date, last: date):
        page = _page.get()
        self._known = page.between(first, last) if page else _read(first, last)

    def is_working(self, day: date) -> bool:
        return self._known.get(day, day.weekday() < 5)

    def count(self, after: date, until: date) -> int:
        """Working days in (after, until]; 0 when `until` is not later."""
        span = (until - after).days
        return sum(self.is_working(after + timedelta(days=n)) for n in range(1, span + 1))

    def on_or_before(self, day: date) -> date:
        """The day itself when offices work on it, else the last working day before it."""
        return next(each for each in _back_from(day) if self.is_working(each))

    def after(self, day: date, number: int) -> date:
        """The `number`-th working day after `day`."""
        found = day
        while number:
            found += timedelta(days=1)
            number -= self.is_working(found)
        return found

    def before(self, day: date, number: int) -> date:
        """The last day after which `number` working days have passed by the end of `day`."""
        return next(each for each in _back_from(day) if self.count(each, day) >= number)


def _back_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day -= timedelta(days=1)


def working_days(after: date, until: date) -> int:
    """Working days in (after, until]."""
    return Calendar(after, until).count(after, until)
