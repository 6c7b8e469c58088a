"""The overview follows what was sent and decided: figure, gate and cell, before and after."""

import pypdfium2
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
TASK, GATE = 4, "人员划转"
# A pilot short of 30 %, and one at it whose submission waits already.
SHORT, AT_THE_FLOOR = "于都县", "龙南市"


def figures(reviewer, unit=SHORT) -> dict:
    """What the overview says: the strip of figures, the gate, the unit's cell and sum."""
    page = reviewer.page
    reviewer.opens("/dashboard/")
    tiles = dict(zip(page.locator(".kpi .k").all_inner_texts(), page.locator(".kpi .v").all_inner_texts(), strict=True))
    row = page.locator(".matrix tbody tr", has_text=unit)
    return {
        **{name.strip(): int(number) for name, number in tiles.items()},
        "gate": int(page.locator(".gate", has_text=GATE).locator(".v b").first.inner_text().split()[0].split("/")[0]),
        "cell": row.locator("td").nth(TASK - 1).inner_text().strip()[0],
        "sum": "".join(row.locator(".tot").inner_text().split()),
    }


def moved(before, after) -> dict:
    return {name: (was, after[name]) for name, was in before.items() if after[name] != was}


def closes_out(reviewer, unit, opinion="") -> None:
    """From the unit's cell; `opinion` where the figure leaves a checkpoint open."""
    reviewer.page.locator(".matrix tbody tr", has_text=unit).locator("td a").nth(TASK - 1).click()
    reviewer.page.wait_for_url("**/obligations/*/")
    for box in reviewer.page.locator("input[name=ticks]").all():
        box.check()
    reviewer.page.get_by_label("核验意见").fill(opinion)
    reviewer.clicks("核验通过并销号")
    reviewer.sees("已核验通过并销号")


def test_a_submission_short_of_the_floor_and_its_close_out_show_in_the_figures_and_pass_no_gate(somebody):
    reviewer, officer = somebody("reviewer", "/dashboard/"), somebody("yudu", "/workbench/")
    at_first = figures(reviewer)
    officer.clicks("报请核验", officer.row(TASK))
    officer.types("划转人员26人到岗。")
    officer.page.locator("textarea[name=short_reason]").fill("其余10人已定岗，待2月底调动文件印发。")
    officer.presses("Control+Enter")
    expect(officer.row(TASK)).to_contain_text("2月18日报请核验")
    sent = figures(reviewer)
    n, m = at_first["推进中"], at_first["待核验"]
    assert moved(at_first, sent) == {"推进中": (n, n - 1), "待核验": (m, m + 1), "cell": ("推", "核")}

    closes_out(reviewer, SHORT, "调动文件已见，2月底到岗。")
    done = figures(reviewer)
    assert moved(sent, done) == {
        "待核验": (m + 1, m),
        "已办结": (sent["已办结"], sent["已办结"] + 1),
        "cell": ("核", "办"),
        "sum": ("5/11", "6/11"),
    }
    assert sum(done[name] for name in ("已办结", "推进中", "待核验", "超期", "未启动")) == done["责任事项"] == 211


def test_a_close_out_at_the_floor_passes_the_gate(somebody):
    reviewer = somebody("reviewer", "/dashboard/")
    sent = figures(reviewer, AT_THE_FLOOR)
    closes_out(reviewer, AT_THE_FLOOR)
    done = moved(sent, figures(reviewer, AT_THE_FLOOR))
    assert done["gate"] == (sent["gate"], sent["gate"] + 1)
    assert (done["cell"], done["待核验"]) == (("核", "办"), (sent["待核验"], sent["待核验"] - 1))


def test_the_first_printed_sheet_holds_the_whole_matrix_and_its_legend(somebody):
    reviewer = somebody("reviewer", "/dashboard/")
    with pypdfium2.PdfDocument(reviewer.page.pdf(prefer_css_page_size=True)) as paper:
        assert [(round(sheet.get_width()), round(sheet.get_height())) for sheet in paper] == [(842, 595)] * 2
        first = paper[0].get_textpage().get_text_range()
    assert "章贡区" in first and "/211" in first and "不适用" in first and "试点分布" not in first


def test_each_figure_leads_to_the_list_that_it_counts(somebody):
    reviewer = somebody("reviewer", "/dashboard/")
    counted = figures(reviewer)
    for name in ("已办结", "推进中", "待核验", "超期", "未启动", "其中7日内到期"):
        reviewer.opens("/dashboard/")
        reviewer.page.locator(".kpi a.fig", has_text=name).click()
        assert reviewer.page.locator("main [data-row]").count() == counted[name] or f"{counted[name]}" in (
            reviewer.page.inner_text("main .meta")
        )
