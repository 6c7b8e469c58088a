"""Word papers in the form of official documents (GB/T 9704): A4, 仿宋 of 16 pt, lines of 28 pt, pages numbered — 1 —.

The fonts are those of the offices and are named, not shipped. Texts may hold anything a person typed: what a Word file
cannot hold is left out. The same content gives the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY, HEAVY, SCRIPT, TITLE, PAGE_NUMBER = "仿宋", "黑体", "楷体", "方正小标宋简体", "宋体"
HEADINGS = {1: ("Heading 1", HEAVY), 2: ("Heading 2", SCRIPT)}
CELL, CELL_HEAD = "Table Cell", "Table Head"
BODY_PT, LINE_PT, TITLE_PT, CELL_PT = 16, 28, 22, 12
MARGINS_MM = {"top": 37, "bottom": 35, "left": 28, "right": 26}
TEXT_WIDTH = Mm(210 - MARGINS_MM["left"] - MARGINS_MM["right"])
# XML 1.0 has no place for control characters, halves of pairs and the two non-characters; Word shows none of them.
NOT_FOR_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\x7f")


def document(made_at: datetime, subject: str = "") -> Document:
    """An empty paper. `made_at` (aware) is written into it as the time of making, no name as its author."""
    doc = docx.Document()
    _describe(doc, made_at, subject)
    _set_page(doc)
    _set_styles(doc)
    _number_pages(doc)
    return doc


def title(doc: Document, text: str) -> Paragraph:
    """The title of a paper, centred."""
    return _paragraph(doc, text, "Title")


def heading(doc: Document, text: str, level: int = 1) -> Paragraph:
    """一级标题 (level 1) or 二级标题 (level 2); its number is part of the text."""
    return _paragraph(doc, text, HEADINGS[level][0])


def paragraph(doc: Document, text: str, indent: bool = True) -> Paragraph:
    """A paragraph; its first line is set in by two signs unless `indent` is off."""
    added = _paragraph(doc, text, "Normal")
    if indent:
        _indent(added)
    return added


def blank(doc: Document, label: str) -> Paragraph:
    """A line to be filled in by hand or in Word: the label, then a rule up to the margin."""
    added = paragraph(doc, f"{label}：\t", indent=False)
    added.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    return added


def table(doc: Document, head: Sequence[str], rows: Iterable[Sequence], widths_mm: Sequence[float] = ()) -> Table:
    """A ruled table whose head comes again on every page; without `widths_mm` all columns are equally wide."""
    added = doc.add_table(rows=0, cols=len(head), style="Table Grid")
    added.alignment, added.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(width) for width in widths_mm] or [TEXT_WIDTH // len(head)] * len(head)
    for column, width in zip(added.columns, widths, strict=True):
        column.width = width
    _row(added, head, widths, CELL_HEAD, "w:cantSplit", "w:tblHeader")
    for row in rows:
        _row(added, row, widths, CELL, "w:cantSplit")
    return added


def page_break(doc: Document) -> None:
    """What follows begins on a new page."""
    doc.add_page_break()


def to_bytes(doc: Document) -> bytes:
    """The .docx file."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    doc.save(saved)
    stamp = doc.core_properties.created.timetuple()[:6]
    # python-docx dates each part with the clock, which would make equal papers differ.
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name, stamp), parts.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def cleaned(text) -> str:
    """Without what a Word file cannot hold."""
    return NOT_FOR_XML.sub("", str(text))


def _paragraph(doc: Document, text: str, style: str) -> Paragraph:
    return doc.add_paragraph(cleaned(text), style)


def _indent(added: Paragraph) -> None:
    added.paragraph_format.first_line_indent = Pt(2 * BODY_PT)
    # In signs as well, so that it stays two signs when somebody changes the size.
    added._p.pPr.ind.set(qn("w:firstLineChars"), "200")


def _row(added: Table, texts: Sequence, widths: list, style: str, *marks: str) -> None:
    row = added.add_row()
    for mark in marks:
        row._tr.get_or_add_trPr().append(OxmlElement(mark))
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width, cell.vertical_alignment = width, WD_ALIGN_VERTICAL.CENTER
        cell.paragraphs[0].style = style
        cell.paragraphs[0].add_run(cleaned("" if text is None else text))


def _describe(doc: Document, made_at: datetime, subject: str) -> None:
    core, moment = doc.core_properties, made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.title, core.language, core.revision = cleaned(subject)[:255], "zh-CN", 1
    core.created = core.modified = moment


def _set_page(doc: Document) -> None:
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance, section.footer_distance = Mm(15), Mm(25)


def _set_styles(doc: Document) -> None:
    styles = doc.styles
    _language(styles)
    _form(styles["Normal"], BODY, BODY_PT, LINE_PT)
    _form(styles["Title"], TITLE, TITLE_PT, TITLE_PT * 1.5, after=LINE_PT, align=WD_ALIGN_PARAGRAPH.CENTER)
    for name, font in HEADINGS.values():
        _form(styles[name], font, BODY_PT, LINE_PT)
        styles[name].paragraph_format.first_line_indent = Pt(2 * BODY_PT)
    for name, font in ((CELL, BODY), (CELL_HEAD, HEAVY)):
        _form(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), font, CELL_PT, CELL_PT * 1.5)
    styles[CELL_HEAD].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _form(styles["Footer"], PAGE_NUMBER, 14, LINE_PT)


def _form(style, font: str, size: float, line: float, after: float = 0, align=None) -> None:
    """Give a style font, size and exact line height in points, and take the library's own looks from it."""
    run = style.element.get_or_add_rPr()
    for child in list(run):
        run.remove(child)
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)
    fonts = run.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), False, RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing, form.alignment = Pt(0), Pt(after), Pt(line), align


def _language(styles) -> None:
    for language in styles.element.iter(qn("w:lang")):
        for script in ("val", "eastAsia"):
            language.set(qn(f"w:{script}"), "zh-CN")


def _number_pages(doc: Document) -> None:
    """— 1 — outside below the text: right on odd pages, left on even ones, one sign from the edge."""
    doc.settings.odd_and_even_pages_header_footer = True
    section = doc.sections[0]
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        number = footer.paragraphs[0]
        number.style, number.alignment = "Footer", align
        number.paragraph_format.left_indent = number.paragraph_format.right_indent = Pt(14)
        number.add_run("— ")
        _field(number, "PAGE")
        number.add_run(" —")


def _field(added: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    added._p.append(field)
    # What stands there until Word has counted.
    field.append(added.add_run("1")._r)
