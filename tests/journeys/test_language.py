"""The other language, chosen before the log-in and within: the same page again, and nothing left in the old one."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
HAN = re.compile(r"[\u4e00-\u9fff]+")


def test_the_log_in_page_changes_its_language_and_stays_the_page(somebody):
    stranger = somebody(None, "/login/?next=/dashboard/")
    stranger.clicks("English")
    expect(stranger.page.locator("html")).to_have_attribute("lang", "en")
    assert stranger.page.url.endswith("/login/?next=/dashboard/")
    stranger.clicks("中文")
    expect(stranger.page.locator("html")).to_have_attribute("lang", "zh-CN")


@pytest.mark.parametrize("path", ["/me/", "/officers/", "/help/access/"])
def test_controls_speak_the_language_that_was_chosen(somebody, path):
    lead = somebody("dayu-lead", path)
    lead.clicks("English")
    expect(lead.page.locator("html")).to_have_attribute("lang", "en")
    assert lead.page.url.endswith(path)
    controls = lead.page.locator("main :is(th[scope=col], label, button, .btn)").filter(visible=True)
    assert [words for words in controls.all_inner_texts() if HAN.search(words.replace("中文", ""))] == []
