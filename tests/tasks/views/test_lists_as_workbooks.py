"""Each list as a workbook: the rows of the page, as filtered, of the day looked at."""

from datetime import date

import pytest

from tasks.meetings import Decided
from tasks.models import JointMeeting
from tests.cast import at
from tests.tasks.problems import raised
from tests.tools.filled import Filled

ON = date(2021, 2, 18)


@pytest.fixture
def told(cast, plan, own):
    """A report, a problem, a meeting with a decision, a visit, a practice; all of the 18th of February."""
    own.report(by=cast.officer, on=ON, text="推行容缺受理", difficulty="人手不足")
    raised(cast, plan, when=at(2, 18, 9), text="人手不足")
    where = {"plan": plan, "unit": cast.own, "held_on": ON, "subject": "第一次会议"}
    JointMeeting.record(by=cast.officer, on=ON, decisions=[Decided("派员支援", "区人社局", date(2021, 2, 20))], **where)
    visit = {"kind": "visit", "held_on": ON, "text": "查看现场", "units": [cast.own]}
    plan.record_dispatch(by=cast.reviewer, on=ON, **visit)
    practice = own.mark_practice(by=cast.officer, on=ON, entry=own.entries.reports().get().number, title="容缺受理")
    practice.publish(by=cast.reviewer, on=ON)
    return own


# the address, what the first row says
LISTS = [
    (
        "/obligations/?task=1",
        {"责任单位": "章贡区", "文件序号": 1, "状态": "超期", "超期天数": 18, "进展情况": "推行容缺受理"},
    ),
    ("/obligations/?standing=in_progress", None),
    (
        "/obligations/?task=1&on=2021-01-20",
        {"责任单位": "章贡区", "状态": "未启动", "超期天数": None, "进展情况": None},
    ),
    ("/problems/", {"责任单位": "章贡区", "问题内容": "人手不足", "状态": "待受理"}),
    ("/problems/?on=2021-02-17", None),
    ("/meetings/", {"会议": "章贡区", "议定事项": "派员支援", "责任单位": "区人社局"}),
    ("/dispatches/", {"涉及试点": "章贡区", "调度情况": "查看现场"}),
    ("/dispatches/?unit=dingnan", {"涉及试点": "章贡区"}),
    ("/practices/", {"责任单位": "章贡区", "标题": "容缺受理"}),
]


@pytest.mark.parametrize(("url", "first"), LISTS)
def test_a_list_goes_out_as_it_is_filtered(told, cast, as_, url, first):
    answer = as_(cast.reviewer).get(f"{url}{'&' if '?' in url else '?'}format=xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    rows = Filled(answer.content).rows()
    found = [{name: row.get(name) for name in first or ()} for row in rows[:1]]
    assert found == ([] if first is None else [first])


def test_what_it_is_filtered_by_stands_above_it(told, cast, as_):
    sheet = Filled(as_(cast.reviewer).get("/obligations/?standing=overdue&format=xlsx").content).sheet
    assert sheet["A1"].value == "责任事项"
    assert sheet["A2"].value == "截至2021-02-18  状态: 超期"


def test_a_county_gets_its_own_rows_alone(told, cast, as_):
    rows = Filled(as_(cast.foreigner).get("/obligations/?format=xlsx").content).rows()
    assert {row["责任单位"] for row in rows} == {"定南县"}


def test_the_matrix_goes_out_in_words_with_what_is_overdue(told, cast, as_):
    book = Filled(as_(cast.reviewer).get("/dashboard/?format=xlsx").content)
    first = book.rows()[0]
    assert (first["责任单位"], first["1 任务1"], first["已办结"]) == ("章贡区", "超期18天", 0)
    assert [sheet.title for sheet in book.book.worksheets] == ["任务矩阵", "超期事项清单"]
    assert book.book.worksheets[1].cell(4, 2).value == "章贡区"
