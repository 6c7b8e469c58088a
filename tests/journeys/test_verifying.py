"""The bureau verifies by keyboard: return, close out, undo; and a held key decides once."""

import pytest
from playwright.sync_api import expect

from tests.tools.proofs import make_pdf

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
GUARD_MS = 450
# Not the rulings on ledgers, which stand before it.
QUEUE = ".q-list:not(.fixed)"


def opens_in_the_queue(reviewer, unit):
    """The unit's submission from the list on the left, and time enough to have seen it."""
    reviewer.opens("/review/")
    reviewer.page.locator(f"{QUEUE} a", has_text=unit).first.click()
    reviewer.page.wait_for_url("**/review/*-*/")
    expect(reviewer.page.locator("#decision .q-h h2")).to_contain_text(unit)
    reviewer.page.wait_for_timeout(GUARD_MS)


def waiting(reviewer) -> int:
    return int(reviewer.page.inner_text(".q-h b").removesuffix("件"))


def ticks_by_keyboard(reviewer):
    """Every manual checkpoint: backwards from the button that has the focus, each with the space bar."""
    boxes = "#decision input[type=checkbox]"
    for _step in range(40):
        if not reviewer.page.locator(f"{boxes}:not(:checked)").count():
            return
        reviewer.page.keyboard.press("Shift+Tab")
        if reviewer.page.locator(f"{boxes}:focus:not(:checked)").count():
            reviewer.page.keyboard.press(" ")
    pytest.fail("the checkpoints cannot be reached by keyboard")


def test_returned_with_a_reason_sent_again_closed_out_undone_and_closed_out(somebody):
    reviewer, officer = somebody("reviewer", "/review/"), somebody("xunwu", "/workbench/")
    opens_in_the_queue(reviewer, "寻乌县")
    before = waiting(reviewer)
    reviewer.presses("r", "2", "Control+Enter")
    reviewer.sees("寻乌县 第2项：退回", ".toast")
    assert (waiting(reviewer), len(reviewer.acts)) == (before - 1, 3)

    officer.opens("/workbench/")
    expect(officer.row(2)).to_contain_text("与要求不符")
    officer.clicks("报请核验", officer.row(2))
    officer.types("已按要求补正。")
    officer.drops("三定方案.pdf", make_pdf(), officer.row(2))
    officer.presses("Control+Enter")
    expect(officer.row(2)).to_contain_text("2月18日报请核验")

    opens_in_the_queue(reviewer, "寻乌县")
    reviewer.sees("与要求不符", "#decision")
    reviewer.sees("已按要求补正。", "#decision")
    ticks_by_keyboard(reviewer)
    reviewer.presses("a")
    reviewer.sees("寻乌县 第2项：核验通过并销号", ".toast")
    assert waiting(reviewer) == before - 1
    reviewer.presses("u")
    expect(reviewer.page.locator(QUEUE)).to_contain_text("寻乌县")
    assert waiting(reviewer) == before

    opens_in_the_queue(reviewer, "寻乌县")
    ticks_by_keyboard(reviewer)
    reviewer.presses("a")
    reviewer.sees("寻乌县 第2项：核验通过并销号", ".toast")
    officer.opens("/workbench/")
    assert officer.standing(2) == "已办结"


# The next one stands there, but nobody can have read it yet: A and R come in the moment of its arrival.
PRESSES_AT_ONCE = """document.addEventListener("htmx:afterSettle", () => {
  window.pressedAtOnce = 0;
  for (const key of ["a", "r"]) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    window.pressedAtOnce += 1;
  }
}, { once: true })"""


def test_a_held_key_closes_out_one_and_leaves_the_next_alone(somebody):
    reviewer = somebody("reviewer", "/review/")
    sent = []
    reviewer.page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    opens_in_the_queue(reviewer, "信丰县")
    before = waiting(reviewer)
    ticks_by_keyboard(reviewer)
    reviewer.page.evaluate(PRESSES_AT_ONCE)
    for _repeat in range(8):
        reviewer.page.keyboard.down("a")
    reviewer.sees("信丰县 第6项：核验通过并销号", ".toast")
    reviewer.page.keyboard.up("a")
    reviewer.page.wait_for_function("window.pressedAtOnce === 2")
    reviewer.page.wait_for_timeout(GUARD_MS)
    assert (waiting(reviewer), len(sent)) == (before - 1, 1)
    assert not reviewer.page.locator("dialog[open]").count()
    reviewer.page.keyboard.press("r")
    expect(reviewer.page.locator("dialog[open]")).to_be_visible()


def test_an_open_checkpoint_asks_for_a_sentence_and_keeps_what_was_ticked(somebody):
    reviewer = somebody("reviewer", "/review/")
    opens_in_the_queue(reviewer, "石城县")
    reviewer.page.locator("#decision input[type=checkbox]").first.check()
    reviewer.page.locator("#decision .pri").focus()
    reviewer.presses("a")
    expect(reviewer.page.locator("#decision textarea[aria-invalid=true]")).to_be_focused()
    assert reviewer.page.locator("#decision input[type=checkbox]:checked").count() == 1
    reviewer.types("召集人由县长担任，成员单位另文明确。")
    reviewer.page.wait_for_timeout(GUARD_MS)
    reviewer.presses("Control+Enter")
    reviewer.sees("石城县 第6项：核验通过并销号", ".toast")
