"""An officer reports: from the unit's own page, in at most three actions, typing not counted (DESIGN-UI 8)."""

import pytest
from playwright.sync_api import expect

from tests.tools.proofs import make_pdf, make_photo

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def test_progress_takes_one_click_and_one_chord(somebody):
    officer = somebody("dingnan", "/workbench/")
    officer.clicks("更新", officer.row(4))
    officer.types("第三批3人到岗，累计20人。")
    officer.presses("Control+Enter")
    officer.sees("第三批3人到岗，累计20人。", ".ob.saved")
    assert len(officer.acts) == 2


def test_progress_takes_two_clicks_without_the_chord(somebody):
    officer = somebody("dingnan", "/workbench/")
    officer.clicks("更新", officer.row(7))
    officer.types("审批条件梳理完毕。")
    officer.clicks("保存进展")
    officer.sees("审批条件梳理完毕。", ".ob.saved")
    assert len(officer.acts) == 2


def test_a_photo_is_sent_for_verification_in_three_actions(somebody):
    officer = somebody("anyuan", "/workbench/")
    officer.clicks("报请核验", officer.row(6))
    officer.types("联席会议制度已建立，首次会议已召开。")
    officer.drops("会议现场.jpg", make_photo(), officer.row(6))
    officer.clicks("报请核验", officer.row(6).locator("form.edit"))
    expect(officer.row(6)).to_contain_text("2月18日报请核验")
    assert officer.standing(6) == "待核验"
    assert len(officer.acts) == 3


def test_what_is_overdue_is_sent_as_quickly(somebody):
    officer = somebody("dingnan", "/workbench/")
    assert officer.standing(2) == "超期"
    officer.clicks("报请核验", officer.row(2))
    officer.types("“三定”方案已印发。")
    officer.drops("三定方案.pdf", make_pdf(), officer.row(2))
    officer.presses("Control+Enter")
    expect(officer.row(2)).to_contain_text("2月18日报请核验")
    assert len(officer.acts) == 3


def test_starting_takes_one_click(somebody):
    officer = somebody("dingnan", "/workbench/")
    officer.clicks("启动", officer.row(9))
    expect(officer.row(9).locator("text=报请核验")).to_be_visible()
    assert (officer.standing(9), len(officer.acts)) == ("推进中", 1)


def test_the_photo_is_kept_without_its_traces_and_with_its_moment(somebody):
    officer = somebody("rongjiang", "/workbench/")
    officer.clicks("报请核验", officer.row(6))
    officer.types("首次联席会议已召开。")
    officer.drops("签到.jpg", make_photo(), officer.row(6))
    officer.clicks("报请核验", officer.row(6).locator("form.edit"))
    expect(officer.row(6)).to_contain_text("2月18日报请核验")
    officer.clicks("查看", officer.row(6))
    proof = officer.page.locator("#obligation .thumb").first
    expect(proof).to_contain_text("拍摄1月29日 10:15")
    kept = officer.page.request.get(proof.get_attribute("href")).body()
    assert kept.startswith(b"\xff\xd8") and b"SERIAL" not in kept and b"GPS" not in kept


def test_a_foreign_page_says_no_more_than_that_there_is_none(somebody, city):
    officer = somebody("dingnan", "/workbench/")
    for path in ("/units/anyuan/", "/units/nowhere/"):
        assert officer.page.goto(path).status == 404
        officer.sees("页面不存在，或不在您的权限范围内")
        assert "安远" not in officer.page.content()
    officer.page.faults.clear()
