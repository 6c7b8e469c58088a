"""Two windows, a dropped line: nobody's words are lost, and nothing is done twice."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

# Runs before the browser draws what was put into the page.
SEND_AT_ONCE = """() => new MutationObserver((changes, watch) => {
  const form = document.querySelector(".ob form:has(textarea)");
  if (form) { watch.disconnect(); form.requestSubmit(); }
}).observe(document.body, { childList: true, subtree: true })"""


def writes(person, number, words):
    person.clicks("更新", person.row(number))
    person.types(words)


def history(person, number) -> str:
    person.row(number).locator("[data-row-focus]").click()
    person.page.wait_for_selector(".tl")
    return person.page.inner_text(".tl")


def two_windows(somebody, number, first_words, second_words):
    """Both are open before either is sent; the second is told."""
    first, second = somebody("zhanggong", "/workbench/"), somebody("zhanggong", "/workbench/")
    writes(first, number, first_words)
    writes(second, number, second_words)
    first.presses("Control+Enter")
    first.sees(first_words, ".ob.saved")
    second.presses("Control+Enter")
    second.sees("对方", "[role=alert]")
    for words in (first_words, second_words):
        second.sees(words, "[role=alert]")
    second.page.faults.clear()
    return second


def test_a_stale_edit_shows_both_texts_and_mine_can_be_kept(somebody):
    second = two_windows(somebody, 7, "第一个窗口所写。", "第二个窗口所写。")
    second.clicks("保留本人内容")
    expect(second.row(7)).to_contain_text("第二个窗口所写。")
    told = history(second, 7)
    assert "第一个窗口所写。" in told and "第二个窗口所写。" in told


def test_a_stale_edit_can_take_both_texts_along(somebody):
    second = two_windows(somebody, 8, "甲处所写。", "乙处所写。")
    second.clicks("两份都带入再改")
    expect(second.page.locator("#report textarea[name=text]")).to_have_value("甲处所写。\n乙处所写。")


def test_without_a_line_the_form_stays_and_is_sent_once_it_is_back(somebody):
    officer = somebody("dayu", "/workbench/")
    officer.page.route("**/report/**", lambda route: route.abort("internetdisconnected"))
    writes(officer, 7, "断网时所写。")
    officer.presses("Control+Enter")
    officer.sees("网络中断", ".trouble")
    assert officer.page.input_value(".ob textarea") == "断网时所写。"
    officer.page.unroute("**/report/**")
    officer.clicks("立即重试")
    officer.sees("断网时所写。", ".ob.saved")
    assert history(officer, 7).count("断网时所写。") == 1
    officer.page.faults.clear()


def test_an_answer_lost_on_the_way_back_does_not_double_the_report(somebody):
    officer = somebody("dayu", "/workbench/")
    answers = []

    def lose(route):
        answers.append(route.fetch().status)
        route.abort("connectionreset")

    officer.page.route("**/report/**", lose)
    writes(officer, 8, "只应记录一次。")
    officer.presses("Control+Enter")
    officer.sees("网络中断", ".trouble")
    officer.page.unroute("**/report/**")
    officer.clicks("立即重试")
    officer.sees("只应记录一次。", ".ob.saved")
    assert answers == [200]
    assert history(officer, 8).count("只应记录一次。") == 1
    officer.page.faults.clear()


def test_what_was_kept_is_offered_again_after_a_closed_window(somebody):
    officer = somebody("dayu", "/workbench/")
    officer.page.route("**/report/**", lambda route: route.abort("internetdisconnected"))
    officer.page.route("**/draft/**", lambda route: route.abort("internetdisconnected"))
    writes(officer, 12, "窗口关闭前所写。")
    officer.presses("Control+Enter")
    officer.sees("网络中断", ".trouble")
    officer.opens("/workbench/")
    officer.clicks("更新", officer.row(12))
    officer.clicks("恢复")
    expect(officer.page.locator(".ob textarea")).to_have_value("窗口关闭前所写。")
    officer.page.faults.clear()


def test_a_form_works_from_the_moment_it_is_there(somebody):
    """Whoever is quicker than the page sends the form, not a page of its own."""
    officer = somebody("dayu", "/workbench/")
    officer.page.evaluate(SEND_AT_ONCE)
    with officer.page.expect_request(lambda request: request.method == "POST") as sent:
        officer.clicks("更新", officer.row(7))
    assert sent.value.headers.get("hx-request") == "true"
