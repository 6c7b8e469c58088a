"""A problem from the words of a report to the pilot's confirmation, by way of the bureau and back again."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
WORDS = "综合窗口系统尚未联通，需二次录入。"


def test_a_problem_is_raised_answered_raised_again_and_confirmed(somebody):
    officer = somebody("yudu", "/workbench/")
    officer.row(9).locator("[data-row-focus]").click()
    officer.page.get_by_label("进展情况").fill("综合窗口试运行。")
    officer.page.get_by_label("存在问题").fill(WORDS)
    officer.clicks("保存进展")
    officer.sees(WORDS, ".tl")
    officer.clicks("提出问题")
    expect(officer.page.get_by_label("问题内容")).to_have_value(WORDS)
    officer.page.get_by_label("类别").select_option("一窗受理")
    officer.page.get_by_label("请求事项及对象").fill("请市局协调省级系统开放接口。")
    officer.clicks("提交问题")
    officer.sees("待受理")

    reviewer = somebody("reviewer", "/problems/")
    reviewer.clicks(WORDS)
    reviewer.clicks("受理")
    reviewer.sees("已受理", "h1")
    reviewer.clicks("转办")
    reviewer.page.get_by_label("转办单位").fill("省大数据中心")
    reviewer.page.get_by_label("系统外单位").check()
    reviewer.page.get_by_role("button", name="转办").click()
    reviewer.sees("商请", ".tl")
    answers(reviewer, "接口3月上旬开放。", "2021-03-10")

    officer.page.reload()
    officer.sees("接口3月上旬开放。", ".tl")
    officer.clicks("重新提出")
    officer.page.get_by_label("尚未解决的情况").fill("3月上旬晚于窗口启用时间。")
    officer.page.get_by_role("button", name="重新提出").click()
    officer.sees("待受理", "h1")

    reviewer.page.reload()
    reviewer.sees("3月上旬晚于窗口启用时间。", ".tl")
    answers(reviewer, "2月底前先行开放查询接口。", "2021-02-26")

    officer.opens("/problems/")
    expect(officer.page.locator("nav a", has_text="问题协调").first).to_contain_text("1")
    officer.clicks(WORDS)
    officer.clicks("确认已解决")
    officer.sees("已解决", "h1")
    assert officer.acts == [WORDS, "确认已解决"]


def answers(reviewer, text, day):
    reviewer.page.get_by_label("答复内容").fill(text)
    reviewer.page.get_by_label("解决日期").fill(day)
    reviewer.page.get_by_role("button", name="答复", exact=True).click()
    reviewer.sees("已答复", "h1")
