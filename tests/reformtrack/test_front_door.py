"""The product as a browser meets it before anybody has logged in."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

# A glyph that the font lacks is drawn like any other missing one.
GLYPHS_DIFFER = """() => {
  const draw = text => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    pen.font = "40px sans-serif";
    pen.fillText(text, 10, 50);
    return canvas.toDataURL();
  };
  return draw("任") !== draw("务") && draw("任") !== draw("\\u{10FFFF}");
}"""

RENAME = """
from pilots.models import Officer
Officer.objects.filter(username="reviewer").update(post="renamed")
"""


def test_a_stranger_is_led_to_the_log_in_page_and_nothing_is_blocked(stack, open_as):
    stack.web()
    page = open_as(stack)
    answer = page.goto("/")
    assert (answer.status, page.locator("input[type=password]").count()) == (200, 1)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert page.evaluate(GLYPHS_DIFFER)
    assert page.faults == []


def test_health_needs_no_log_in_and_shows_no_data(stack):
    stack.web()
    assert stack.status("/healthz") == 200


def test_the_demo_says_that_it_is_one_to_whoever_logged_in(shared_stack, open_as):
    page = open_as(shared_stack, "reviewer")
    page.goto("/")
    assert "2021" in page.locator("body").inner_text()
    assert page.url.startswith(f"{shared_stack.url}/dashboard/")
    assert page.faults == []


def test_what_a_worker_of_the_live_demo_commits_the_test_sees(live_stack):
    officers = get_user_model().objects.filter(username="reviewer")
    live_stack.database.manage("shell", "--verbosity", "0", "-c", RENAME)
    assert officers.get().post == "renamed"
