"""People's pages in Chromium, against the running product: nothing is blocked, and the journeys work."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
NEW = "Copper-Kettle-31"


def log_in(page, username, password):
    page.goto("/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("main button.pri")
    page.wait_for_load_state()


def test_a_county_lead_resets_an_officer_who_then_chooses_a_password(live_stack, open_as):
    lead, officer = open_as(live_stack, "dingnan-lead"), open_as(live_stack, "dingnan")
    officer.goto("/me/")
    lead.goto("/officers/")
    lead.click("text=钟丽萍")
    lead.click("text=重置密码")
    raw = lead.inner_text("[data-password]")
    officer.reload()
    assert "/login/" in officer.url
    log_in(officer, "dingnan", raw)
    assert officer.url.endswith("/password/")
    for name, value in {"present": raw, "new": NEW, "again": NEW}.items():
        officer.fill(f"input[name={name}]", value)
    officer.click("main button.pri")
    officer.wait_for_url("**/workbench/")
    assert [lead.faults, officer.faults] == [[], []]


def test_the_administrators_pages_work_under_the_strict_policy(live_stack, open_as):
    page = open_as(live_stack, "admin")
    page.goto("/admin/tasks/task/")
    page.click("#result_list tbody a >> nth=0")
    page.click("text=添加另一个")
    added = page.locator(".inline-related:not(.empty-form)").last
    added.locator("input[name$=-text]").fill("已报领导小组审定")
    added.locator("input[name$=-order]").fill("9")
    page.click("input[name=_save]")
    page.wait_for_selector(".messagelist .success")
    page.goto("/admin/base/workingday/add/")
    page.click(".datetimeshortcuts a >> nth=0")
    assert page.input_value("#id_day")
    assert page.faults == []
