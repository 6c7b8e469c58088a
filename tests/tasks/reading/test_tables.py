"""Tables as offices really keep them: merged, continued, with real dates, with notes."""

import io
import zipfile
from datetime import date, datetime

import pytest

from tasks.reading import read
from tests.tools.tables import HEADER, docx, txt, xlsx

GROUP, BUREAU = "各试点县（市、区）", "市行政审批局"


def with_formula(cell):
    """The small table with its cell B2 replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx((1, None, GROUP, "2021年")))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<c r="C2"', cell.encode() + b'<c r="C2"'))
    return target.getvalue()


def codes(notice):
    return [doubt.code for doubt in notice.warnings]


def test_an_unmerged_empty_unit_cell_is_carried_down_and_flagged_apart():
    notice = read(xlsx((1, "甲", GROUP, "2021年"), (2, "乙", None, "2021年")), name="t.xlsx")
    assert (notice.tasks[1].groups, notice.tasks[1].inherited) == ((GROUP,), True)
    assert "empty_cells" in codes(notice) and "merged_cells" not in codes(notice)


def test_a_merged_deadline_is_carried_down_too():
    notice = read(xlsx((1, "甲", GROUP, "2021年4月30日"), (2, "乙", BUREAU, None), merge="D2:D3"), name="t.xlsx")
    assert notice.tasks[1].deadline.due_on == date(2021, 4, 30)
    assert [doubt.params["column"] for doubt in notice.warnings if doubt.code == "merged_cells"] == ["deadline"]


def test_a_formula_with_its_stored_value_is_read_by_value():
    notice = read(with_formula('<c r="B2" t="str"><f>A2</f><v>挂牌</v></c>'), name="t.xlsx")
    assert notice.tasks[0].text == "挂牌"


def test_an_empty_deadline_that_is_not_merged_is_none():
    assert read(xlsx((1, "甲", GROUP, None)), name="t.xlsx").tasks[0].deadline.kind == "none"


@pytest.mark.parametrize(
    ("shown", "wording"), [("yyyy-mm-dd", "2021年3月1日"), ('yyyy"年"m"月"', "2021年3月"), ('yyyy"年"', "2021年")]
)
def test_a_date_cell_means_what_it_shows(shown, wording):
    content = xlsx((1, "甲", GROUP, datetime(2021, 3, 1)), formats={"D2": shown})
    assert read(content, name="t.xlsx").tasks[0].deadline.wording == wording


def test_a_table_continued_on_the_next_page_is_one_table():
    pages = docx([("1", "甲", GROUP, "2021年")], [("2", "乙", BUREAU, "2021年")])
    assert [task.source for task in read(pages, name="t.docx").tasks] == ["table 1, row 2", "table 2, row 1"]


def test_a_repeated_header_is_no_task():
    pages = docx([("1", "甲", GROUP, "2021年")], [HEADER, ("2", "乙", BUREAU, "2021年")])
    assert [task.number for task in read(pages, name="t.docx").tasks] == [1, 2]


def test_a_heading_within_the_table_is_left_out_aloud():
    notice = read(xlsx((1, "甲", GROUP, "2021年"), ("二、保障措施",), (2, "乙", BUREAU, "2021年")), name="t.xlsx")
    assert [task.number for task in notice.tasks] == [1, 2]
    assert [doubt.params["text"] for doubt in notice.warnings if doubt.code == "row_skipped"] == ["二、保障措施"]


def test_another_table_before_the_task_table_is_passed_over():
    content = docx([("1", "甲", GROUP, "2021年")])
    assert read(content, name="t.docx").tasks[0].text == "甲"
    names = txt(("1", "甲", GROUP, "2021年"), before="姓名\t职务\t电话\n张三\t科长\t123\n")
    assert len(read(names, name="t.txt").tasks) == 1


def test_a_missing_year_comes_from_the_day_of_issue_and_is_flagged():
    notice = read(xlsx((1, "甲", GROUP, "3月底前")), name="t.xlsx", issued_on=date(2021, 1, 4))
    assert notice.tasks[0].deadline.due_on == date(2021, 3, 31)
    assert "inferred_deadline" in codes(notice)


def test_a_month_already_past_at_issue_is_next_year_s():
    notice = read(xlsx((1, "甲", GROUP, "1月15日前")), name="t.xlsx", issued_on=date(2020, 12, 31))
    assert notice.tasks[0].deadline.due_on == date(2021, 1, 15)


@pytest.mark.parametrize("wording", ["2021年2月30日", "另行通知", "2021年5月1日—2021年4月1日", "3月底前"])
def test_what_cannot_be_read_is_kept_as_issued_and_flagged(wording):
    notice = read(xlsx((1, "甲", GROUP, wording)), name="t.xlsx")
    assert (notice.tasks[0].deadline.wording, notice.tasks[0].deadline.kind) == (wording, "unclear")
    assert "unclear_deadline" in codes(notice)


def test_known_pilots_are_counted_where_the_file_names_none():
    content = xlsx((1, "甲", f"{BUREAU}、{GROUP}", "2021年"))
    found = read(content, name="t.xlsx", known_units=("甲县", "乙县")).warnings
    (doubt,) = [doubt for doubt in found if doubt.code == "two_unit_kinds"]
    assert doubt.params["pilots"] == 2


def test_a_list_that_is_not_as_long_as_it_says_is_flagged():
    text = "市办字〔2021〕1号\n我市甲县、乙县、丙区等5个县（市、区）为试点单位。"
    notice = read(txt(("1", "甲", GROUP, "2021年"), before=text), name="t.txt")
    (doubt,) = [doubt for doubt in notice.warnings if doubt.code == "pilot_count"]
    assert doubt.params == {"stated": 5, "found": 3}
