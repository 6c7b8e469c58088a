"""The product as a browser meets it before anybody has logged in."""

import pytest

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
