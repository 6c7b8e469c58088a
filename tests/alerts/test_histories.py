"""JB12 in small: generated histories against an oracle that was written from the words, not from the code."""

import pytest

from tests.alerts import histories, lives
from tests.alerts.oracle import DAY, offices_work
from tests.controls.raising import on_the_day_alone

pytestmark = pytest.mark.django_db
SEED = 20210218


def test_the_oracle_knows_the_same_working_days_as_the_product():
    days, day = histories.calendar(), histories.FIRST
    while day <= histories.LAST:
        assert days.is_working(day) == offices_work(day), day
        day += DAY


def test_300_histories_are_told_as_the_oracle_says(figures):
    done = histories.compare(300, SEED)
    figures("JB12 rule", seed=SEED, outcome=dict(done))
    assert done["raised"] > 300
    assert done["mismatches"] == 0


def test_control_a_rule_that_does_not_catch_up_differs():
    assert histories.compare(50, SEED, on_the_day_alone)["mismatches"] > 10


def test_thirteen_obligations_lived_through_are_told_to_whom_the_oracle_says(figures):
    done = lives.lived(SEED, plans=1, days=30)
    figures("JB12 database", seed=SEED, outcome=done.outcome)
    assert done.differences == []
