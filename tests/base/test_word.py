"""Word papers: the form of official documents, and texts that arrive whole whatever people typed."""

import io
import time
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn

from base import word

MADE_AT = datetime(2021, 2, 18, 7, 30, tzinfo=UTC)


def agreement(made_at=MADE_AT) -> bytes:
    doc = word.document(made_at, "划转协议")
    word.title(doc, "划转协议")
    word.blank(doc, "甲方")
    word.heading(doc, "一、划转事项")
    word.heading(doc, "（一）范围", 2)
    word.paragraph(doc, "双方就划转事项商定如下。")
    word.paragraph(doc, "顶格。", indent=False)
    word.table(doc, ["序号", "事项名称"], [[1, "食品经营许可 <新办> & 变更"], [2, None]], [20, 100])
    word.page_break(doc)
    word.paragraph(doc, "另页。")
    return word.to_bytes(doc)


@pytest.fixture(scope="module")
def paper():
    return docx.Document(io.BytesIO(agreement()))


def line(paper, text: str):
    return next(each for each in paper.paragraphs if each.text == text)


def test_all_texts_come_back_in_their_order(paper):
    texts = [each.text.strip() for each in paper.paragraphs if each.text.strip()]
    assert texts == ["划转协议", "甲方：", "一、划转事项", "（一）范围", "双方就划转事项商定如下。", "顶格。", "另页。"]
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows] == [
        ["序号", "事项名称"],
        ["1", "食品经营许可 <新办> & 变更"],
        ["2", ""],
    ]


def test_the_sheet_is_a4_with_the_margins_of_official_papers(paper):
    section = paper.sections[0]
    sides = [section.page_width, section.page_height]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(length.mm) for length in sides] == [210, 297]
    assert [round(length.mm) for length in margins] == [37, 35, 28, 26]


FORMS = [
    ("划转协议", "方正小标宋简体", 22, 33),
    ("一、划转事项", "黑体", 16, 28),
    ("（一）范围", "楷体", 16, 28),
    ("双方就划转事项商定如下。", "仿宋", 16, 28),
]


@pytest.mark.parametrize(("text", "font", "size", "line_height"), FORMS)
def test_each_kind_of_line_names_its_font_for_chinese_and_latin(paper, text, font, size, line_height):
    style = line(paper, text).style
    assert dict(style.element.rPr.rFonts.items()) == {qn(f"w:{s}"): font for s in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert style.font.size.pt == size and style.font.bold is False and str(style.font.color.rgb) == "000000"
    form = style.paragraph_format
    assert (form.line_spacing.pt, form.space_before.pt) == (line_height, 0)
    assert style.element.find(f".//{qn('w:pBdr')}") is None


def test_paragraphs_are_set_in_by_two_signs_unless_told_otherwise(paper):
    assert line(paper, "双方就划转事项商定如下。").paragraph_format.first_line_indent.pt == 32
    assert line(paper, "顶格。").paragraph_format.first_line_indent is None


def test_a_blank_is_a_rule_and_not_typed_signs(paper):
    (stop,) = line(paper, "甲方：\t").paragraph_format.tab_stops
    assert (round(stop.position.mm), stop.leader) == (156, word.WD_TAB_LEADER.LINES)


def test_the_head_of_a_table_comes_again_and_no_row_is_torn(paper):
    rows = paper.tables[0].rows
    marks = [[child.tag for child in row._tr.trPr] for row in rows]
    assert marks[0] == [qn("w:cantSplit"), qn("w:tblHeader")]
    assert marks[1:] == [[qn("w:cantSplit")]] * 2
    assert [round(cell.width.mm) for cell in rows[1].cells] == [20, 100]


def test_columns_share_the_width_where_none_is_given():
    doc = word.document(MADE_AT)
    made = word.table(doc, ["甲", "乙", "丙"], [["1", "2", "3"]])
    assert [round(cell.width.mm) for cell in made.rows[0].cells] == [52, 52, 52]


@pytest.mark.parametrize("row", [["1"], ["1", "2", "3"]])
def test_a_row_that_does_not_fit_its_head_is_a_mistake(row):
    with pytest.raises(ValueError):
        word.table(word.document(MADE_AT), ["甲", "乙"], [row])


def test_pages_are_numbered_outside(paper):
    section = paper.sections[0]
    assert paper.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        number = footer.paragraphs[0]
        assert "".join(number._p.xpath(".//w:t/text()")) == "— 1 —"
        assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert number.alignment.name == side


def test_nobody_is_named_and_the_time_is_the_one_given(paper):
    core = paper.core_properties
    assert (core.author, core.last_modified_by, core.comments, core.title) == ("", "", "", "划转协议")
    assert core.created.replace(tzinfo=UTC) == core.modified.replace(tzinfo=UTC) == MADE_AT


def test_the_same_content_gives_the_same_bytes_at_any_time():
    first = agreement()
    time.sleep(2.1)  # a zip keeps times to two seconds
    assert agreement() == first
    assert agreement(datetime(2021, 2, 19, tzinfo=UTC)) != first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2021, 2, 18, 7, 30, 0)}


UNFIT = ["\x00", "\x08", "\x0b", "\x0c", "\x1f", "\x7f", "\ud800", "\udfff", "\ufffe", "\uffff"]


@pytest.mark.parametrize("sign", UNFIT, ids=ascii)
def test_signs_that_no_word_file_can_hold_are_left_out(sign):
    doc = word.document(MADE_AT, f"题{sign}目")
    word.title(doc, f"题{sign}目")
    word.blank(doc, f"甲{sign}方")
    word.table(doc, [f"头{sign}一"], [[f"格{sign}一"]])
    read = docx.Document(io.BytesIO(word.to_bytes(doc)))
    assert [each.text for each in read.paragraphs[:2]] == ["题目", "甲方：\t"]
    assert [row.cells[0].text for row in read.tables[0].rows] == ["头一", "格一"]


def test_rare_signs_and_line_breaks_stay():
    doc = word.document(MADE_AT)
    word.paragraph(doc, "𠮷龘〇\n次行")
    assert docx.Document(io.BytesIO(word.to_bytes(doc))).paragraphs[0].text == "𠮷龘〇\n次行"
