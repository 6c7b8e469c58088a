"""How many working days a problem has waited for the bureau: since it was last put before it."""

from datetime import date

import pytest

from base import clock
from tasks.models import Problem
from tasks.waits import problem_waits
from tests.cast import Cast, at
from tests.tasks.problems import did, in_state, raised

pytestmark = pytest.mark.django_db
# The Spring Festival of 2021: offices closed from 11 to 17 February, the Sunday of 7 February worked.
FRIDAY, MONDAY, AFTER = date(2021, 2, 5), date(2021, 2, 8), date(2021, 2, 18)


@pytest.mark.parametrize(
    ("on", "days"), [(FRIDAY, 0), (date(2021, 2, 7), 1), (MONDAY, 2), (date(2021, 2, 17), 4), (AFTER, 5)]
)
def test_only_working_days_count(on, days):
    cast = Cast()
    plan = cast.plan()
    problem = raised(cast, plan, when=at(2, 5))
    with clock.at(clock.moment_on(on, 17)):
        assert problem.working_days_waiting(on) == days
        assert problem_waits(cast.reviewer, plan, on) == [days]


@pytest.mark.parametrize(
    ("state", "waits"),
    [("raised", 1), ("taken", 1), ("referred", 1), ("answered", 0), ("confirmed", 0), ("closed", 0)],
)
def test_what_is_answered_waits_no_more(state, waits):
    cast = Cast()
    plan = cast.plan()
    problem = in_state(cast, plan, state)
    with clock.at(at(1, 21, 17)):
        assert problem.working_days_waiting(date(2021, 1, 21)) == waits
        assert problem_waits(cast.reviewer, plan, date(2021, 1, 21)) == [1] * waits
        assert Problem.objects.waiting().count() == waits


def test_raised_again_it_waits_anew_and_a_past_day_is_read_off_the_steps():
    cast = Cast()
    plan = cast.plan()
    problem = raised(cast, plan, when=at(1, 18))
    did(cast, problem, "answer", at(1, 20))
    with clock.at(at(1, 25)):
        problem.reopen(by=cast.officer, on=date(2021, 1, 25), text="仍未解决")
    with clock.at(at(1, 27)):
        by_day = {day: problem_waits(cast.reviewer, plan, date(2021, 1, day)) for day in (17, 18, 19, 20, 24, 25, 27)}
    assert by_day == {17: [], 18: [0], 19: [1], 20: [], 24: [], 25: [0], 27: [2]}


def test_today_answers_alike_from_the_present_and_from_the_steps():
    cast = Cast()
    plan = cast.plan()
    for state in ("raised", "taken", "answered", "confirmed"):
        in_state(cast, plan, state)
    on = date(2021, 1, 22)
    with clock.at(at(1, 22)):
        fast = set(Problem.objects.as_of(on).values_list("pk", "at_state", "at_asked_at"))
        slow = set(Problem.objects.as_of(on, today=date(2021, 1, 23)).values_list("pk", "at_state", "at_asked_at"))
    assert fast == slow and len(fast) == 4


def test_a_pilot_counts_its_own_and_the_number_of_queries_does_not_grow(django_assert_num_queries):
    cast = Cast()
    plan = cast.plan()
    raised(cast, plan, when=at(1, 18))
    raised(cast, plan, cast.foreign, at(1, 19))
    with clock.at(at(1, 20)):
        assert problem_waits(cast.officer, plan, date(2021, 1, 20)) == [2]
        with django_assert_num_queries(2):
            assert problem_waits(cast.reviewer, plan, date(2021, 1, 20)) == [2, 1]
        raised(cast, plan, when=at(1, 20))
        with django_assert_num_queries(2):
            assert problem_waits(cast.bureau_lead, plan, date(2021, 1, 20)) == [2, 1, 0]
        assert problem_waits(cast.admin, plan, date(2021, 1, 20)) == []
