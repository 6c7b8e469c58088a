"""Figures come from whoever registered them: asked once, unknown where nobody did."""

from datetime import date
from types import SimpleNamespace

import pytest

from tasks import measures
from tasks.measures import Figure

ON = date(2021, 2, 18)
UNIT, OTHER = SimpleNamespace(pk=1), SimpleNamespace(pk=2)


def row(pk, measure, unit=UNIT, plan=1):
    task = SimpleNamespace(measure=measure)
    return SimpleNamespace(pk=pk, task=task, unit=unit, unit_id=unit.pk, plan=plan, plan_id=plan)


def test_several_figures_of_one_ledger_are_asked_for_together(ledger):
    ledger.says("staff", UNIT, 17, 78)
    ledger.says("items", OTHER, 5, 5)
    found = measures.several(["staff", "items", "staff"], None, [UNIT, OTHER], ON)
    assert {key: list(by_unit) for key, by_unit in found.items()} == {"staff": [1], "items": [2]}
    assert ledger.asked == [(["items", "staff"], [1, 2])]


def test_each_ledger_is_asked_for_its_own_figures(ledger):
    ledger.says("staff", UNIT, 17, 78)
    theirs = {"seal": {1: Figure(1, 1, True, "已启用")}}
    measures.register(["seal"], lambda keys, plan, units, on: theirs)
    assert set(measures.several(["seal", "staff"], None, [UNIT], ON)) == {"seal", "staff"}
    assert ledger.asked == [(["staff"], [1])]


def test_what_nobody_measures_is_unknown_and_not_asked_for(ledger):
    assert measures.several(["nobody", ""], None, [UNIT], ON) == {}
    assert measures.figures("nobody", None, [UNIT], ON) == {}
    assert (measures.known("nobody"), ledger.asked) == (False, [])


def test_registering_serves_all_keys_by_one_provider(ledger):
    measures.register(("a", "b"), ledger.provide)
    assert measures.known("a") and measures.known("b")


def test_the_figures_beside_a_list_are_asked_for_once_for_each_plan(ledger):
    ledger.says("staff", UNIT, 17, 78)
    ledger.says("items", OTHER, 5, 5)
    rows = [row(1, "staff"), row(2, "items"), row(3, "items", OTHER), row(4, ""), row(5, "staff", plan=2)]
    found = measures.beside(rows, ON)
    assert {pk: figure.text for pk, figure in found.items()} == {1: "17/78未达", 3: "5/5", 5: "17/78未达"}
    assert ledger.asked == [(["items", "staff"], [1, 2]), (["staff"], [1])]


@pytest.mark.parametrize(
    ("numerator", "denominator", "reached", "recorded", "tone"),
    [
        (78, 78, True, True, "done"),
        (17, 78, False, True, "over"),
        (0, 78, False, False, "over"),
        (0, 0, False, False, "idle"),
        (None, 78, False, False, "idle"),
        (None, None, False, False, "idle"),
    ],
)
def test_when_a_ledger_proves_something_and_how_its_figure_is_coloured(numerator, denominator, reached, recorded, tone):
    figure = Figure(numerator, denominator, reached, "")
    assert (figure.recorded, figure.tone) == (recorded, tone)


@pytest.mark.parametrize(("number", "recorded", "tone"), [(6, True, "doing"), (0, False, "idle")])
def test_a_count_without_a_mark_is_proof_and_never_short(number, recorded, tone):
    figure = Figure(number, number, number > 0, "", bounded=False)
    assert (figure.recorded, figure.short, figure.tone) == (recorded, False, tone)
