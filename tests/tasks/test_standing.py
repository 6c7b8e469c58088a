"""The five standings, days late and 'due soon': one table for the method and for the query."""

from datetime import date

import pytest

from base import clock
from tasks.ledger import Line, append
from tasks.models import Obligation, Verb
from tasks.standing import Position, Standing
from tests.cast import Cast

D = date
DUE = D(2021, 1, 31)
# state, due day, other columns, the day asked for -> standing, days late, due within 7 days
CASES = [
    ("not_started", DUE, {}, D(2021, 1, 23), Standing.NOT_STARTED, 0, False),
    ("not_started", DUE, {}, D(2021, 1, 24), Standing.NOT_STARTED, 0, True),
    ("not_started", DUE, {}, D(2021, 1, 31), Standing.NOT_STARTED, 0, True),
    ("not_started", DUE, {}, D(2021, 2, 1), Standing.OVERDUE, 1, False),
    ("in_progress", DUE, {}, D(2021, 1, 31), Standing.IN_PROGRESS, 0, True),
    ("in_progress", DUE, {}, D(2021, 2, 21), Standing.OVERDUE, 21, False),
    ("county_review", DUE, {}, D(2021, 1, 20), Standing.IN_PROGRESS, 0, False),
    ("county_review", DUE, {}, D(2021, 2, 2), Standing.OVERDUE, 2, False),
    ("returned", DUE, {}, D(2021, 1, 30), Standing.IN_PROGRESS, 0, True),
    ("returned", DUE, {"days_with_bureau": 5}, D(2021, 2, 10), Standing.OVERDUE, 5, False),
    ("returned", DUE, {"days_with_bureau": 9}, D(2021, 2, 9), Standing.OVERDUE, 0, False),
    ("submitted", DUE, {"submitted_on": D(2021, 1, 30)}, D(2021, 3, 1), Standing.SUBMITTED, 0, False),
    ("submitted", DUE, {"submitted_on": D(2021, 2, 9)}, D(2021, 2, 18), Standing.SUBMITTED, 0, False),
    ("done", DUE, {"done_on": D(2021, 1, 31), "submitted_on": D(2021, 2, 3)}, D(2021, 3, 1), Standing.DONE, 0, False),
    ("done", DUE, {"done_on": D(2021, 2, 8), "submitted_on": D(2021, 2, 9)}, D(2021, 3, 1), Standing.DONE, 8, False),
    ("in_progress", None, {}, D(2021, 3, 1), Standing.IN_PROGRESS, 0, False),
]


@pytest.mark.parametrize(("state", "due_on", "more", "on", "standing", "late", "soon"), CASES)
def test_a_position_has_one_standing(state, due_on, more, on, standing, late, soon):
    position = Position(state, due_on, due_on, **more)
    assert (position.standing(on), position.days_late(on), position.due_soon(on, 7)) == (standing, late, soon)


def test_the_query_agrees_with_the_method_on_the_whole_table(db):
    plan = Cast().plan(due=tuple(DUE for _case in range(6)))
    rows = list(plan.obligations.filter(task__precision="day").order_by("pk")[: len(CASES)])
    assert len(rows) == 15
    for one, (state, due_on, more, *_answers) in zip(rows, CASES, strict=False):
        append(plan, [Line(one, Verb.AMEND, changes={"state": state, "due_on": due_on, **more})])
    for one, (*_position, on, standing, _late, soon) in zip(rows, CASES, strict=False):
        asked = Obligation.objects.filter(pk=one.pk)
        stood = asked.as_of(on, today=on).with_standing(on)
        assert stood.get().at_standing == standing
        assert asked.overdue(on).exists() == (standing is Standing.OVERDUE)
        assert stood.due_soon(on).exists() == soon


def test_a_cancelled_obligation_stands_nowhere():
    assert Position("cancelled", DUE, DUE).standing(D(2021, 3, 1)) is None


@pytest.mark.parametrize(("submitted_on", "days"), [(D(2021, 1, 31), 0), (D(2021, 2, 9), 9), (None, 0)])
def test_a_late_report_is_counted_apart(submitted_on, days):
    assert Position("submitted", DUE, DUE, submitted_on).days_submitted_late() == days


# precision, present due day, the day asked for -> days left, due within 7 days
BARE_YEARS = [
    ("day", D(2021, 12, 31), D(2021, 12, 26), 5, True),
    ("month", D(2021, 12, 31), D(2021, 12, 26), 5, True),
    ("year", D(2021, 12, 31), D(2021, 12, 26), None, False),
    ("year", D(2022, 3, 15), D(2022, 3, 10), 5, True),  # an extension names a day
]


@pytest.mark.parametrize(("precision", "due_on", "on", "left", "soon"), BARE_YEARS)
def test_a_bare_year_has_no_countdown(db, precision, due_on, on, left, soon):
    position = Position("in_progress", D(2021, 12, 31), due_on, precision=precision)
    assert (position.days_left(on), position.due_soon(on, 7)) == (left, soon)
    plan = Cast().plan()
    plan.tasks.filter(number=3).update(precision=precision)
    asked = plan.obligations.filter(task__number=3)
    asked.update(due_on=due_on)
    assert asked.as_of(on, today=on).with_standing(on).due_soon(on).exists() == soon


def test_days_are_those_of_shanghai():
    first, last = clock.day_bounds(D(2021, 2, 1))
    assert (first.isoformat(), last.isoformat()) == ("2021-02-01T00:00:00+08:00", "2021-02-02T00:00:00+08:00")
    assert clock.local_day(first) == D(2021, 2, 1)


@pytest.mark.parametrize(
    ("first", "issued", "due", "extended"),
    [
        (D(2021, 1, 31), D(2021, 1, 31), D(2021, 2, 24), True),
        (D(2021, 1, 31), D(2021, 1, 31), D(2021, 1, 31), False),
        (D(2021, 1, 31), D(2021, 3, 31), D(2021, 3, 31), False),
        (D(2021, 1, 31), D(2021, 3, 31), D(2021, 4, 10), True),
        (None, None, None, False),
    ],
)
def test_only_an_extension_extends_not_a_document(first, issued, due, extended):
    assert Position("in_progress", first, due, issued_due_on=issued).extended == extended
