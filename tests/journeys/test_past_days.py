"""A past day from the dashboard to one obligation and back; the pictures; the week's progress out of Excel and in."""

import re

import pytest
from playwright.sync_api import expect

from tests.tools.filled import Filled

from .test_workbooks import downloads, takes_in

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
# Of the demo, between the evenings of January 31 and February 10.
CLOSED_OUT = 18


def test_the_last_deadline_is_one_click_away_and_read_alone(somebody):
    reviewer = somebody("reviewer", "/dashboard/")
    page = reviewer.page
    page.get_by_title("上一节点").click()
    page.wait_for_url("**/dashboard/?on=2021-01-31")
    reviewer.sees("历史数据，只读")
    expect(page.locator(".kpi .v")).to_have_text(["211", "47", "73", "2", "2", "87", "3"])
    expect(page.locator("main form[method=post]")).to_have_count(0)
    page.locator(".matrix tbody tr", has_text="定南县").locator("td a").nth(1).click()
    page.wait_for_url("**/obligations/*/?on=2021-01-31")
    reviewer.sees("历史数据，只读")
    expect(page.locator("main form[method=post], main textarea")).to_have_count(0)
    reviewer.clicks("回到今日")
    page.wait_for_url(re.compile(r"/obligations/[^/?]+/\??$"))
    expect(page.locator("main form[method=post]")).not_to_have_count(0)
    reviewer.opens("/dashboard/?on=2020-12-31")
    reviewer.sees("未录入")
    reviewer.clicks("查看录入首日")
    page.wait_for_url("**/dashboard/?on=2021-01-04")


def test_a_tile_leads_to_its_pilot_and_the_curve_has_its_table_behind_it(somebody):
    reviewer = somebody("reviewer", "/dashboard/?on=2021-02-17")
    page = reviewer.page
    expect(page.locator(".tiles a")).to_have_count(19)
    reviewer.clicks("数据表与计算方法")
    expect(page.locator(".pictures table tr", has_text="1月31日")).to_contain_text("57")
    page.get_by_label(re.compile("^定南县 滞后")).click()
    page.wait_for_url("**/units/dingnan/?on=2021-02-17")
    reviewer.sees("应办结3项，已办1项")


def test_the_weeks_progress_is_filled_in_excel_and_becomes_reports(somebody):
    officer = somebody("chongyi", "/workbench/")
    book = Filled(downloads(officer, "下载Excel"))
    rows = [row for row in book.rows() if row["状态"] in ("推进中", "未启动")][:2]
    for row in rows:
        book.put(row["工作任务"], "进展情况", f"本周完成{row['文件序号']}号任务的部署")
    takes_in(officer, book.content())
    officer.clicks("导入2行")
    officer.page.wait_for_url("**/units/chongyi/")
    for row in rows:
        officer.sees(f"本周完成{row['文件序号']}号任务的部署")
    takes_in_again = downloads(officer, "下载Excel")
    assert [
        row["进展情况"] for row in Filled(takes_in_again).rows() if row["进展情况"] and "本周完成" in row["进展情况"]
    ] != []


def test_the_weekly_meeting_begins_with_what_changed(somebody):
    lead = somebody("lead", "/dashboard/")
    lead.clicks("变化情况")
    lead.page.wait_for_url("**/dashboard/changes/**")
    lead.page.locator("#since").fill("2021-01-31")
    lead.page.locator("#on").fill("2021-02-10")
    lead.clicks("对比")
    lead.page.wait_for_url("**since=2021-01-31&on=2021-02-10")
    lead.sees("2021年1月31日日终至2021年2月10日日终")
    closed = lead.page.locator("section", has=lead.page.locator("h2", has_text="已办结"))
    expect(closed.locator("tbody tr")).to_have_count(CLOSED_OUT)
    closed.locator("tbody a").first.click()
    lead.page.wait_for_url("**/obligations/*/**")
    lead.sees("核验通过并销号")
