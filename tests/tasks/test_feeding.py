"""The first line of a ledger starts what it feeds, once, and nothing else."""

import pytest
from django.db import transaction
from django.utils import translation

from base import clock
from tasks import ledger as book
from tasks.feeding import fed
from tasks.models import Entry, Obligation, Plan
from tasks.transitions import TransitionNotAllowed
from tests.cast import at, obligation

ON = at(2, 18).date()
pytestmark = pytest.mark.usefixtures("the_day")


@pytest.fixture
def plan(cast):
    return cast.plan()


def states(plan, unit):
    return [one.state for one in Obligation.objects.filter(plan=plan, unit=unit).order_by("task__number")]


def test_the_first_line_starts_its_task_in_the_name_of_the_system(cast, measured):
    (entry,) = fed(cast.own, ["staff"], ON)
    assert (entry.verb, entry.by, entry.by_name, entry.text) == ("start", None, "", "台账已有记录")
    assert states(measured, cast.own) == ["in_progress", "not_started", "not_started"]
    assert states(measured, cast.foreign) == ["not_started"] * 3
    assert list(book.faults(Plan.objects.get())) == []


def test_the_line_is_kept_in_one_language_whoever_fills_the_ledger(cast, measured):
    with translation.override("en"):
        assert fed(cast.own, ["staff"], ON)[0].text == "台账已有记录"


def test_one_line_may_start_several_tasks(cast, measured):
    assert [entry.obligation.task.number for entry in fed(cast.own, ("staff", "items"), ON)] == [1, 2]
    assert list(book.faults(Plan.objects.get())) == []


def test_the_next_lines_start_nothing(cast, measured):
    fed(cast.own, ["staff"], ON)
    assert fed(cast.own, ["staff"], ON) == [] and Entry.objects.filter(verb="start").count() == 1


@pytest.mark.parametrize("state", ["in_progress", "submitted", "returned", "done"])
def test_what_has_begun_is_left_alone(cast, measured, state):
    one = obligation(measured, cast.own)
    one.report(by=cast.officer, on=ON, text="进展")
    if state != "in_progress":
        one.submit(by=cast.officer, on=ON, document_number="1号")
    if state == "returned":
        one.return_for_rework(by=cast.reviewer, on=ON, text="补正")
    if state == "done":
        one.sign_off(by=cast.reviewer, on=ON)
    assert fed(cast.own, ["staff"], ON) == [] and states(measured, cast.own)[0] == state


def test_each_current_plan_is_fed_and_a_withdrawn_one_is_not(cast, measured):
    second, third = cast.plan("〔2021〕2号"), cast.plan("〔2021〕3号")
    for plan in (second, third):
        plan.tasks.filter(number=1).update(measure="staff")
    Plan.objects.filter(pk=third.pk).update(withdrawn_at=clock.now())
    assert {entry.plan for entry in fed(cast.own, ["staff"], ON)} == {measured, second}
    assert states(third, cast.own)[0] == "not_started"


def test_nobody_takes_back_what_the_system_did(cast, measured):
    fed(cast.own, ["staff"], ON)
    with pytest.raises(TransitionNotAllowed):
        obligation(measured, cast.own).undo(by=cast.officer, on=ON)


def test_a_start_that_was_undone_is_started_by_the_next_line(cast, measured):
    one = obligation(measured, cast.own)
    one.start(by=cast.officer, on=ON)
    one.undo(by=cast.officer, on=ON)
    assert len(fed(cast.own, ["staff"], ON)) == 1


def test_it_goes_back_with_the_ledgers_own_line(cast, measured):
    with pytest.raises(RuntimeError), transaction.atomic():
        fed(cast.own, ["staff"], ON)
        raise RuntimeError
    assert states(measured, cast.own)[0] == "not_started"
