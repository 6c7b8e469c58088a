"""The Ganzhou notice in its three forms reads to one and the same plan."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tasks.reading import Notice, read, read_file

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
FORMS = {"docx": "notice-2020-29.docx", "txt": "notice-2020-29.txt", "xlsx": "task-table.xlsx"}
REJOINED = ("组建行政审批局。行政审批局为政府工作部门", "环节、时限至少压减50%以上", "细化推进举措，强化责任落实")


@pytest.fixture(scope="module")
def forms():
    return {form: read(FIXTURES / name, name=name) for form, name in FORMS.items()}


def tasks_without_source(notice):
    return [replace(task, source="") for task in notice.tasks]


@pytest.mark.parametrize("form", ["txt", "xlsx"])
def test_every_form_gives_the_same_tasks(forms, form):
    assert tasks_without_source(forms[form]) == tasks_without_source(forms["docx"])


def test_docx_and_txt_differ_in_nothing_but_places_digest_and_form(forms):
    def bare(notice):
        doubts = tuple(replace(doubt, source="") for doubt in notice.warnings)
        return replace(notice, tasks=(), warnings=doubts, digest="", form="")

    assert bare(forms["docx"]) == bare(forms["txt"])


def test_head_of_the_notice(forms):
    notice = forms["txt"]
    assert notice.title == "推进全市相对集中行政许可权改革试点（第三批）工作方案"
    assert (notice.document_number, notice.issuer) == ("赣市办字〔2020〕29号", "中共赣州市委办公室")
    assert notice.issued_on == date(2020, 12, 31)


def test_nineteen_pilots_in_order(forms):
    units = forms["docx"].units
    assert len(units) == 19
    assert (units[0].name, units[-1].name) == ("章贡区", "赣州蓉江新区")
    assert [unit.name for unit in units if unit.kind == "zone"] == ["赣州经开区", "赣州蓉江新区"]
    assert [unit.name for unit in units if unit.kind == "county_city"] == ["龙南市"]


def test_three_phases_with_their_days(forms):
    assert [(phase.name, phase.starts_on, phase.due_on, phase.clause) for phase in forms["docx"].phases] == [
        ("组建挂牌阶段", None, date(2021, 1, 31), "三、（一）"),
        ("人员划转阶段", date(2021, 2, 1), date(2021, 2, 28), "三、（二）"),
        ("正式运行阶段", date(2021, 3, 1), date(2021, 4, 30), "三、（三）"),
    ]


@pytest.mark.parametrize("words", REJOINED)
def test_paragraphs_broken_at_page_ends_are_rejoined(forms, words):
    assert any(words in clause.heading + "。" + clause.text for clause in forms["docx"].clauses)


def test_clauses_are_numbered_and_labelled(forms):
    clauses = forms["docx"].clauses
    assert [clause.number for clause in clauses] == list(range(1, 20))
    assert [clause.label for clause in clauses if clause.level == 1] == ["一、", "二、", "三、", "四、"]
    assert len([clause for clause in clauses if clause.level == 2]) == 12


def test_the_merged_unit_cell_reaches_rows_2_to_10_only(forms):
    for notice in forms.values():
        assert [task.number for task in notice.tasks if task.inherited] == list(range(2, 11))


def test_a_year_is_due_on_its_last_day(forms):
    deadlines = [task.deadline for task in forms["xlsx"].tasks[9:]]
    assert {(deadline.due_on, deadline.precision) for deadline in deadlines} == {(date(2021, 12, 31), "year")}


@pytest.mark.parametrize(
    ("form", "source"), [("docx", "table 1, row 4"), ("txt", "line 68"), ("xlsx", "工作任务表!A7")]
)
def test_each_task_knows_its_place_in_the_file(forms, form, source):
    assert forms[form].tasks[2].source == source


def test_the_doubts_to_be_confirmed(forms):
    assert [(doubt.code, doubt.params.get("rows", doubt.params.get("row"))) for doubt in forms["docx"].warnings] == [
        ("merged_cells", [*range(2, 11)]),
        ("two_unit_kinds", 12),
        ("year_precision", [10, 11, 12]),
        ("rest_day", None),
        ("phase_name_differs", None),
    ]


def test_rest_days_are_one_ruling_over_both_days(forms):
    (doubt,) = [doubt for doubt in forms["docx"].warnings if doubt.code == "rest_day"]
    days = {day["day"]: day["rows"] for day in doubt.params["days"]}
    assert days == {"2021-01-31": [3], "2021-02-28": [4, 5, 6]}


def test_a_working_calendar_decides_what_a_rest_day_is():
    notice = read_file(str(FIXTURES / FORMS["xlsx"]), "t.xlsx", days_on=["2021-01-31"], days_off=["2021-03-30"])
    (doubt,) = [doubt for doubt in notice["warnings"] if doubt["code"] == "rest_day"]
    assert [day["day"] for day in doubt["params"]["days"]] == ["2021-02-28", "2021-03-30"]


def test_a_notice_survives_being_stored_as_json(forms):
    for notice in forms.values():
        assert Notice.from_dict(json.loads(json.dumps(notice.as_dict()))) == notice


def test_gb18030_and_utf_16_texts_read_the_same(forms):
    text = (FIXTURES / FORMS["txt"]).read_text(encoding="utf-8")
    for encoding in ("gb18030", "utf-16"):
        assert read(text.encode(encoding), name="通知.TXT").tasks == forms["txt"].tasks
