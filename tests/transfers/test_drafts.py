"""Drafts of agreements in Word, and the ledger of a day as a PDF."""

import io

import docx
import pytest
from django.urls import reverse
from django.utils import translation

from base import clock
from base.models import AuditRecord
from transfers.book import Book
from transfers.drafts import HEADINGS, drafts_of
from transfers.facts import Change
from transfers.models import Agreement

from ..tools.papers import words_of
from .books import agreement, department, item, kept, on, revised

pytestmark = pytest.mark.usefixtures("the_day")


@pytest.fixture
def two(cast):
    """Two items of two departments."""
    first, second = department(cast), department(cast, name="区民政局", order=2)
    more = {"supervisor": "区发展改革委综合股", "supervisor_contact": "张某 0797-000000", "laws_handed_on": on(1, 20)}
    return [item(cast, first, **more), item(cast, second, name="社会团体成立登记", code="360107001")]


def drafts(client, cast, *items, query="", **data):
    rows = [f"{one.key}.1.0" for one in items]
    return client.post(reverse("transfers:drafts", args=[cast.own.key]) + query, {"row": rows, **data})


def read(content):
    return docx.Document(io.BytesIO(content))


def text_of(doc):
    cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
    return "\n".join([each.text for each in doc.paragraphs] + cells)


def test_a_draft_has_the_five_headed_contents_filled_from_the_ledger(cast, as_, two):
    answer = drafts(as_(cast.officer), cast, two[0])
    doc = read(answer.content)
    assert [each.text for each in doc.paragraphs if each.style.name == "Heading 1"] == list(HEADINGS)
    text = text_of(doc)
    for said in (
        "章贡区行政许可事项划转协议",
        "甲方（划出单位）：区发展改革委",
        "乙方（承接单位）：章贡区行政审批局",
        "企业投资项目核准",
        "360104001",
        "行政许可",
        "赣市办字〔2020〕29号",
        "区发展改革委综合股",
        "张某 0797-000000",
        "2021年1月20日",
        "仍由甲方依法办结",
        "法律政策依据",
        "甲方（盖章）",
    ):
        assert said in text, said


# the agreement's day, the item's cut-over day -> what stands in the draft
@pytest.mark.parametrize(
    ("named", "cut", "said"),
    [
        (None, None, "划转之日为　　　　年　　月　　日。"),
        (None, on(3, 1), "划转之日为2021年3月1日。"),
        (on(2, 26), on(3, 1), "划转之日为2021年2月26日。"),
    ],
)
def test_the_day_is_the_ledgers_or_a_blank(cast, two, named, cut, said):
    revised(cast, two[0], on(2, 10), cut_over_on=cut)
    if named:
        kept(cast, on(2, 10), Change(Agreement, {"transfer_on": named}, two[0].key))
    book = Book(cast.own, clock.today())
    assert said in text_of(read(drafts_of(book, [one for one in book.items if one.key == two[0].key])))


def test_a_selection_is_one_file_with_an_agreement_each(cast, as_, two):
    doc = read(drafts(as_(cast.officer), cast, *two).content)
    assert [each.text for each in doc.paragraphs if each.style.name == "Title"] == ["章贡区行政许可事项划转协议"] * 2
    assert "社会团体成立登记" in text_of(doc)


def test_all_that_the_filter_shows_are_drawn_up(cast, as_, two):
    agreement(cast, two[0])
    doc = read(drafts(as_(cast.officer), cast, query="?show=unsigned", every="1").content)
    assert "社会团体成立登记" in text_of(doc)
    assert "企业投资项目核准" not in text_of(doc)


def test_the_day_of_the_draft_is_noted_where_nobody_has_signed(cast, as_, two):
    agreement(cast, two[0])
    client = as_(cast.officer)
    for _ in range(2):
        assert drafts(client, cast, *two).status_code == 200
    noted = dict(Agreement.objects.current().values_list("key", "drafted_on"))
    assert noted == {two[0].key: None, two[1].key: clock.today()}
    assert Agreement.objects.filter(key=two[1].key).count() == 1


def test_the_paper_is_chinese_whatever_language_is_read(cast, as_, two):
    with translation.override("en"):
        book = Book(cast.own, clock.today())
        text = text_of(read(drafts_of(book, book.items)))
    assert "行政许可" in text and "licence" not in text


def test_the_same_ledger_gives_the_same_bytes(cast, two):
    assert len({drafts_of(Book(cast.own, clock.today()), Book(cast.own, clock.today()).items) for _ in range(2)}) == 1


def test_a_download_is_an_export_in_the_audit_log_under_its_name(cast, as_, two):
    answer = drafts(as_(cast.officer), cast, *two)
    assert "%E7%AB%A0%E8%B4%A1%E5%8C%BA" in answer["Content-Disposition"]
    one = AuditRecord.objects.get(act=AuditRecord.Act.EXPORT)
    assert (one.what, one.detail["items"]) == ("章贡区划转协议草稿-20210218.docx", 2)


def test_nothing_chosen_is_no_paper(cast, as_, two):
    answer = drafts(as_(cast.officer), cast)
    assert answer.status_code == 422
    assert answer.context["tried"].non_field_errors()


def test_whoever_cannot_keep_the_ledger_draws_up_nothing(cast, as_, two):
    assert drafts(as_(cast.reviewer), cast, *two).status_code == 403
    assert drafts(as_(cast.foreigner), cast, *two).status_code == 404
    assert not Agreement.objects.exists()


def test_the_ledger_of_a_day_is_frozen_as_a_pdf(cast, as_, two):
    agreement(cast, two[0])
    as_of = dict.fromkeys(("2021-01-25", "2021-02-18"))
    for day in as_of:
        answer = as_(cast.reviewer).get(reverse("transfers:items_pdf", args=[cast.own.key]) + f"?on={day}")
        assert answer["Content-Type"] == "application/pdf"
        as_of[day] = words_of(answer.content)
        assert "企业投资项目核准" in as_of[day] and "社会团体成立登记" in as_of[day]
    assert "区协〔2021〕1号" in as_of["2021-02-18"]
    assert "区协〔2021〕1号" not in as_of["2021-01-25"]
