"""The ladder: a notice is read, signed for and answered by the pilot, numbered and printed by the bureau."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
PAGE = re.compile(rb"/Type\s*/Page\b")
SAID = "办公场所已落实，2月26日前完成挂牌。"


def test_a_notice_is_signed_for_answered_numbered_and_fits_one_sheet(city, somebody):
    city.database.manage("raise_alerts")
    officer = somebody("anyuan", "/inbox/")
    officer.clicks("2月18日提醒")
    officer.clicks("挂牌", officer.page.get_by_role("region", name="督办单据"))
    sheet = officer.page.locator(".notice")
    expect(sheet).to_contain_text("督办单")
    expect(sheet).to_contain_text("已超期18天")
    officer.clicks("签收")
    expect(sheet).to_contain_text("杜小燕")
    officer.page.get_by_label("回复内容").fill(SAID)
    officer.clicks("提交回复")
    expect(sheet).to_contain_text(SAID)
    expect(officer.control("提交回复")).to_have_count(0)

    reviewer = somebody("reviewer", "/inbox/notices/")
    reviewer.clicks("安远县")
    expect(reviewer.page.locator(".notice")).to_contain_text(SAID)
    reviewer.page.get_by_label("文号").fill("赣市审批督〔2021〕1号")
    reviewer.clicks("保存文号")
    expect(reviewer.page.locator(".notice-number")).to_have_text("赣市审批督〔2021〕1号")
    assert len(PAGE.findall(reviewer.page.pdf(prefer_css_page_size=True))) == 1
