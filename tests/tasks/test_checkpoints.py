"""System checkpoints compare stored data: another row's state, a figure of the day."""

import json

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from tasks.checkpoints import figures_of, is_rule, met
from tasks.models import Checkpoint
from tests.cast import Cast, at, obligation

ON = at(2, 18).date()
PLAN = "ganzhou-2020-29.plan.json"


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def plan(cast):
    return cast.plan()


@pytest.mark.parametrize(
    ("rule", "sound"),
    [
        ("task_submitted:2", True),
        ("task_submitted:二", False),
        ("task_submitted:", False),
        ("measure:staff", True),
        ("measure:staf", False),
        ("measure:", False),
        ("measure", False),
        ("measured:staff", False),
        ("", False),
    ],
)
def test_a_rule_is_one_that_can_be_asked(ledger, rule, sound):
    ledger.serves("staff")
    assert is_rule(rule) is sound


def holds(one, rule) -> bool:
    point = Checkpoint.objects.create(task=one.task, order=1, text="系统", kind="system", rule=rule)
    return met(point, one, set(), figures_of(one, ON, [point]))


@pytest.mark.parametrize(("said", "held"), [((78, 78), True), ((17, 78), False), ((0, 0), False), (None, False)])
def test_a_measure_holds_when_its_figure_is_known_and_reached(cast, plan, ledger, said, held):
    ledger.serves("staff")
    ledger.says("staff", cast.foreign, 5, 5)
    if said:
        ledger.says("staff", cast.own, *said)
    assert holds(obligation(plan, cast.own), "measure:staff") is held


def test_a_measure_that_nobody_registers_does_not_hold(cast, plan, ledger):
    assert not holds(obligation(plan, cast.own), "measure:staff")


def test_another_row_holds_once_it_is_sent(cast, plan):
    one = obligation(plan, cast.own)
    assert not holds(one, "task_submitted:2")
    obligation(plan, cast.own, 2).submit(by=cast.officer, on=ON, document_number="1号")
    assert met(one.task.checkpoints.get(), one, set(), {})


def test_all_figures_of_a_row_and_its_points_are_asked_for_together(cast, measured, ledger):
    one = obligation(measured, cast.own)
    for order, key in enumerate(("staff", "items")):
        Checkpoint.objects.create(task=one.task, order=order, text=key, kind="system", rule=f"measure:{key}")
    ledger.says("staff", cast.own, 5, 5)
    assert [str(point) for point in one.unmet_checkpoints(ON)] == ["items"]
    assert ledger.asked == [(["items", "staff"], [cast.own.pk])]


def test_closing_out_over_a_figure_below_its_floor_needs_a_sentence(cast, measured, ledger):
    one = obligation(measured, cast.own)
    Checkpoint.objects.create(task=one.task, order=1, text="人员占比", kind="system", rule="measure:staff")
    ledger.says("staff", cast.own, 17, 78)
    one.submit(by=cast.officer, on=ON, short_reason="编制冻结")
    with pytest.raises(ValidationError, match="人员占比"):
        one.sign_off(by=cast.reviewer, on=ON)
    ledger.says("staff", cast.own, 78, 78)
    assert one.sign_off(by=cast.reviewer, on=ON).detail["open"] == []


def test_the_notice_is_measured_by_its_ledgers():
    data = json.loads((settings.BASE_DIR / "fixtures" / PLAN).read_text(encoding="utf-8"))
    measured = {task["number"]: task["measure"] for task in data["tasks"] if task["measure"]}
    compared = {
        (task["number"], point["rule"])
        for task in data["tasks"]
        for point in task["checkpoints"]
        if point["kind"] == "system"
    }
    assert measured == {
        3: "plates_up",
        4: "staff_transferred",
        5: "staff_trained",
        6: "joint_meetings",
        7: "items_standardised",
        8: "items_transferred",
        9: "burden_cut",
        10: "items_supervised",
        11: "dispatches",
        12: "practices",
    }
    assert compared == {
        (3, "measure:plates_up"),
        (3, "task_submitted:2"),
        (4, "measure:staff_transferred"),
        (5, "measure:staff_trained"),
        (7, "measure:items_standardised"),
        (8, "measure:agreements_complete"),
        (8, "measure:items_taken_over"),
        (9, "measure:burden_cut"),
        (10, "measure:items_supervised"),
    }
