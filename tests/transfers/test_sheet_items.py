"""The item ledger as a workbook: an item with its agreement in a row, what is locked, what stands once, departments."""

import io
import zipfile

import pytest

from transfers.facts import Change
from transfers.models import Agreement, Item
from transfers.sheets.items import ItemLedger

from .books import agreement, item, kept, on, revised
from .sheets import (
    TODAY,
    Filled,
    answered,
    at,
    confirm,
    counted,
    county,
    downloaded,
    faults,
    own_list,
    preview,
    send,
    sentences,
)

pytestmark = pytest.mark.usefixtures("the_day", "own_files")
FIVE = ("划转事项条款", "划转时间条款", "权责划分条款", "系统设备条款", "档案管理条款")


@pytest.fixture
def cast(cast):
    return county(cast)


@pytest.fixture
def own(cast, as_):
    return as_(cast.officer)


def now(code: str) -> Item:
    return Item.objects.current().with_marks(on(2, 18)).get(code=code)


def paper(item) -> Agreement | None:
    return Agreement.objects.current().filter(key=item.key).first()


def test_a_download_comes_back_unchanged(own):
    load = send(own, "items", own.get(at("download", "items")).content)
    assert counted(load) == {"found": 4, "unchanged": 4}


def test_rows_stand_by_department_and_code(own):
    rows = [(row["划出部门"], row["事项编码"]) for row in downloaded(own, "items").rows()]
    assert rows == [
        ("区发展改革委", "360104001"),
        ("区发展改革委", "360104002"),
        ("区民政局", "360107001"),
        ("区自然资源局", None),
    ]


def test_item_and_agreement_are_changed_by_one_row(own, cast):
    book = downloaded(own, "items")
    for heading in FIVE:
        book.put("360104002", heading, "第一条")
    book.put("360104002", "协议文号", "区协〔2021〕2号").put("360104002", "已写明此前受理的由原部门办结", "√")
    book.put("360104002", "划出部门签署日期", "2021.2.5").put("360104002", "行政审批局签署日期", "2021年2月5日")
    book.put("360104002", "承接日期", "2021-02-15").put("360107001", "监管责任部门", "区民政局")
    load = send(own, "items", book.content())
    assert counted(load) == {"found": 4, "changed": 2, "unchanged": 2}
    confirm(own, load)
    assert (now("360104002").is_complete, now("360104002").is_taken_over) == (True, True)
    assert (paper(now("360104002")).old_cases_stay, paper(now("360104002")).version) == (True, 1)
    assert (now("360107001").supervisor, now("360107001").version) == ("区民政局", 2)


def test_agreements_begin_only_where_something_is_said_of_them(own, cast):
    book = downloaded(own, "items").add(事项名称="地名命名审核", 划出部门="区民政局", 事项编码="360107002", 批次="2")
    book.put("360107001", "已写明此前受理的由原部门办结", "否").put("360104002", "协议进度", "会签中")
    load = send(own, "items", book.content())
    assert counted(load) == {"found": 5, "new": 1, "changed": 1, "unchanged": 3}
    confirm(own, load)
    assert [paper(now(code)) is None for code in ("360107002", "360107001", "360104002")] == [True, True, False]
    assert (now("360107002").batch, now("360107002").kind, now("360107001").version) == (2, "licence", 1)


def test_a_list_of_ones_own_finds_items_by_code_or_by_name_and_department(own, cast):
    load = send(
        own,
        "items",
        own_list(
            {"事项": "社会团体登记", "编码": "３６０１０７００１", "划出单位": "区民政局"},
            {"事项": "临时用地审批", "编码": "360114001", "划出单位": "区自然资源局"},
            {"事项": "企业投资项目核准", "编码": "", "划出单位": "区发展改革委"},
            {"事项": "企业投资项目核准", "编码": "360104009", "划出单位": "区发展改革委"},
        ),
    )
    assert counted(load) == {"found": 4, "new": 1, "changed": 2, "unchanged": 1}
    confirm(own, load)
    assert now("360107001").name == "社会团体登记"
    assert now("360114001").key == cast.nameless.key


UNSOUND = [
    ("360104002", "划出部门签署日期", "2021-03-01", "尚未到来"),
    ("360104002", "法律政策依据签收日期", "2021-02-08", "移交"),
    ("360104002", "改革前环节", "40000", "过大"),
    ("360104002", "改革前环节", "-1", "0"),
    ("360104002", "改革前环节", "6个", "不带单位"),
    ("360104002", "类别", "许可", "行政许可"),
    ("360104002", "类别", None, "不能为空"),
    ("360104002", "批次", "0", "1"),
    ("360104002", "划出部门", "区发改委", "单位名录中无此单位"),
    ("360104002", "事项编码", "360104001", "与其他行重复"),
    ("360104001", "协议进度", None, "不能为空"),
    ("360104001", "协议文号", None, "请填写协议文号"),
    ("360104002", "环节已最简理由", "法定一个环节", "改革前"),
]


@pytest.mark.parametrize(("code", "heading", "typed", "said"), UNSOUND, ids=range(len(UNSOUND)))
def test_what_cannot_be_so_is_refused_by_its_cell(own, code, heading, typed, said):
    book = downloaded(own, "items")
    place = f"{book.sheet.cell(book.row_of(code), book.places[heading]).coordinate}"
    load = send(own, "items", book.put(code, heading, typed).content())
    assert counted(load) == {"found": 4, "refused": 1, "unchanged": 3}
    assert [each[0] for each in faults(own, load)] == [f"{book.sheet.title}!{place}"]
    assert said in sentences(own, load)[0]


def test_codes_may_be_exchanged_but_none_may_stand_twice(own, cast):
    book = downloaded(own, "items")
    first, second = (book.row_of(code) for code in ("360104001", "360104002"))
    book.sheet.cell(first, book.places["事项编码"]).value = "360104002"
    book.sheet.cell(second, book.places["事项编码"]).value = "360104001"
    load = send(own, "items", book.content())
    assert counted(load) == {"found": 4, "changed": 2, "unchanged": 2}
    confirm(own, load)
    assert now("360104001").key == cast.second.key

    book = downloaded(own, "items")
    book.sheet.cell(book.row_of("360104001"), book.places["改革前环节"]).value = "六"
    book.sheet.cell(book.row_of("360104001"), book.places["事项编码"]).value = "360104003"
    book.sheet.cell(book.row_of("360104002"), book.places["事项编码"]).value = "360104001"
    book.add(事项名称="甲", 划出部门="区民政局", 事项编码="360104004").add(
        事项名称="乙", 划出部门="区民政局", 事项编码="360104004"
    )
    load = send(own, "items", book.content())
    assert counted(load) == {"found": 6, "refused": 4, "unchanged": 2}


def test_accepted_figures_are_refused_and_the_bureau_is_named(own, cast):
    kept(cast, on(2, 10), Change(Item, {"baseline_on": on(2, 10)}, cast.third.key), ruled=True)
    book = downloaded(own, "items").put("360107001", "改革前环节", 8).put("360107001", "现行环节", 3)
    load = send(own, "items", book.content())
    (_place, typed, rather), *others = faults(own, load)
    assert (typed, rather, others) == ("8", "6", [])
    assert "市局" in sentences(own, load)[0]
    answered(own, load, row=2, **{"cell-steps_before": "6"})
    assert counted(load) == {"found": 4, "changed": 1, "unchanged": 3}


def test_the_day_of_acceptance_is_not_typed(own):
    load = send(own, "items", downloaded(own, "items").put("360107001", "改革前数值确认日期", "2021-02-10").content())
    assert counted(load) == {"found": 4, "refused": 1, "unchanged": 3}


def test_a_change_of_the_agreement_alone_is_seen_as_somebody_elses(own, cast):
    book = downloaded(own, "items").put("360104001", "协议文号", "区协〔2021〕9号").put("360104001", "现行环节", 3)
    revised(cast, cast.paper, on(2, 17), number="区协〔2021〕8号")
    load = send(own, "items", book.content())
    assert counted(load) == {"found": 4, "changed": 1, "unchanged": 3, "conflicts": 1}
    _column, *texts = preview(own, load, show="conflicts").lines[0].conflicts[0]
    assert texts == ["区协〔2021〕1号", "区协〔2021〕8号", "区协〔2021〕9号"]
    confirm(own, load)
    assert (paper(now("360104001")).number, now("360104001").steps_after) == ("区协〔2021〕8号", 3)


def test_an_agreement_that_somebody_began_meanwhile_is_merged(own, cast):
    book = downloaded(own, "items").put("360104002", "档案管理条款", "第五条")
    agreement(cast, cast.second, day=on(2, 17), missing=("archives_at",))
    load = send(own, "items", book.content())
    assert counted(load) == {"found": 4, "changed": 1, "unchanged": 3}
    confirm(own, load)
    assert now("360104002").is_complete


def test_a_version_that_never_was_is_refused(own):
    book = downloaded(own, "items").put("360104001", "版本", 700_003)
    assert counted(send(own, "items", book.content())) == {"found": 4, "refused": 1, "unchanged": 3}


def test_departments_are_collected_and_who_has_not_answered_is_named(own, cast):
    archive = zipfile.ZipFile(io.BytesIO(own.get(at("parts", "items")).content))
    books = [Filled(archive.read(name)) for name in archive.namelist()]
    assert [len(book.rows()) for book in books] == [2, 1, 1]
    books[0].put("360104002", "现行环节", 2)
    books[1].add(事项名称="地名命名审核", 事项编码="360107002")
    load = send(own, "items", *(book.content() for book in books[:2]))
    assert counted(load) == {"found": 4, "new": 1, "changed": 1, "unchanged": 2}
    collected = preview(own, load).collected
    assert [part for part, _tally in collected.answered] == ["区发展改革委", "区民政局"]
    assert collected.missing == ["区自然资源局"]
    confirm(own, load)
    assert now("360107002").department == cast.civil.key


def test_a_department_speaks_for_its_own_items_alone(own):
    archive = zipfile.ZipFile(io.BytesIO(own.get(at("parts", "items")).content))
    book = Filled(archive.read(archive.namelist()[0])).put("360104002", "划出部门", "区民政局")
    assert counted(send(own, "items", book.content())) == {"found": 2, "refused": 1, "unchanged": 1}


@pytest.mark.parametrize("more", [0, 200])
def test_the_table_takes_the_same_questions_however_many_rows(cast, more, django_assert_num_queries):
    for number in range(more):
        item(cast, cast.land, name=f"第{number}项", code=f"36099{number:04}")
    ledger = ItemLedger(cast.own, TODAY)
    with django_assert_num_queries(3):
        assert len(ledger.rows()) == 4 + more
