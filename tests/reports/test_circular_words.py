"""What a circular says: figures in braces, names that are ticked, a rank somebody answers for, whom it addresses."""

import io
from datetime import UTC, datetime

import docx
import pytest

from reports.circulars import annexes, drafting
from reports.circulars import docx as word
from reports.circulars import paper as papers
from reports.circulars.consent import addresses_above
from reports.circulars.slots import groups, slots
from reports.circulars.text import lines, renewed, unknown


def unit(name, overdue=0, done=0, staff=(0, 0)):
    counted = {"due": 3, "due_done": done, "done": done, "submitted": 0, "overdue": overdue}
    return {"key": name, "name": name, "pilot": True, **counted, "measures": [list(staff)]}


def late(name, due_on="2021-01-31", first="2021-01-31"):
    row = {"key": f"{name}1", "unit": name, "number": 3, "task": "挂牌", "days": 18}
    return row | {"due_on": due_on, "first_due_on": first}


BUREAU, CITY = "市行政审批局", "赣州市"
TITLE = "推进全市相对集中行政许可权改革试点（第三批）工作方案"
SHARE = {"name": "人员划转", "task": 4, "gate": True, "bounded": True, "floors": ["30%"], "done": 41, "of": 130}
DATA = {
    "plan": {
        "title": "推进全市相对集中行政许可权改革试点（第三批）工作方案",
        "number": "赣市办字〔2020〕29号",
        "pilots": 3,
    },
    "on": "2021-02-18",
    "overall": {
        "total": 36,
        "done": 7,
        "in_progress": 20,
        "submitted": 1,
        "not_started": 6,
        "overdue": 2,
        "due": 9,
        "due_done": 7,
    },
    "phases": [
        {
            "name": "挂牌组建",
            "due_on": "2021-01-31",
            "pilots": 3,
            "passed": 1,
            "shortfall": [["超期", 2]],
            "passed_by": ["章贡区"],
        }
    ],
    "measures": [SHARE | {"reached": 2, "units": 3, "short": ["安远县"]}],
    "ahead": [{"day": "2021-02-28", "open": 5}],
    "problems": {"raised": 3, "open": 2, "waiting": 1},
    "units": [
        unit("章贡区", 0, 3, (20, 50)),
        unit("定南县", 1, 2, (21, 50)),
        unit("安远县", 1, 2, (0, 30)),
    ],
    "overdue": [late("定南县"), late("安远县", "2021-02-10")],
}


def printed(text, naming=()):
    return [line.text for line in lines(text, slots(DATA, naming))]


# typed, kept, printed
BRACES = [
    ("已办结{已办结}项", "已办结{已办结 7}项", "已办结7项"),
    ("已办结{已办结 70}项", "已办结{已办结 7}项", "已办结7项"),
    ("已办结｛ 已办结　｝项", "已办结{已办结 7}项", "已办结7项"),
    ("占{办结率}，{截止日}", "占{办结率 19.4%}，{截止日 2021年2月18日}", "占19.4%，2021年2月18日"),
    ("{没有}", "{没有}", "{没有}"),
]


@pytest.mark.parametrize("typed, kept, shown", BRACES)
def test_a_figure_in_braces_is_that_of_the_snapshot_whatever_is_typed(typed, kept, shown):
    assert renewed(typed, slots(DATA)) == kept
    assert printed(kept) == [shown]


def test_a_name_that_no_figure_has_is_told():
    assert unknown("{已办结}{没有}{也没有 3}{没有}", slots(DATA)) == ["没有", "也没有"]


# what the bureau answers for, how a draft says all of it
PLACES = [("赣州市", "全市"), ("模拟省", "全省"), ("章贡区", "全区"), ("延边州", "全州"), ("高新园", ""), ("", "")]


@pytest.mark.parametrize("place, said", PLACES)
def test_a_draft_speaks_of_the_place_and_the_bureau_of_its_plan(place, said):
    draft = printed(drafting.text(DATA, "省行政审批局", place))
    assert any(line.startswith(f"{said}36项责任事项中，") for line in draft)
    assert "市行政审批局" not in "".join(draft) and "省行政审批局按时答复" in "".join(draft)


def test_nobody_is_named_until_ticked():
    text = "涉及{超期试点}。"
    assert printed(text) == ["涉及2个试点。"]
    assert printed(text, ["超期试点"]) == ["涉及定南县、安远县。"]
    assert [group.name for group in groups(DATA)] == ["超期试点", "人员划转未达标试点", "挂牌组建已达标试点"]
    assert not any(
        name in "".join(printed(drafting.text(DATA, BUREAU, CITY))) for name in ("定南县", "安远县", "章贡区")
    )


def test_headings_are_known_by_their_numbers():
    heading, lead, plain = lines("一、总体进展\n（一）挂牌。已挂牌{试点}个。\n  其他。", slots(DATA))
    assert heading.heading and not lead.heading and not plain.heading
    assert [(run.text, run.lead) for run in lead.runs] == [
        ("（一）挂牌。", True),
        ("已挂牌", False),
        ("3", False),
        ("个。", False),
    ]
    assert plain.text == "其他。"


def test_the_draft_uses_figures_that_exist_alone():
    draft = drafting.text(DATA, BUREAU, CITY)
    assert unknown(draft, slots(DATA)) == []
    assert draft == renewed(draft, slots(DATA))
    assert "超期{超期 2}项，涉及{超期试点 2个试点}。" in draft


# who is late, what the draft says of it
LATE = [
    (["定南县", "安远县"], "超期2项，涉及2个试点。"),
    (["章贡区", "定南县", "安远县"], "超期2项，涉及3个试点。"),
    (["赣州市行政审批局"], "超期2项。"),
]


@pytest.mark.parametrize("names, said", LATE, ids=["some", "all", "the bureau"])
def test_whoever_is_late_no_braces_are_printed(names, said):
    data = DATA | {"overdue": [late(name) for name in names]}
    found = slots(data)
    draft = drafting.text(data, BUREAU, CITY)
    assert unknown(draft, found) == []
    assert said in "".join(line.text for line in lines(draft, found))


def test_names_with_spaces_have_their_figures_and_twelve_phases_their_numerals():
    phase = DATA["phases"][0]
    phases = [phase | {"name": f"第{at}阶段 挂牌"} for at in range(1, 13)]
    data = DATA | {
        "phases": phases,
        "measures": [SHARE | {"name": "综窗 OA 建设", "reached": 2, "units": 3, "short": []}],
    }
    draft = drafting.text(data, BUREAU, CITY)
    assert unknown(draft, slots(data)) == []
    assert "（十二）第12阶段 挂牌。时限{第12阶段挂牌时限 2021年1月31日}" in draft


def test_a_title_follows_from_the_plan_and_breaks_before_its_bracket():
    assert drafting.title(TITLE) == "关于全市相对集中行政许可权改革试点\n（第三批）工作进展情况的通报"
    assert drafting.title("关于印发《放管服改革实施方案》的通知", "情况") == "放管服改革工作进展情况"


# addressed to, whose consent is asked for
ADDRESSED = [
    ("各试点县（市、区）行政审批局（领导小组办公室）", ""),
    ("各县（市、区）人民政府", "政府"),
    ("定南县委、县政府", "县委"),
    ("赣州经开区管委会", "管委会"),
    ("各县（市、区）委、市直各单位", "区委"),
    ("赣州经开区工委", "工委"),
    ("各县委编办、政府服务中心", ""),
    ("各县委机构编制委员会办公室", ""),
]


@pytest.mark.parametrize("recipients, above", ADDRESSED)
def test_party_and_government_are_not_instructed_by_a_bureau(recipients, above):
    assert addresses_above(recipients) == above


def test_the_progress_table_keeps_the_notices_order_and_sums_up():
    table = annexes.progress(DATA, ranked=False)
    assert [row[0] for row in table.rows] == ["章贡区", "定南县", "安远县", "合计"]
    assert table.head[-1] == "人员划转率"
    assert table.rows[0] == ["章贡区", "3", "3", "3", "", "", "40.0%"]
    assert table.rows[-1] == ["合计", "9", "7", "7", "", "2", "31.5%"]
    assert "排名" not in "".join([*table.head, table.note])


def test_a_rank_goes_by_overdue_then_closed_out_then_share():
    table = annexes.progress(DATA, ranked=True)
    assert [row[:2] for row in table.rows] == [["1", "章贡区"], ["2", "定南县"], ["3", "安远县"], ["", "合计"]]
    assert "排名依次比较" in table.note


def test_the_overdue_list_says_the_reviewers_reasons_alone():
    table = annexes.overdue(DATA, {"安远县1": annexes.REASONS[2]})
    assert table.rows == [
        ["1", "定南县", "挂牌", "1月31日", "18天", ""],
        ["2", "安远县", "挂牌", "延至2月10日", "18天", annexes.REASONS[2]],
    ]


def test_the_imprint_hangs_under_a_table_that_fits_and_under_no_other():
    short, long = (
        [late(f"县{at}") | {"task": "建立健全审批与监管协调联动机制" * n} for at in range(20)] for n in (0, 4)
    )
    assert [_parts_with_table(rows) for rows in (short, long)] == [[True, True], [True, True, False]]


def _parts_with_table(rows) -> list[bool]:
    """Of the parts of a circular after its text, whether a table stands there; the imprint is in the last of them."""
    found = annexes.annexes(DATA | {"overdue": rows}, [annexes.OVERDUE], {}, False)
    body = lines("\n".join(["全市工作。" * 10] * 4), {})
    words = ("赣州市行政审批局文件", "7号", "关于工作进展情况的通报", "各单位")
    made = papers.Paper(*words, body, found, "赣州市行政审批局", "2021年2月18日", "", "赣州市行政审批局办公室")
    parts, part = [], []
    for each in docx.Document(io.BytesIO(word.docx(made, datetime(2021, 2, 18, tzinfo=UTC)))).element.body:
        part.append(each.tag.endswith("}tbl"))
        if each.xpath("self::w:sectPr | .//w:sectPr"):
            parts.append(any(part))
            part = []
    return parts[1:]


def test_annexes_with_nothing_in_them_stay_away_and_the_table_always_goes():
    calm = DATA | {"overdue": []}
    assert [annex.name for annex in annexes.annexes(calm, [annexes.OVERDUE], {}, False)] == [annexes.PROGRESS]
