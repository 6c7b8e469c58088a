"""The lamp of a pilot, by a table: state, last day, on the watch list -> lamp on 18 February 2021."""

from datetime import date
from types import SimpleNamespace

import pytest

from tasks.lamps import Lamp, lamp
from tasks.standing import Position

ON = date(2021, 2, 18)
PLAN = SimpleNamespace(due_soon_days=7, watch_days=14, year_reminder=False)
REMINDS_OF_YEARS = SimpleNamespace(due_soon_days=7, watch_days=14, year_reminder=True)
YEAR_END = date(2021, 12, 31)


def row(state, due_on, watched=False, precision="day"):
    done_on = due_on if state == "done" else None
    position = Position(state, due_on, due_on, done_on=done_on, precision=precision)
    return SimpleNamespace(position=position, task=SimpleNamespace(watched=watched))


CASES = [
    ("in_progress", date(2021, 2, 17), False, Lamp.BEHIND),
    ("returned", date(2021, 2, 17), False, Lamp.BEHIND),
    ("county_review", date(2021, 2, 17), False, Lamp.BEHIND),
    ("submitted", date(2021, 1, 31), False, Lamp.ON_TRACK),
    ("done", date(2021, 1, 31), False, Lamp.ON_TRACK),
    ("returned", date(2021, 6, 30), False, Lamp.WATCH),
    ("in_progress", date(2021, 2, 18), False, Lamp.WATCH),
    ("in_progress", date(2021, 2, 25), False, Lamp.WATCH),
    ("in_progress", date(2021, 2, 26), False, Lamp.ON_TRACK),
    ("not_started", date(2021, 2, 26), False, Lamp.ON_TRACK),
    ("not_started", date(2021, 3, 4), True, Lamp.WATCH),
    ("not_started", date(2021, 3, 5), True, Lamp.ON_TRACK),
    ("in_progress", date(2021, 3, 4), True, Lamp.ON_TRACK),
]


@pytest.mark.parametrize(("state", "due_on", "watched", "expected"), CASES)
def test_the_lamp_follows_the_row_that_needs_most(state, due_on, watched, expected):
    quiet = row("in_progress", date(2021, 4, 30))
    assert lamp([quiet, row(state, due_on, watched)], PLAN, ON) is expected


def test_overdue_outweighs_what_wants_watching():
    assert lamp([row("returned", date(2021, 3, 30)), row("in_progress", date(2021, 1, 31))], PLAN, ON) is Lamp.BEHIND


def test_a_unit_without_obligations_is_on_track():
    assert lamp([], PLAN, ON) is Lamp.ON_TRACK


@pytest.mark.parametrize(("plan", "expected"), [(PLAN, Lamp.ON_TRACK), (REMINDS_OF_YEARS, Lamp.WATCH)])
def test_a_bare_year_is_due_soon_only_where_the_plan_reminds_of_years(plan, expected):
    assert lamp([row("in_progress", YEAR_END, precision="year")], plan, date(2021, 12, 28)) is expected


def test_each_lamp_has_a_shape_of_its_own():
    assert len({one.tone for one in Lamp}) == len(Lamp)
