"""When nothing may leave: outside working hours and on rest days (DESIGN §6, manner 5)."""

import re
from datetime import datetime, time

from django.conf import settings
from django.utils import timezone

from base.workdays import is_working

QUIET_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def quiet_span(text: str) -> tuple[time, time] | None:
    """(begin, end) of the quiet hours, or None when the text says no such thing."""
    match = QUIET_HOURS.fullmatch(text)
    if match is None:
        return None
    begin_hour, begin_minute, end_hour, end_minute = (int(number) for number in match.groups())
    return time(begin_hour, begin_minute), time(end_hour, end_minute)


def within(span: tuple[time, time], moment: time) -> bool:
    """Whether a time of day lies in a half-open span that may go over midnight."""
    begin, end = span
    return begin <= moment < end if begin <= end else moment >= begin or moment < end


def is_quiet(moment: datetime) -> bool:
    """Whether the aware business moment lies in QUIET_HOURS or on a rest day."""
    local = timezone.localtime(moment)
    span = quiet_span(settings.QUIET_HOURS)
    return not is_working(local.date()) or bool(span and within(span, local.time()))
