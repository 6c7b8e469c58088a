"""Any past day can be asked for: as-of equals a replay of the ledger up to that day's end."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base import clock
from tasks.models import Obligation
from tasks.querysets import POSITION
from tasks.states import State
from tasks.transitions import TransitionNotAllowed
from tests.cast import Cast, obligation

pytestmark = pytest.mark.django_db
FIRST = date(2021, 1, 10)
# (who, verb, words): any order of these is tried; what the state does not allow is refused
ACTS = [
    ("officer", "start", {}),
    ("officer", "report", {"text": "进展"}),
    ("officer", "submit", {"document_number": "1号"}),
    ("officer", "withdraw", {}),
    ("reviewer", "sign_off", {"text": "同意"}),
    ("reviewer", "return_for_rework", {"text": "不全"}),
    ("reviewer", "reopen", {"text": "抽查"}),
    ("reviewer", "comment", {"text": "请抓紧"}),
    ("officer", "request_extension", {"text": "原因", "asked_due_on": date(2021, 6, 1)}),
    ("reviewer", "decide_extension", {"granted": True}),
    ("officer", "undo", {}),
    ("reviewer", "undo", {}),
]
HISTORIES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), st.sampled_from(ACTS)), min_size=1, max_size=14)


def replay(day):
    """The oracle: each obligation's last entry before the day's end, read line by line."""
    latest = {}
    for one in Obligation.objects.all():
        for entry in one.entries.order_by("number"):
            if clock.local_day(entry.recorded_at) <= day:
                latest[one.pk] = entry
    return {
        pk: tuple(getattr(entry, name) for name in POSITION)
        for pk, entry in latest.items()
        if entry.state != State.CANCELLED
    }


def as_of(day, today):
    rows = Obligation.objects.as_of(day, today=today)
    return {one.pk: tuple(getattr(one, f"at_{name}") for name in POSITION) for one in rows}


def live(history, cast, plan):
    """Let the history happen, day by day; returns the days on which anything was tried."""
    day = FIRST
    for gap, row, (who, verb, words) in history:
        day += timedelta(days=gap)
        unit, number = (cast.own, row % 3 + 1)
        one = obligation(plan, unit, number)
        with clock.at(clock.moment_on(day, 10, 5)):
            try:
                with transaction.atomic():
                    getattr(one, verb)(by=getattr(cast, who), on=day, **words)
            except (TransitionNotAllowed, ValidationError):
                continue
    return day


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=HISTORIES, back=st.integers(0, 12))
def test_as_of_equals_a_replay_of_the_ledger(history, back):
    with transaction.atomic():
        cast = Cast()
        today = live(history, cast, cast.plan())
        day = today - timedelta(days=back)
        assert as_of(day, today + timedelta(days=1)) == replay(day)
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=HISTORIES)
def test_today_read_from_the_present_equals_today_read_from_the_ledger(history):
    with transaction.atomic():
        cast = Cast()
        today = live(history, cast, cast.plan())
        fast, slow = as_of(today, today), as_of(today, today + timedelta(days=1))
        assert fast == slow
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=HISTORIES, back=st.integers(0, 40))
def test_the_standings_of_a_past_day_agree_between_query_and_method(history, back):
    with transaction.atomic():
        cast = Cast()
        today = live(history, cast, cast.plan())
        day = today - timedelta(days=back)
        rows = Obligation.objects.as_of(day, today + timedelta(days=1)).with_standing(day).select_related("task")
        for one in rows:
            assert one.at_standing == one.standing(day)
        transaction.set_rollback(True)


def test_before_the_plan_was_loaded_there_is_nothing():
    Cast().plan()
    assert not Obligation.objects.as_of(date(2021, 1, 3), today=date(2021, 2, 1)).exists()
