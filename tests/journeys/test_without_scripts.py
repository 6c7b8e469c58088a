"""With scripts off, links and forms alone carry the work from report to close-out."""

import pytest
from playwright.sync_api import expect

from tests.tools.proofs import make_photo

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
PLAIN = {"java_script_enabled": False}


def test_report_submit_with_a_file_and_close_out(somebody):
    officer = somebody("shangyou", "/workbench/", **PLAIN)
    officer.clicks("更新", officer.row(7))
    officer.page.fill("textarea[name=text]", "标准化清单已编制。")
    officer.clicks("保存进展")
    expect(officer.row(7)).to_contain_text("标准化清单已编制。")

    officer.clicks("报请核验", officer.row(7))
    officer.page.fill("textarea[name=text]", "140项已完成标准化。")
    officer.page.fill("textarea[name=short_reason]", "其余36项已报市局审定，3月底前完成。")
    photo = {"name": "清单.jpg", "mimeType": "image/jpeg", "buffer": make_photo()}
    officer.page.set_input_files("input[type=file]", photo)
    officer.clicks("报请核验", officer.row(7).locator("form.edit"))
    assert officer.standing(7) == "待核验"

    reviewer = somebody("reviewer", "/review/", **PLAIN)
    reviewer.page.locator(".q-list a", has_text="上犹县").filter(has_text="标准化").click()
    expect(reviewer.page.locator("#proof img").first).to_be_visible()
    for box in reviewer.page.locator("#decision input[type=checkbox]").all():
        box.check()
    reviewer.page.fill("#decision textarea[name=text]", "其余36项已列入3月议程。")
    reviewer.clicks("核验通过并销号")
    reviewer.sees("上犹县 第7项：核验通过并销号")
    officer.opens("/workbench/")
    assert officer.standing(7) == "已办结"


def test_a_return_opens_a_page_with_its_reasons(somebody):
    reviewer = somebody("reviewer", "/review/", **PLAIN)
    reviewer.page.locator(".q-list a", has_text="赣县区").click()
    reviewer.clicks("退回")
    reviewer.clicks("材料不全")
    reviewer.page.locator("#dlg-return button").first.click()
    reviewer.sees("赣县区 第4项：退回")
    officer = somebody("ganxian", "/workbench/", **PLAIN)
    officer.sees("材料不全", ".ob:has-text('人员划转')")
