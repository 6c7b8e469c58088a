"""More time: asked for and decided. And chasing: one, then all."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def asks(somebody, username, number, day, reason):
    officer = somebody(username, "/workbench/")
    officer.row(number).locator("[data-row-focus]").click()
    officer.page.locator("#extension input[type=date]").fill(day)
    officer.page.locator("#extension").get_by_label("理由").fill(reason)
    officer.clicks("提交申请")
    officer.sees("待市局审批", "#extension")
    return officer


def test_an_extension_is_asked_for_and_granted_in_two_clicks(somebody):
    officer = asks(somebody, "longnan", 8, "2021-05-20", "事项清单尚在审定。")
    reviewer = somebody("reviewer", "/dashboard/")
    reviewer.page.goto("/review/extensions/")
    request = reviewer.page.locator("section.panel", has_text="龙南市")
    expect(request).to_contain_text("事项清单尚在审定。")
    reviewer.clicks("同意延期", request)
    expect(reviewer.page.locator("section.panel", has_text="龙南市")).to_have_count(0)
    officer.opens("/workbench/")
    expect(officer.row(8).locator(".was")).to_have_text("4月30日")
    expect(officer.row(8)).to_contain_text("5月20日")


def test_an_extension_is_refused_with_a_reason_that_the_unit_reads(somebody):
    officer = asks(somebody, "nankang", 9, "2021-06-30", "系统改造延迟。")
    reviewer = somebody("reviewer", "/review/extensions/")
    request = reviewer.page.locator("section.panel", has_text="南康区")
    reviewer.clicks("不同意", request)
    request.locator("details textarea").fill("请先压减其余事项。")
    request.locator("details button").click()
    expect(reviewer.page.locator("section.panel", has_text="南康区")).to_have_count(0)
    officer.page.reload()
    officer.sees("请先压减其余事项。")


def test_one_click_chases_one_and_another_all_that_are_left(somebody):
    reviewer = somebody("reviewer", "/dashboard/")
    reviewer.clicks("催办", reviewer.page.locator(".attn li", has_text="会昌县"))
    reviewer.sees("会昌县 第3项已催办")
    assert reviewer.page.url.endswith("/dashboard/") and len(reviewer.acts) == 1
    reviewer.clicks("全部催办")
    reviewer.sees("已催办3项")
    assert not reviewer.page.get_by_text("全部催办").count()
    officer = somebody("huichang", "/workbench/")
    officer.row(3).locator("[data-row-focus]").click()
    expect(officer.page.locator(".tl li", has_text="催办")).to_have_count(1)
