"""What the scripts of the frame do, in a real browser under the real policy."""

from pathlib import Path

import pytest

from .pages import Site

pytestmark = pytest.mark.browser

ROWS = """
<div class="ob" data-row id="r1"><a href="#one" data-row-focus>One</a><button data-key="e" id="e1">E</button></div>
<div class="ob" data-row id="r2"><a href="#two" data-row-focus>Two</a><button data-key="e" id="e2">E</button></div>
<input id="q" data-key="/"><button id="a" data-key="a" data-guard>A</button>
"""
WATCH = (
    "ids => { window.hit = []; for (const id of ids) document.getElementById(id).onclick = () => window.hit.push(id) }"
)


@pytest.fixture
def opened(chromium):
    pages = []

    def open_site(content, **answers):
        site = Site(content, answers)
        page = site.open(chromium)
        pages.append(page)
        return page, site

    yield open_site
    for page in pages:
        assert page.faults == []
        page.close()


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


def wait_out_the_guard(page):
    page.wait_for_timeout(450)


def test_j_and_k_move_through_the_rows_and_e_acts_on_the_current_one(opened):
    page, _ = opened(ROWS)
    page.evaluate(WATCH, ["e1", "e2", "a"])
    for key in "jjke":
        page.keyboard.press(key)
    assert focused(page) == "One"
    page.keyboard.press("j")
    page.keyboard.press("e")
    assert page.evaluate("window.hit") == ["e1", "e2"]


def test_single_keys_rest_while_somebody_types(opened):
    page, _ = opened(ROWS)
    page.evaluate(WATCH, ["e1", "e2", "a"])
    wait_out_the_guard(page)
    page.keyboard.press("/")
    page.keyboard.type("area")
    assert page.input_value("#q") == "area"
    assert page.evaluate("window.hit") == []


def test_single_keys_rest_when_switched_off(opened):
    page, _ = opened(ROWS)
    page.evaluate(WATCH, ["e1", "e2", "a"])
    page.evaluate("document.body.dataset.singleKeys = 'off'")
    wait_out_the_guard(page)
    page.keyboard.press("a")
    assert page.evaluate("window.hit") == []


def test_a_guarded_key_waits_until_the_new_content_can_have_been_seen(opened):
    page, _ = opened(ROWS)
    page.evaluate(WATCH, ["a"])
    page.evaluate("htmx.trigger(document.body, 'htmx:load', {elt: document.body})")
    page.keyboard.press("a")
    assert page.evaluate("window.hit") == []
    wait_out_the_guard(page)
    page.keyboard.press("a")
    assert page.evaluate("window.hit") == ["a"]


def test_a_held_key_acts_once(opened):
    page, _ = opened(ROWS)
    page.evaluate(WATCH, ["a"])
    wait_out_the_guard(page)
    for _repeat in range(5):
        page.keyboard.down("a")
    page.keyboard.up("a")
    assert page.evaluate("window.hit") == ["a"]


def test_the_question_mark_lists_the_keys_and_escape_closes_the_list(opened):
    page, _ = opened(ROWS)
    page.keyboard.press("?")
    assert page.is_visible("#key-list")
    page.keyboard.press("Escape")
    assert not page.is_visible("#key-list")


MATRIX = """<a href="#before" id="before">x</a><table data-roving><tbody>
<tr><th><a id="u1" href="#">U</a></th><td><a id="a1" href="#">1</a></td><td></td><td><a id="a3" href="#">3</a></td></tr>
<tr><th><a id="u2" href="#">U</a></th><td><a id="b1" href="#">1</a></td><td><a id="b2" href="#">2</a></td><td></td></tr>
</tbody></table>"""
PATHS = [
    (["ArrowRight", "ArrowRight"], "a3"),
    (["ArrowDown", "ArrowRight", "ArrowRight"], "b2"),
    (["End"], "a3"),
    (["ArrowRight", "End", "Home"], "u1"),
    (["Control+End"], "b2"),
    (["ArrowUp"], "u1"),
]


@pytest.mark.parametrize(("keys", "reached"), PATHS)
def test_arrows_lead_through_the_matrix_past_empty_cells(opened, keys, reached):
    page, _ = opened(MATRIX)
    page.focus("#before")
    page.keyboard.press("Tab")
    for key in keys:
        page.keyboard.press(key)
    assert focused(page) == reached


DRAFT = """<section class="panel"><span data-stamp></span><form method="post" action="/save" data-draft-url="/draft"
 data-keep hx-post="/save" hx-swap="outerHTML"><textarea name="text" id="t"></textarea>
<input type="hidden" name="key" value="k">
<button data-default>Save</button></form></section>"""


def test_a_draft_reaches_the_server_two_seconds_after_the_last_key(opened):
    page, site = opened(DRAFT, **{"/draft": lambda: (204, "")})
    page.type("#t", "办公场所已交付")
    page.wait_for_selector("[data-stamp]:has-text('草稿已自动保存')")
    assert [path for path, _body, _headers in site.asked] == ["/draft"]
    assert site.asked[0][2]["x-csrftoken"]


def test_without_network_the_text_stays_in_this_browser_and_comes_back(opened):
    answers = ["down", (204, "")]
    page, site = opened(DRAFT, **{"/draft": lambda: answers.pop(0)})
    page.type("#t", "办公场所已交付")
    page.wait_for_selector(".trouble")
    assert "5秒" in page.inner_text(".trouble")
    page.reload()
    page.click("[data-restore]")
    assert page.input_value("#t") == "办公场所已交付"
    page.wait_for_selector("[data-stamp]:has-text('草稿已自动保存')")
    assert len(site.asked) == 2
    assert page.evaluate("localStorage.length") == 0


def test_a_lost_save_is_sent_again_with_the_same_key(opened):
    answers = ["down", (200, '<p id="ok" tabindex="-1" data-focus>ok</p>')]
    page, site = opened(DRAFT, **{"/save": lambda: answers.pop(0), "/draft": lambda: (204, "")})
    page.type("#t", "新")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".trouble")
    page.click("[data-retry]")
    page.wait_for_selector("#ok:focus")
    saves = [body for path, body, _headers in site.asked if path == "/save"]
    assert len(saves) == 2
    assert all("key=k" in body for body in saves)


def test_a_refused_form_is_swapped_in_and_its_first_fault_takes_the_focus(opened):
    refused = '<form id="f"><input id="bad" name="x" aria-invalid="true"></form>'
    page, _ = opened(DRAFT, **{"/save": lambda: (422, refused)})
    page.focus("#t")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#bad:focus")


UPLOAD = """<form method="post" action="/save" hx-post="/save" hx-swap="outerHTML">
{% include "_drop.html" with upload_url="/files" %}
<button id="go">Save</button></form>"""
THUMB = '<div class="thumb" id="there"><input type="hidden" name="evidence" value="9"></div>'


def test_a_file_goes_up_when_chosen_and_the_form_then_carries_its_number(opened, tmp_path: Path):
    page, site = opened(UPLOAD, **{"/files": lambda: (200, THUMB), "/save": lambda: (200, '<p id="ok">ok</p>')})
    photo = tmp_path / "牌子.jpg"
    photo.write_bytes(b"jpeg")
    page.set_input_files("input[type=file]", photo)
    page.wait_for_selector("#there")
    page.click("#go")
    page.wait_for_selector("#ok")
    assert "evidence=9" in site.asked[-1][1]
    assert site.asked[0][2]["x-csrftoken"]


def test_a_refused_file_says_why_beside_its_name(opened, tmp_path: Path):
    page, _ = opened(UPLOAD, **{"/files": lambda: (422, "请转为PDF或JPG")})
    scan = tmp_path / "名册.tif"
    scan.write_bytes(b"II*")
    page.set_input_files("input[type=file]", scan)
    page.wait_for_selector(".thumb.bad")
    assert "名册.tif" in page.inner_text(".thumb.bad")
    assert "请转为PDF或JPG" in page.inner_text(".thumb.bad")


def test_a_file_over_the_limit_is_not_even_sent(opened, tmp_path: Path):
    page, site = opened(UPLOAD.replace("%}\n", "upload_limit=10 %}\n"))
    scan = tmp_path / "large.pdf"
    scan.write_bytes(b"x" * 11)
    page.set_input_files("input[type=file]", scan)
    page.wait_for_selector(".thumb.bad")
    assert site.asked == []


def test_a_dialog_gives_the_focus_back(opened):
    page, _ = opened(
        '<a id="r" href="/page" data-opens="d">Return</a>'
        '<dialog id="d"><textarea id="why" data-focus></textarea><button data-closes id="c">x</button></dialog>'
    )
    page.focus("#r")
    page.keyboard.press("Enter")
    assert focused(page) == "why"
    page.click("#c")
    assert focused(page) == "r"


def test_an_undo_toast_counts_down_and_goes(opened):
    page, _ = opened('{% include "_toast.html" with said="第3项已核验" undo_url="/undo" seconds=2 %}')
    assert page.inner_text("[data-left]") == "2"
    page.wait_for_selector(".toast", state="detached", timeout=4000)


def test_log_out_forgets_what_this_browser_kept(opened):
    page, _ = opened(
        '<form data-forgets method="post" action="/out"><button id="out">x</button></form>',
        **{"/out": lambda: (200, "")},
    )
    page.evaluate("localStorage.setItem('kept:7:/draft', '{}'); localStorage.setItem('other', '1')")
    page.click("#out")
    page.wait_for_url("**/out")
    assert page.evaluate("Object.keys(localStorage)") == ["other"]
