"""What an official document has beyond a paper: 版头, marks across, 版记 at the foot of the page (GB/T 9704-2012, 7).

Built on `base.word`; the document's own grid is 22 lines of 28 signs.
"""

from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from . import word

RED = RGBColor(0xD7, 0x00, 0x0F)
# 225 mm hold 22 lines, and 156 mm 28 signs when each is a quarter of a point closer to the next. Word's own grid of
# signs is not used: other offices read it otherwise. The spacing is in twentieths of a point.
LINE_PT = 28.95
SIGN_SPACING = -5
IMPRINT_PT = 14
HEAD_PT, HEAD_WIDTH_PT = 42, 440
# How high a line of a table's cell is, in sizes of its words.
CELL_LINE = 1.3
# 7.4.2: the outer rules 0.35 mm, those between 0.25 mm; in eighths of a point.
OUTER_RULE, INNER_RULE = "8", "6"


def on_the_grid(doc: Document) -> None:
    """22 lines of 28 signs on every page."""
    for name in ("Normal", *(name for name, _font in word.HEADINGS.values())):
        style = doc.styles[name]
        style.paragraph_format.line_spacing = Pt(LINE_PT)
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), str(SIGN_SPACING))
        style.element.get_or_add_rPr().insert_element_before(closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")


def red_head(doc: Document, text: str, number: str) -> None:
    """发文机关标志 in red, as wide as the text; the number two lines below it, and the red rule."""
    head = word.paragraph(doc, text, indent=False)
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    size = min(HEAD_PT, HEAD_WIDTH_PT // max(len(text), 1))
    head.paragraph_format.space_before, head.paragraph_format.line_spacing = Mm(22), Pt(size * 1.4)
    _as(head, word.TITLE, size, RED)
    below = word.paragraph(doc, number, indent=False)
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    below.paragraph_format.space_before = Pt(LINE_PT)
    _ruled(below)


def heading_run(added: Paragraph, text: str) -> None:
    """Words set as a heading of the second rank at the head of a paragraph."""
    _fonts(added.add_run(text), word.SCRIPT)


def right(doc: Document, text: str, signs: float) -> Paragraph:
    """A line at the right, `signs` from the margin."""
    added = word.paragraph(doc, text, indent=False)
    added.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    added.paragraph_format.right_indent = Pt(signs * word.BODY_PT)
    return added


def new_page(doc: Document, *, even: bool = False) -> None:
    """What follows begins on a new page, or on the next even one."""
    doc.add_section(WD_SECTION.EVEN_PAGE if even else WD_SECTION.NEW_PAGE)


def mark_across(doc: Document, text: str) -> None:
    """Grey words across every page, behind the text."""
    section = doc.sections[0]
    for at, header in enumerate((section.header, section.even_page_header)):
        header.is_linked_to_previous = False
        header.paragraphs[0]._p.append(parse_xml(_MARK.format(ns=nsdecls("w"), at=at, text=text, font=word.HEAVY)))


def imprint(doc: Document, lines: Sequence[tuple[str, str]]) -> None:
    """版记 at the foot of the page: a rule above, between and below; words at the left and at the right of a line."""
    for words in lines:
        added = word.paragraph(doc, "", indent=False)
        _imprint_line(added, words)
        properties = added._p.get_or_add_pPr()
        frame = parse_xml(_FOOT.format(ns=nsdecls("w"), width=word.TEXT_WIDTH // TWENTIETH))
        properties.insert_element_before(frame, *_AFTER_FRAME)
        rules = parse_xml(_RULES.format(ns=nsdecls("w"), outer=OUTER_RULE, inner=INNER_RULE))
        properties.insert_element_before(rules, *_AFTER_RULES)


def centred(doc: Document, text: str, size: float) -> Paragraph:
    """The title of an annex."""
    added = word.paragraph(doc, text, indent=False)
    added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    added.paragraph_format.line_spacing, added.paragraph_format.space_after = Pt(size * 1.6), Pt(8)
    _as(added, word.TITLE, size)
    return added


def heavy(doc: Document, text: str) -> Paragraph:
    """附件1: in the heavy font, from the margin."""
    added = word.paragraph(doc, text, indent=False)
    _as(added, word.HEAVY, word.BODY_PT)
    return added


def small(doc: Document, text: str, size: float = 10.5) -> Paragraph:
    """A note under a table."""
    added = word.paragraph(doc, text, indent=False)
    added.paragraph_format.line_spacing, added.paragraph_format.space_before = Pt(size * 1.6), Pt(6)
    _as(added, word.BODY, size)
    return added


def fit(table: Table, left: Iterable[int], size: float, height: float) -> None:
    """The words of a table at `size`, its rows at least `height` points high; centred but for the columns `left`."""
    left = set(left)
    # The schema wants it ahead of tblLook.
    table._tbl.tblPr.insert_element_before(parse_xml(_CLOSE.format(ns=nsdecls("w"))), "w:tblLook")
    for row in table.rows:
        row.height = Pt(height)
        for at, cell in enumerate(row.cells):
            line = cell.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.LEFT if at in left else WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.line_spacing = Pt(size * CELL_LINE)
            for run in line.runs:
                run.font.size = Pt(size)


def _imprint_line(added: Paragraph, words: tuple[str, str]) -> None:
    left, at_right = (word.cleaned(text) for text in words)
    form = added.paragraph_format
    form.left_indent = form.right_indent = Pt(IMPRINT_PT)
    form.line_spacing = Pt(IMPRINT_PT * 1.8)
    form.tab_stops.add_tab_stop(word.TEXT_WIDTH - Pt(2 * IMPRINT_PT), WD_TAB_ALIGNMENT.RIGHT)
    added.add_run(f"{left}\t{at_right}" if at_right else left)
    _as(added, word.BODY, IMPRINT_PT)


def _as(added: Paragraph, font: str, size: float, colour: RGBColor | None = None) -> None:
    for run in added.runs:
        _fonts(run, font)
        run.font.size = Pt(size)
        if colour is not None:
            run.font.color.rgb = colour


def _fonts(run, font: str) -> None:
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _ruled(added: Paragraph) -> None:
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="16" w:space="11" w:color="{RED}"/></w:pBdr>'
    )
    added._p.get_or_add_pPr().insert_element_before(border, *_AFTER_RULES)


# What the schema wants after each in the properties of a paragraph.
_AFTER_RULES = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
_AFTER_FRAME = ("w:widowControl", "w:numPr", "w:pBdr", *_AFTER_RULES)
TWENTIETH = Pt(1) // 20
_FOOT = (
    '<w:framePr {ns} w:w="{width}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" '
    'w:yAlign="bottom"/>'
)
_RULES = (
    '<w:pBdr {ns}><w:top w:val="single" w:sz="{outer}" w:space="1" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="{outer}" w:space="1" w:color="000000"/>'
    '<w:between w:val="single" w:sz="{inner}" w:space="1" w:color="000000"/></w:pBdr>'
)
_CLOSE = '<w:tblCellMar {ns}><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar>'
_MARK = (
    '<w:r {ns} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="mark{at}" type="#_x0000_t136" style="position:absolute;width:340pt;height:170pt;rotation:315;'
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#c8c8c8" '
    'stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" '
    'string="{text}"/></v:shape></w:pict></w:r>'
)
