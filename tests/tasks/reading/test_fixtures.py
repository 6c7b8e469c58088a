"""The shipped plan data fits the notice it belongs to."""

import json
from pathlib import Path

import pytest

from tasks.reading import read

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
PLAN = json.loads((FIXTURES / "ganzhou-2020-29.plan.json").read_text(encoding="utf-8"))
ROWS = json.loads((FIXTURES / "pilots.json").read_text(encoding="utf-8"))
UNITS = [row["fields"] | {"pk": row["pk"]} for row in ROWS]
PILOT_KINDS = {"district", "county", "county_city", "zone"}


@pytest.fixture(scope="module")
def notice():
    return read(FIXTURES / "notice-2020-29.docx", name="notice-2020-29.docx")


def test_plan_data_belongs_to_the_notice(notice):
    assert (PLAN["document_number"], PLAN["title"]) == (notice.document_number, notice.title)


def test_every_task_cites_clauses_of_the_notice(notice):
    labels = {clause.label for clause in notice.clauses if clause.label}
    assert all(task["clauses"] and set(task["clauses"]) <= labels for task in PLAN["tasks"])


def test_plan_data_names_every_row_and_phase_once(notice):
    assert [task["number"] for task in PLAN["tasks"]] == [task.number for task in notice.tasks]
    assert [phase["name"] for phase in PLAN["phases"]] == [phase.name for phase in notice.phases]


def test_groups_of_the_table_are_known_to_the_plan(notice):
    assert {group for task in notice.tasks for group in task.groups} == set(PLAN["groups"])


def test_gates_name_rows_of_the_table(notice):
    numbers = {task.number for task in notice.tasks}
    assert all(phase["gate_tasks"] and set(phase["gate_tasks"]) <= numbers for phase in PLAN["phases"])


def test_pilots_stand_in_the_notice_s_order(notice):
    pilots = sorted((unit for unit in UNITS if unit["kind"] in PILOT_KINDS), key=lambda unit: unit["order"])
    assert [(unit["name"], unit["kind"]) for unit in pilots] == [(unit.name, unit.kind) for unit in notice.units]
    assert [unit["key"] for unit in pilots] == PLAN["pilots"]


def test_codes_exist_once_and_zones_have_none():
    codes = [unit["code"] for unit in UNITS if unit["code"]]
    assert len(codes) == len(set(codes)) == 18
    assert [unit["code"] for unit in UNITS if unit["kind"] == "zone"] == ["", ""]


def test_paths_follow_the_parents():
    paths = {unit["pk"]: unit["path"] for unit in UNITS}
    assert all(unit["path"] == paths.get(unit["parent"], "/") + f"{unit['pk']}/" for unit in UNITS)


def test_only_the_founding_row_founds_and_two_rows_are_watched():
    assert [task["number"] for task in PLAN["tasks"] if task["founding"]] == [3]
    assert [task["number"] for task in PLAN["tasks"] if task["watched"]] == [4, 6]
