"""The administrator loads a changed notice through the preview; the county sees the new deadline."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from .hands import Person

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
NOTICE = settings.BASE_DIR / "fixtures" / "notice-2020-29.txt"


def changed(tmp_path):
    """The notice with another day for row 7."""
    text = NOTICE.read_text(encoding="utf-8")
    assert text.count("监管标准化\t\t2021年3月30日") == 1
    path = tmp_path / "notice-changed.txt"
    path.write_text(text.replace("监管标准化\t\t2021年3月30日", "监管标准化\t\t2021年4月15日"), encoding="utf-8")
    return path


def test_a_changed_notice_is_compared_confirmed_and_in_force(live_stack, open_as, tmp_path):
    admin, officer = (Person(open_as(live_stack, name)) for name in ("admin", "dingnan"))
    admin.opens("/plans/")
    admin.clicks("导入")
    admin.page.set_input_files("input[type=file]", changed(tmp_path))
    admin.clicks("识别文件")
    expect(admin.page.locator("del").first).to_have_text("2021-03-30")
    expect(admin.page.locator("ins").first).to_have_text("2021-04-15")
    admin.clicks("生效")
    admin.sees("尚未生效")
    for box in admin.page.locator("input[name=seen]").all():
        box.check()
    admin.clicks("生效")
    admin.page.wait_for_url("**/plans/*/")
    officer.opens("/workbench/")
    expect(officer.row(7)).to_contain_text("4月15日")
    officer.row(7).locator("[data-row-focus]").click()
    officer.sees("2021-03-30 → 2021-04-15", ".tl")
    assert officer.page.faults == []
