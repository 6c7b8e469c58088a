"""任务进展表: out in the layout of the notice, filled in, taken in again; each changed row is one report."""

from datetime import date

import pytest
from django.urls import reverse

from base import clock
from base.models import SheetLoad
from tasks import sheets
from tests.base.sheetpages import confirm, file, preview
from tests.cast import at, obligation
from tests.tools.filled import Filled


@pytest.fixture(autouse=True)
def _registered():
    sheets.register()


def address(name, place="zhanggong"):
    return reverse(f"sheets:{name}", args=["progress", place])


def downloaded(client, place="zhanggong") -> Filled:
    return Filled(client.get(address("download", place)).content)


def send(client, content: bytes, place="zhanggong") -> SheetLoad:
    answer = client.post(address("upload", place), {"files": file(content, "进展.xlsx")})
    return SheetLoad.objects.get(key=answer["Location"].split("/")[-2])


def sentences(client, load) -> list[str]:
    return [fault.sentence for line in preview(client, load, show="refused").lines for fault in line.faults]


def texts(one) -> list[str]:
    return [entry.text for entry in one.entries.reports().order_by("number")]


def test_it_goes_out_as_the_table_was_issued_with_progress_beside_it(cast, plan, own, as_):
    own.report(by=cast.officer, on=at(2, 17).date(), text="方案报县委常委会", difficulty="编制不足")
    rows = downloaded(as_(cast.officer)).rows()
    assert [row["文件序号"] for row in rows] == [1, 2, 3]
    assert list(rows[0])[1:8] == [
        "文件序号",
        "工作任务",
        "责任单位（原文）",
        "完成时限",
        "现行时限",
        "状态",
        "进展情况",
    ]
    assert (rows[0]["进展情况"], rows[0]["存在问题"], rows[0]["状态"]) == ("方案报县委常委会", "编制不足", "超期")


def test_the_bureau_gets_all_units_and_a_county_its_own_alone(cast, plan, as_):
    rows = downloaded(as_(cast.reviewer), "all").rows()
    assert [(row["文件序号"], row["责任单位"]) for row in rows][:4] == [
        (1, "章贡区"),
        (1, "定南县"),
        (1, "赣州经开区"),
        (2, "章贡区"),
    ]
    assert len(rows) == 10
    county = as_(cast.officer)
    assert [county.get(address("download", place)).status_code for place in ("all", "dingnan")] == [403, 404]


def test_each_changed_row_becomes_one_report_and_the_same_file_again_changes_nothing(cast, plan, own, as_):
    client = as_(cast.officer)
    content = (
        downloaded(client)
        .put("第1项任务", "进展情况", "班子已到位")
        .put("第2项任务", "进展情况", "培训已排期")
        .content()
    )
    load = send(client, content)
    assert (load.counts["changed"], load.counts["unchanged"]) == (2, 1)
    confirm(client, load)
    assert texts(own) == ["班子已到位"] and texts(obligation(plan, cast.own, 2)) == ["培训已排期"]
    own.refresh_from_db()
    assert (own.state, own.latest.by) == ("in_progress", cast.officer)
    again = send(client, content)
    assert again.counts["unchanged"] == 3


def test_a_true_day_earlier_than_today_is_marked(cast, plan, own, as_):
    client = as_(cast.officer)
    content = (
        downloaded(client)
        .put("第1项任务", "进展情况", "已召开会议")
        .put("第1项任务", "情况日期（补录）", date(2021, 1, 20))
        .content()
    )
    confirm(client, send(client, content))
    own.refresh_from_db()
    assert (own.latest.true_on, own.latest.backfilled) == (date(2021, 1, 20), True)
    assert "补录" in client.get(f"/obligations/{own.key}/").content.decode()
    with clock.at(at(2, 19)):
        client.post(reverse("tasks:report", args=[own.key]), {"text": "今日进展", "version": own.version})
    own.refresh_from_db()
    assert (own.latest.text, own.latest.backfilled) == ("今日进展", False)


def test_what_somebody_reported_meanwhile_is_not_overwritten(cast, plan, own, as_):
    client = as_(cast.officer)
    content = downloaded(client).put("第1项任务", "进展情况", "我的进展").content()
    own.report(by=cast.colleague, on=at(2, 18).date(), text="同事的进展")
    load = send(client, content)
    assert load.counts["conflicts"] == 1
    confirm(client, load)
    assert texts(own) == ["同事的进展"]


# what happened before, what was typed where, the sentence
REFUSED = [
    ("sent", ("进展情况", "再报"), "该责任事项为“待核验”，现在不能报送进展。请略过此行。"),
    ("", ("情况日期（补录）", date(2021, 3, 1)), "日期不得晚于今日。"),
    ("", ("存在问题", "人手不足"), "请填写内容。"),
    ("", ("完成时限", "2021年6月30日"), "“完成时限”由其他记录得出，不在此处改动。请恢复原内容。"),
]


@pytest.mark.parametrize(("before", "typed", "sentence"), REFUSED)
def test_what_cannot_be_is_refused_with_its_reason(cast, plan, own, as_, before, typed, sentence):
    client = as_(cast.officer)
    book = downloaded(client)
    if before == "sent":
        own.submit(by=cast.officer, on=at(2, 18).date(), document_number="1号")
    load = send(client, book.put("第1项任务", *typed).content())
    assert sentence in sentences(client, load)
    confirm(client, load)
    assert not own.entries.filter(verb="report").exists()


def test_a_list_of_ones_own_is_told_by_its_numbers_and_adds_no_rows(cast, plan, own, as_):
    client = as_(cast.officer)
    book = downloaded(client)
    book.sheet.delete_cols(len(book.places) - 1, 2)  # without key and version
    load = send(
        client, book.put("第1项任务", "进展情况", "自制表进展").add(文件序号=9, 进展情况="多出的一行").content()
    )
    assert sentences(client, load)[-1] == "任务表中没有这一行。请下载任务进展表，在原有行内填写。"
    confirm(client, load)
    assert texts(own) == ["自制表进展"]


def test_the_bureau_takes_it_in_on_the_counties_behalf(cast, plan, own, as_):
    client = as_(cast.reviewer)
    book = downloaded(client, "all")
    row = next(row for row in book.sheet.iter_rows(min_row=book.head + 1) if row[1].value == "章贡区")
    book.sheet.cell(row[0].row, book.places["进展情况"]).value = "电话报告：已挂牌"
    confirm(client, send(client, book.content(), "all"))
    own.refresh_from_db()
    assert (own.latest.text, own.latest.on_behalf) == ("电话报告：已挂牌", True)


@pytest.mark.parametrize(("who", "status"), [("lead", 302), ("foreigner", 404), ("bureau_lead", 403), ("auditor", 403)])
def test_who_may_take_it_in(cast, plan, as_, who, status):
    content = Filled(as_(cast.officer).get(address("download")).content).content()
    answer = as_(getattr(cast, who)).post(address("upload"), {"files": file(content, "进展.xlsx")})
    assert answer.status_code == status
