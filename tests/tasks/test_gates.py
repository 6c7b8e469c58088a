"""The gate of a phase: how near each pilot is, and what a figure that nobody measures does to it."""

from datetime import date
from types import SimpleNamespace

import pytest

from tasks.gates import AtGate, at_gate, gates
from tasks.standing import Position

ON = date(2021, 2, 18)
LATER, PASSED = date(2021, 2, 28), date(2021, 1, 31)

POSITIONS = {
    "done": Position("done", PASSED, PASSED, done_on=PASSED),
    "submitted": Position("submitted", PASSED, PASSED, submitted_on=PASSED),
    "in_progress": Position("in_progress", LATER, LATER),
    "returned": Position("returned", LATER, LATER),
    "extended": Position("in_progress", PASSED, LATER),
    "not_started": Position("not_started", LATER, LATER),
    "overdue": Position("in_progress", PASSED, PASSED),
}

CASES = [
    ("done done done", AtGate.DONE),
    ("done done submitted", AtGate.SUBMITTED),
    ("submitted submitted", AtGate.SUBMITTED),
    ("submitted in_progress", AtGate.IN_PROGRESS),
    ("done extended", AtGate.EXTENDED),
    ("done returned", AtGate.IN_PROGRESS),
    ("in_progress not_started", AtGate.IN_PROGRESS),
    ("done not_started", AtGate.IN_PROGRESS),
    ("not_started not_started", AtGate.NOT_STARTED),
    ("done submitted overdue", AtGate.OVERDUE),
    ("extended overdue", AtGate.OVERDUE),
    ("", AtGate.NOT_STARTED),
]


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_how_near_a_pilot_is_to_a_gate(rows, expected):
    assert at_gate([POSITIONS[name] for name in rows.split()], ON) is expected


@pytest.fixture
def pilots():
    return [SimpleNamespace(pk=number) for number in (1, 2, 3)]


def rows_of(pilots, *names):
    task = SimpleNamespace(pk=4)
    return [
        SimpleNamespace(unit=unit, task=task, position=POSITIONS[name])
        for unit, name in zip(pilots, names, strict=True)
    ]


def gate_of(pilots, *names, measured=()):
    phase = SimpleNamespace(plan=None, gate_measures=list(measured))
    return gates([(phase, [4])], pilots, rows_of(pilots, *names), ON)[0]


def test_the_nearest_pilots_come_first_and_the_worst_shortfall_is_named_first(pilots):
    gate = gate_of(pilots, "overdue", "done", "submitted")
    assert [at for _unit, at in gate.pilots] == [AtGate.DONE, AtGate.SUBMITTED, AtGate.OVERDUE]
    assert (gate.passed, gate.reached) == (1, False)
    assert gate.shortfall == [(AtGate.OVERDUE, 1), (AtGate.SUBMITTED, 1)]


def test_a_gate_is_reached_when_every_pilot_has_closed_out_its_tasks(pilots):
    assert gate_of(pilots, "done", "done", "done").reached


def test_a_gate_whose_measure_nobody_registers_is_not_reached(pilots):
    gate = gate_of(pilots, "done", "done", "done", measured=["nobody_counts_this"])
    assert (gate.passed, gate.reached, gate.unmeasured) == (3, False, ("nobody_counts_this",))


def test_a_registered_measure_below_its_floor_keeps_a_pilot_from_passing(pilots, ledger):
    ledger.says("staff", pilots[0], 10, 10)
    ledger.says("staff", pilots[1], 2, 10)
    gate = gate_of(pilots, "done", "done", "done", measured=["staff"])
    assert [(unit.pk, at) for unit, at in gate.pilots] == [(1, AtGate.DONE), (2, AtGate.SHORT), (3, AtGate.SHORT)]
    assert (gate.passed, gate.unmeasured, gate.reached) == (1, (), False)


def test_the_figures_of_all_gates_are_asked_for_together(pilots, ledger):
    ledger.serves("staff", "items", "seal")
    phases = [SimpleNamespace(plan=None, gate_measures=keys) for keys in (["staff"], ["items", "seal"], [])]
    rows = rows_of(pilots, "done", "done", "done")
    found = gates([(phase, [4]) for phase in phases], pilots, rows, ON)
    assert [gate.passed for gate in found] == [0, 0, 3]
    assert ledger.asked == [(["items", "seal", "staff"], [1, 2, 3])]


def test_a_phase_without_gate_tasks_has_no_gate(pilots):
    assert gates([(SimpleNamespace(gate_measures=[]), [])], pilots, [], ON) == []
