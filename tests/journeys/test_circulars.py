"""A circular from one click on the day's figures to a pilot's signature; its sheets as they are printed."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

LINES_AND_SIGNS = """() => {
  const text = document.querySelector(".a4-text");
  const style = getComputedStyle(text);
  const sign = parseFloat(style.fontSize) + parseFloat(style.letterSpacing);
  return [text.clientHeight / parseFloat(style.lineHeight) + 0.01, text.clientWidth / sign + 0.01];
}"""

RUN_OVER = """() => Array.from(document.querySelectorAll(".a4-text"))
  .filter(text => text.scrollHeight > text.clientHeight + 1).length"""


def sheets(person) -> list[str]:
    person.page.wait_for_selector(".paper.laid .imprint")
    return person.page.locator(".a4").all_inner_texts()


def text_of(pages) -> str:
    """What stands before the annexes, without page numbers: where a sheet ends depends on the fonts that are there."""
    text = re.sub(r"\s*— \d+ —\s*", "", "".join(pages))
    return text.partition("附件1\n")[0]


def test_a_circular_is_drafted_put_forward_issued_and_signed_for(somebody):
    reviewer = somebody("reviewer", "/circulars/")
    reviewer.clicks("生成草稿")
    reviewer.page.wait_for_url("**/circulars/*-*/")
    pages = sheets(reviewer)
    assert len(pages) % 2 == 0 and "赣州市行政审批局办公室" in pages[-1]
    assert "已办结67项，占31.8%" in text_of(pages) and "定南县" not in text_of(pages)
    reviewer.clicks("超期试点")
    text = reviewer.page.locator("#id_text")
    long = "".join(f"第{at:03d}句。" for at in range(600))
    text.fill(text.input_value().replace("{已办结 67}", "{已办结 99}") + f"\n请各试点抓紧推进。\n{long}")
    reviewer.clicks("保存")
    reviewer.sees("请各试点抓紧推进。", ".paper")
    body = text_of(sheets(reviewer))
    assert long in body and reviewer.page.evaluate(RUN_OVER) == 0
    assert "涉及安远县、定南县、会昌县、寻乌县。" in body and "已办结67项" in body
    with reviewer.page.expect_navigation():
        reviewer.page.locator(".fig", has_text="67").first.click()
    assert "standing=done" in reviewer.page.url and "67" in reviewer.page.inner_text("main")
    reviewer.page.go_back()
    reviewer.clicks("送审")
    reviewer.sees("陈建国已送审")
    address = reviewer.page.url

    lead = somebody("lead", "/circulars/")
    lead.clicks(
        "关于全市相对集中行政许可权改革试点（第三批）工作进展情况的通报",
        lead.page.locator("tr", has_text="2021年2月18日"),
    )
    lead.page.locator("#issue_number").fill("赣市行审字〔2021〕7号")
    lead.clicks("签发至各试点")
    lead.sees("2021年2月18日签发")
    assert "赣市行审字〔2021〕7号" in sheets(lead)[0]

    pilot = somebody("quannan", "/circulars/")
    expect(pilot.page.locator(".nav a", has_text="通报").locator(".n")).to_have_text("1")
    pilot.page.goto(address)
    assert "草稿" not in (pilot.page.locator(".a4").first.get_attribute("data-mark") or "")
    pilot.clicks("签收")
    pilot.sees("李桂香已于")


def test_the_sheets_hold_twenty_two_lines_and_end_even_with_the_imprint(somebody):
    pilot = somebody("quannan", "/circulars/")
    pilot.clicks("全市相对集中", pilot.page.locator("tr", has_text="简报第1期"))
    pages = sheets(pilot)
    assert [page.split("—")[-2].strip() for page in pages] == [str(number) for number in range(1, len(pages) + 1)]
    assert len(pages) % 2 == 0 and "印发" in pages[-1]
    assert [int(number) for number in pilot.page.evaluate(LINES_AND_SIGNS)] == [22, 28]
    printed = pilot.page.pdf(prefer_css_page_size=True)
    with pypdfium2.PdfDocument(printed) as paper:
        assert len(paper) == len(pages)
        assert {(round(sheet.get_width()), round(sheet.get_height())) for sheet in paper} == {(595, 842)}


def test_a_pilots_file_goes_to_the_printer_from_its_page(somebody):
    reviewer = somebody("reviewer", "/units/longnan/?on=2021-02-10")
    reviewer.clicks("打印一县一档")
    reviewer.page.wait_for_url("**/dossiers/longnan/?on=2021-02-10")
    for words in ("龙南市一县一档", "责任事项", "主要指标", "台账", "佐证材料清单", "问题与答复", "联席会议"):
        reviewer.sees(words, "main")
    with pypdfium2.PdfDocument(reviewer.page.pdf(prefer_css_page_size=True)) as paper:
        assert {(round(sheet.get_width()), round(sheet.get_height())) for sheet in paper} == {(595, 842)}
        assert "导出Word" not in paper[0].get_textpage().get_text_range()
    with reviewer.page.expect_download() as loaded:
        reviewer.clicks("导出Word")
    assert "龙南市一县一档 2021-02-10.docx" in loaded.value.suggested_filename
