"""A day that is over: nothing recorded later changes what it says, so its figures outlive the plan's revision."""

from collections.abc import Callable, Hashable
from datetime import date, timedelta

from django.db import connection

from base import clock
from base.remembered import remembered

# A transaction that began before midnight has ended by then.
MARGIN = timedelta(minutes=15)


def is_closed(day: date) -> bool:
    """Whether no line of the day can still appear: from 00:15 of the next day on."""
    return clock.now() >= clock.day_bounds(day)[1] + MARGIN


def kept(key: Hashable, plan, day: date, made: Callable[[], object]):
    """What `made()` answered about the day before; `key` says of what and for whose reach.

    Of a closed day it holds until the settings change: thresholds, wordings, units and whom the plan means are those
    of today. `plan` comes from `with_settings_version`. Of any other day it holds while the plan stands.
    """
    return remembered((key, day, settings_of(plan) if is_closed(day) else (clock.today(), plan.stood)), made)


def settings_of(plan) -> tuple:
    """What differs as soon as a setting or the plan's own table does, but not with its ledger: for `remembered`."""
    # The process has one build, and what it remembers ends with it.
    return connection.settings_dict["NAME"], plan.pk, plan.settings_version, plan.floor, plan.mark
