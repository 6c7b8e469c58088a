"""The bureau helps, and what is learnt goes round: a visit becomes evidence, a county's report everybody's practice."""

import pytest
from playwright.sync_api import expect

from .hands import Person

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
SEEN = "大余县事项清单已核对完毕，信丰县尚缺住建部门12项。"
SAID = "逐项附办事指南，群众一看就懂。"


def own_row(reviewer, number):
    """The bureau's own obligation, from its strip on the dashboard."""
    reviewer.page.goto("/dashboard/")
    reviewer.page.locator(".own-i", has=reviewer.page.locator(".tn", has_text=str(number))).click()
    reviewer.page.wait_for_url("**/obligations/*-*/")


def test_a_visit_is_evidence_and_a_report_becomes_everybodys_practice(live_stack, open_as):
    reviewer, dayu, yudu = (Person(open_as(live_stack, name)) for name in ("reviewer", "dayu", "yudu"))
    reviewer.opens("/units/dayu/")
    reviewer.clicks("登记调度")
    expect(reviewer.page.get_by_label("大余县")).to_be_checked()
    reviewer.page.get_by_label("信丰县").check()
    reviewer.page.get_by_label("调度情况").fill(SEEN)
    reviewer.page.get_by_label("后续安排").fill("信丰县补报12项。")
    reviewer.page.get_by_label("完成日期").fill("2021-02-25")
    reviewer.clicks("保存")
    reviewer.sees("调度已登记")
    own_row(reviewer, 11)
    reviewer.sees("已调度7次，覆盖19个试点，3项后续未办", ".measured")
    reviewer.sees(SEEN, "#main")
    reviewer.sees("台账为证，无需另附材料", "#main")

    dayu.opens("/workbench/")
    dayu.clicks("2月18日 实地调度")
    dayu.sees("信丰县补报12项。")
    expect(dayu.page.get_by_text("标记为已办")).to_have_count(0)
    dayu.opens("/workbench/")
    dayu.clicks("更新", dayu.row(8))
    dayu.types(SAID)
    dayu.presses("Control+Enter")
    expect(dayu.row(8)).to_contain_text(SAID)

    reviewer.page.goto("/units/dayu/")
    reviewer.page.locator(".ob", has_text=SAID).locator("[data-row-focus]").click()
    reviewer.page.locator("#practice").get_by_label("标题").fill("一项一指南")
    reviewer.acts = []
    reviewer.clicks("标记为经验做法")
    reviewer.sees("待推广", "#practice")
    reviewer.clicks("推广", reviewer.page.locator("#practice"))
    reviewer.sees("已向各试点推广：一项一指南")
    assert len(reviewer.acts) == 2

    yudu.opens("/dispatches/")
    yudu.clicks("经验做法")
    yudu.sees(SAID)
    expect(yudu.page.locator(".panel", has_text="一项一指南")).to_contain_text("大余县")
    own_row(reviewer, 12)
    reviewer.sees("已推广3条，待推广1条", ".measured")
    assert reviewer.page.faults == dayu.page.faults == yudu.page.faults == []
