"""The manners of a sheet in the grid: moving, filling, pasting, setting, in a real browser under the real policy."""

from dataclasses import dataclass
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

from base.sheets.forms import SaveForm
from base.sheets.grids import Grid

from .pages import HEADERS, HOST, Site
from .sheetledger import People, Store, person

pytestmark = pytest.mark.browser

PASTE = """([id, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.getElementById(id).dispatchEvent(event);
}"""


@dataclass
class GridSite(Site):
    """Serves a whole page of ours at its root."""

    def serve(self, route):
        if route.request.url == HOST + "/" and route.request.method == "GET":
            route.fulfill(status=200, headers=HEADERS, body=self.content)
        else:
            super().serve(route) if "/static/" in route.request.url else self.take(route)

    def take(self, route):
        self.asked.append(parse_qs(route.request.post_data or "", keep_blank_values=True))
        route.fulfill(status=200, headers=HEADERS, body="<p>saved")


@pytest.fixture
def opened(chromium):
    """`opened()` -> the grid of four people, and what was posted from it."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    table = People(Store(*(person(name) for name in ("甲一", "乙二", "丙三", "丁四"))))
    context = {"grid": Grid(table, QueryDict()), "table": table, "form": SaveForm()}
    site = GridSite(render_to_string("base/sheet_grid.html", context, request=request))
    page = site.open(chromium)
    yield page, site.asked
    assert page.faults == []
    page.close()


def column(page, name, rows=4):
    return [page.input_value(f"#c-{number}-{name}") for number in range(rows)]


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_enter_and_arrows_move_between_cells_and_never_send_the_form(opened):
    page, asked = opened
    page.focus("#c-0-name")
    moved = []
    for key in ("Enter", "ArrowDown", "ArrowUp", "ArrowRight", "Shift+Enter"):
        page.keyboard.press(key)
        moved.append(focused(page))
    assert moved == ["c-1-name", "c-2-name", "c-1-name", "c-1-department", "c-0-department"]
    assert asked == []


def test_left_and_right_stay_in_the_cell_while_the_caret_is_inside(opened):
    page, _asked = opened
    page.focus("#c-0-department")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "c-0-department"
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "c-0-post_kind"


def test_ctrl_d_takes_over_the_cell_above_and_the_button_fills_all_below(opened):
    page, _asked = opened
    page.fill("#c-0-department", "县发展改革委")
    page.focus("#c-1-department")
    page.keyboard.press("Control+d")
    assert column(page, "department") == ["县发展改革委", "县发展改革委", "县水利局", "县水利局"]
    page.select_option("#c-1-post_kind", "行政")
    page.focus("#c-1-post_kind")
    page.click("[data-grid-down]")
    assert column(page, "post_kind") == ["", "行政", "行政", "行政"]


def test_a_block_from_a_spreadsheet_is_spread_over_the_cells(opened):
    page, _asked = opened
    page.evaluate(PASTE, ["c-1-name", '戊五\t"县发展\n改革委"\t事业\r\n己六\t县水利局\t工人\r\n'])
    assert column(page, "name") == ["甲一", "戊五", "己六", "丁四"]
    assert column(page, "post_kind") == ["", "事业", "", ""]
    assert "已粘贴5格；1格" in page.inner_text("#toasts")
    assert page.inner_text("[data-grid-count]") == "有4格尚未保存"


def test_one_word_is_pasted_as_everywhere(opened):
    page, _asked = opened
    page.evaluate(PASTE, ["c-0-name", "戊五\r\n"])
    assert page.inner_text("#toasts") == ""


def test_a_run_of_rows_is_ticked_with_shift_and_set_at_once(opened):
    page, asked = opened
    boxes = page.locator("input[name=tick]")
    boxes.nth(1).click()
    boxes.nth(3).click(modifiers=["Shift"])
    page.select_option("[data-grid-set-column]", "post_kind")
    page.fill("[data-grid-set-value]", "事业")
    page.click("[data-grid-set]")
    assert column(page, "post_kind") == ["", "事业", "事业", "事业"]
    page.click("button[data-default]")
    page.wait_for_selector("text=saved")
    assert [asked[0][f"c-{number}-post_kind"] for number in range(4)] == [[""], ["事业"], ["事业"], ["事业"]]
    assert asked[0]["set_column"] == [""]


def test_leaving_with_unsaved_cells_asks_first(opened):
    page, _asked = opened
    leaves = "window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert page.evaluate(leaves) is True
    page.fill("#c-0-name", "戊五")
    assert page.evaluate(leaves) is False
    page.fill("#c-0-name", "甲一")
    assert page.evaluate(leaves) is True
