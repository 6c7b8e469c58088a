"""What is entered in a ledger moves the figure of its task, on the unit's own page, at once."""

import pytest
from playwright.sync_api import expect

from .hands import Person

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
# The demo's one agreement of 定南县 that is signed and lacks a content;
# two complete ones that nobody has cut over.
LACKING, COMPLETE, PLANNED = "政府投资项目建议书审批", "企业投资项目核准", "固定资产投资项目节能审查"


def figure(person: Person, number: int) -> str:
    """The figure that stands in the task's row."""
    person.opens("/workbench/")
    return person.row(number).locator(".figure summary b").inner_text()


def test_the_fifth_content_and_the_cut_over_raise_the_two_figures_of_row_8(somebody):
    officer = somebody("dingnan", "/workbench/")
    assert figure(officer, 8) == "协议完整11/186，已承接0/186"
    officer.opens(f"/items/?q={LACKING}")
    row = officer.page.locator("main tbody", has_text=LACKING)
    expect(row).to_contain_text("档案管理")
    officer.clicks("补正", row)
    officer.page.locator("input[name=archives_at]").fill("补充协议第一条")
    officer.clicks("保存", row)
    expect(row).not_to_contain_text("档案管理")
    assert len(officer.acts) == 2
    assert figure(officer, 8) == "协议完整12/186，已承接0/186"

    officer.opens(f"/items/?q={COMPLETE}")
    officer.clicks(COMPLETE)
    handover = officer.page.locator("#handover")
    handover.locator("input[name=cut_over_on]").fill("2021-02-18")
    officer.clicks("保存", handover)
    expect(officer.page.locator("#handover .aside .tag")).to_have_class("tag done")
    assert len(officer.acts) == 2
    assert figure(officer, 8) == "协议完整12/186，已承接1/186"


def test_a_plan_to_cut_over_raises_no_figure(somebody):
    officer = somebody("dingnan", "/workbench/")
    before = figure(officer, 8)
    officer.opens(f"/items/?q={PLANNED}")
    officer.clicks(PLANNED)
    handover = officer.page.locator("#handover")
    handover.locator("input[name=cut_over_on]").fill("2021-03-18")
    officer.clicks("保存", handover)
    expect(officer.page.locator("#handover .aside")).to_contain_text("3月18日")
    assert figure(officer, 8) == before


def test_a_person_on_the_roster_raises_the_figure_of_row_4_and_lowers_what_is_missing(somebody):
    officer = somebody("dingnan", "/workbench/")
    assert figure(officer, 4) == "17/78 21.8%，差7人"
    officer.opens("/staff/")
    officer.clicks("登记划转人员")
    page = officer.page
    page.locator("input[name=name]").fill("易水生")
    page.locator("select[name=department]").select_option(label="县教育科技体育局")
    page.locator("input[name=document_number]").fill("定组字〔2021〕18号")
    for name, day in (("document_on", "2021-02-17"), ("arrived_on", "2021-02-18")):
        page.locator(f"input[name={name}]").fill(day)
    officer.clicks("保存")
    page.wait_for_url("**/staff/dingnan/")
    assert len(officer.acts) == 2
    assert figure(officer, 4) == "18/78 23.1%，差6人"
    officer.opens("/staff/?q=易水生")
    officer.sees("定组字〔2021〕18号", "#roster")


def test_a_count_put_before_the_bureau_is_accepted_from_the_review_queue(somebody):
    officer = somebody("anyuan", "/workbench/")
    officer.row(4).locator(".figure summary").click()
    expect(officer.row(4)).to_contain_text("82（待市局确认）")
    reviewer = somebody("reviewer", "/review/")
    waiting = reviewer.page.locator(".q-list.fixed li", has_text="安远县")
    reviewer.clicks("安远县", waiting)
    reviewer.clicks("同意")
    reviewer.sees("已同意")
    assert len(reviewer.acts) == 2
    reviewer.opens("/review/")
    expect(waiting).to_have_count(0)
    officer.opens("/workbench/")
    officer.row(4).locator(".figure summary").click()
    expect(officer.row(4).locator(".made-of")).to_contain_text("原审批人员")
    expect(officer.row(4)).not_to_contain_text("待市局确认")
    officer.opens("/staff/anyuan/departments/")
    assert not officer.page.locator("form.panel input[name$=staff]").count()
    officer.sees("已确认", "h1")
