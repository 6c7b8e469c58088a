"""A county lead gives an officer a new way in: shown once, good for one entry, and the old session is over."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
CHOSEN = "Copper-Kettle-31"


def logs_in(person, username, password):
    person.page.fill("input[name=username]", username)
    person.page.fill("input[name=password]", password)
    person.page.keyboard.press("Enter")


def test_a_reset_ends_the_session_and_asks_for_a_password_of_ones_own(somebody):
    lead, officer = somebody("xingguo-lead", "/workbench/"), somebody("xingguo", "/workbench/")
    lead.page.goto("/officers/")
    lead.page.locator("main tr", has_text="xingguo").filter(has_not_text="xingguo-lead").locator("a").first.click()
    lead.clicks("重置密码")
    once = lead.page.inner_text("[data-password]")
    lead.page.reload()
    assert once not in lead.page.content()

    officer.page.goto("/workbench/")
    officer.page.wait_for_url("**/login/**")
    logs_in(officer, "xingguo", once)
    officer.page.wait_for_url("**/password/**")
    officer.page.goto("/workbench/")
    officer.page.wait_for_url("**/password/**")
    for name, value in {"present": once, "new": CHOSEN, "again": CHOSEN}.items():
        officer.page.fill(f"input[name={name}]", value)
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_url("**/workbench/")

    again = somebody(None, "/login/")
    logs_in(again, "xingguo", once)
    again.sees("账号或密码")
    assert "/login/" in again.page.url
    again.page.faults.clear()
