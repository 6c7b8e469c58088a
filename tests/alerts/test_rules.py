"""The pure rule by tables: which reminder, which rung, on which day."""

from datetime import date

import pytest

from alerts.models import Kind
from alerts.rules import Case, to_raise
from base.workdays import Calendar
from tasks.states import State

D, R, O = Kind.DUE, Kind.RUNG, Kind.OVERDUE  # noqa: E741
ISSUED = date(2021, 1, 4)


@pytest.fixture
def days(db):
    """Early 2021: the Spring Festival from 11 to 17 February, offices open on Sunday 7 and Saturday 20."""
    return Calendar(date(2020, 12, 1), date(2021, 4, 30))


def raised(due: str, on: str, days, *, state=State.IN_PROGRESS, began=ISSUED, **more):
    case = Case(state, date.fromisoformat(f"2021-{due}"), began, **more)
    return to_raise(case, date.fromisoformat(f"2021-{on}"), days)


# last day, day of the run -> what is raised when nothing was before
REMINDERS = [
    ("01-31", "01-21", []),
    ("01-31", "01-22", [(D, 7)]),  # the 24th, seven days ahead, is a Sunday: told on the Friday before
    ("01-31", "01-23", []),  # a Saturday
    ("01-31", "01-25", [(D, 7)]),  # the day was missed
    ("01-31", "01-28", [(D, 3)]),
    ("01-31", "01-29", [(D, 1)]),  # the 30th is a Saturday
    ("02-18", "02-10", [(D, 1)]),  # ... and so is everything up to the 17th: one reminder, the nearest
    ("02-18", "02-18", [(D, 1)]),  # the last day itself, if nobody was reminded
]


@pytest.mark.parametrize(("due", "on", "expected"), REMINDERS)
def test_a_reminder_falls_on_the_last_working_day_before_its_day(days, due, on, expected):
    assert raised(due, on, days) == expected


def test_a_reminder_is_not_made_up_for_once_a_nearer_one_was_given(days):
    assert raised("01-31", "01-29", days, raised=frozenset({(D, 1)})) == []
    assert raised("01-31", "01-26", days, raised=frozenset({(D, 3)})) == []
    assert raised("01-31", "01-28", days, raised=frozenset({(D, 7)})) == [(D, 3)]


def test_a_deadline_that_names_a_year_has_no_reminder(days):
    assert raised("01-31", "01-28", days, only_a_year=True) == []
    assert raised("01-31", "02-01", days, only_a_year=True) == [(O, 0), (R, 1)]


# last day, day on which the deadline came into force, day of the run -> rung
RUNGS = [
    ("01-29", "01-04", "01-29", 0),  # the last day counts
    ("01-29", "01-04", "02-01", 1),  # a Monday, the first working day late
    ("01-31", "01-04", "02-03", 1),
    ("01-31", "01-04", "02-04", 2),  # the fourth
    ("01-31", "01-04", "02-08", 2),  # the seventh: Sunday the 7th was worked
    ("01-31", "01-04", "02-09", 3),
    ("02-09", "01-04", "02-18", 1),  # the 10th and, after the festival, the 18th
    ("01-31", "02-08", "02-08", 0),  # returned on the 8th: the ladder begins anew
    ("01-31", "02-08", "02-09", 1),
    ("01-31", "02-08", "02-19", 2),
]


@pytest.mark.parametrize(("due", "began", "on", "rung"), RUNGS)
def test_a_rung_is_reached_by_working_days(days, due, began, on, rung):
    told = raised(due, on, days, began=date.fromisoformat(f"2021-{began}"))
    assert [each for kind, each in told if kind == R] == [rung] * bool(rung)


def test_a_rung_is_climbed_once_and_none_is_made_up_for(days):
    both = frozenset({(O, 0), (R, 2)})
    assert raised("01-31", "02-05", days, raised=both) == []
    assert raised("01-31", "02-09", days, raised=both) == [(R, 3)]


def test_an_answer_stops_the_climb(days):
    assert raised("01-31", "02-09", days, answered=True) == [(O, 0)]


def test_a_plan_may_say_when_its_rungs_begin(days):
    assert raised("01-31", "02-03", days, steps=(2, 3, 5)) == [(O, 0), (R, 2)]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.DONE, State.CANCELLED])
def test_what_does_not_lie_with_the_unit_is_left_in_peace(days, state):
    assert raised("01-31", "02-09", days, state=state) == []


@pytest.mark.parametrize("state", [State.NOT_STARTED, State.IN_PROGRESS, State.COUNTY_REVIEW, State.RETURNED])
def test_what_lies_with_the_unit_is_told_of(days, state):
    assert raised("01-31", "02-09", days, state=state) == [(O, 0), (R, 3)]


def test_nothing_is_told_on_a_rest_day(days):
    assert raised("01-31", "02-06", days) == []
