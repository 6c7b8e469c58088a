"""How long something has waited: working days after the day it was sent; the Spring Festival lies between."""

from datetime import date

import pytest

from base import clock
from tasks.models import Obligation
from tasks.waits import review_waits, working_waits
from tests.cast import Cast, at, obligation

ON = date(2021, 2, 18)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "days"),
    [
        (date(2021, 2, 18), 0),
        (date(2021, 2, 17), 1),
        (date(2021, 2, 10), 1),  # the festival lies between: 11 to 17 February
        (date(2021, 2, 9), 2),
        (date(2021, 2, 6), 5),  # Sunday 7 February is worked
        (date(2021, 2, 1), 9),
        (date(2021, 2, 19), 0),
        (None, 0),
    ],
)
def test_working_days_after_the_day_of_sending(sent, days):
    assert working_waits([sent], ON) == [days]


@pytest.mark.django_db
def test_nothing_is_asked_of_the_calendar_when_nothing_waits(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert working_waits([None, ON], ON) == [0, 0]


def waits(officer, plan, on):
    seen = Obligation.objects.visible_to(officer).filter(plan=plan)
    return review_waits(seen.as_of(on).select_related("task", "unit"), plan, on)


@pytest.mark.django_db
def test_what_waits_for_the_bureau_is_counted_in_two_queries(django_assert_num_queries):
    cast = Cast()
    plan = cast.plan()
    for unit, by, day in ((cast.own, cast.officer, at(2, 9)), (cast.foreign, cast.foreigner, at(2, 10))):
        with clock.at(day):
            obligation(plan, unit).submit(by=by, on=day.date(), document_number="1号")
    with clock.at(at(2, 10)):
        obligation(plan, cast.bureau, 3).submit(by=cast.reviewer, on=at(2, 10).date(), document_number="2号")
    with clock.at(at(2, 18)), django_assert_num_queries(2):
        assert waits(cast.reviewer, plan, ON) == [2, 1]
    with clock.at(at(2, 18)):
        assert waits(cast.reviewer, plan, date(2021, 2, 9)) == [0]
        assert waits(cast.officer, plan, ON) == [2]
