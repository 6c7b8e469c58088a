"""The one clock of the business day. Views, jobs and commands ask it once and pass the day on.

Sessions, lockouts, leases and tokens use real time (`django.utils.timezone.now`), never this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The business moment, aware: real time, or real time of day on the pinned TODAY."""
    moment = _moment.get()
    if moment is not None:
        return moment
    real = timezone.now()
    if not settings.PINNED_TODAY:
        return real
    local = timezone.localtime(real)
    return datetime.combine(date.fromisoformat(settings.PINNED_TODAY), local.timetz())


def today() -> date:
    """The business day in Asia/Shanghai."""
    return local_day(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Run a block at a given aware moment: for the demo and for tests."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def local_day(moment: datetime) -> date:
    """The Shanghai day on which an aware moment falls."""
    return timezone.localtime(moment).date()


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The aware half-open bounds [00:00, next 00:00) of a Shanghai day."""
    start = timezone.make_aware(datetime.combine(day, time()))
    return start, timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def moment_on(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """An aware moment of a Shanghai day."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
