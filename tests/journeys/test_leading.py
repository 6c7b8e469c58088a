"""A lead follows a row, asks about it and reads the answer; what was closed out is looked at again and opened."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
ASKED, ANSWERED = "请报窗口启用的具体时间。", "3月1日启用，设备已到位。"


def test_an_instruction_is_given_answered_and_read_where_it_is_followed(somebody):
    lead = somebody("lead", "/obligations/?unit=xinfeng&task=7")
    lead.clicks("标准化")
    lead.clicks("关注", lead.page.locator(".tools"))
    lead.sees("取消关注", ".tools")
    lead.page.get_by_label("批示内容").fill(ASKED)
    lead.clicks("下达批示")
    lead.sees("待反馈", "#instructions")
    lead.sees("2021年2月24日前反馈", "#instructions")
    assert lead.acts == ["标准化", "关注", "下达批示"]

    officer = somebody("xinfeng", "/workbench/")
    expect(officer.page.locator("nav a", has_text="工作台").first).to_contain_text("1")
    officer.sees(ASKED, "#unit-instructions")
    officer.clicks("反馈", officer.page.locator("#unit-instructions"))
    officer.page.locator("#instructions").get_by_label("办理情况").fill(ANSWERED)
    officer.clicks("提交反馈")
    officer.sees("已反馈", "#instructions")
    expect(officer.page.locator("nav a", has_text="工作台").first).not_to_contain_text("1")
    assert officer.acts == ["反馈", "提交反馈"]

    lead.opens("/following/")
    lead.sees("信丰县", "table.grid")
    lead.clicks("批示办理")
    lead.sees(ANSWERED, "table.grid")


def test_a_spot_check_that_fails_opens_the_row_again(somebody):
    lead = somebody("lead", "/obligations/?unit=xinfeng&standing=done&task=2")
    lead.clicks("“三定”方案、班子")
    lead.clicks("记录抽查")
    lead.page.get_by_label("调阅资料").check()
    lead.page.get_by_role("radio", name="不属实").check()
    lead.page.get_by_label("情况说明").fill("任命文件未见原件。")
    lead.clicks("保存抽查")
    lead.sees("超期", ".facts")
    lead.sees("任命文件未见原件。", ".tl")
    lead.opens("/spot-checks/?found=no")
    lead.sees("信丰县", "table.grid")
    lead.sees("不属实1次", ".meta")
