"""A circular as a Word file in the layout of GB/T 9704-2012: it needs no retyping, only number, day and seal."""

from datetime import datetime
from math import ceil

from docx.document import Document

from base import official, word

from .annexes import Annex
from .paper import Paper
from .text import Line

ANNEX_TITLE_PT = 20
# (size of the words, height of a row) in points.
CELLS, SMALL = (11, 21), (7.5, 19)
# What a page holds in points below the head of an annex, with room for 版记.
ROOM_PT = 480
LINES_A_PAGE, SIGNS_A_LINE = 22, 28
PT_A_MM, CELL_MARGIN_PT = 72 / 25.4, 3
# What stands above the text on the first page, in lines.
HEAD_LINES = 10


def docx(paper: Paper, made_at: datetime) -> bytes:
    """The file; `made_at` (aware) is written into it."""
    doc = word.document(made_at, paper.title.replace("\n", ""))
    official.on_the_grid(doc)
    if paper.mark:
        official.mark_across(doc, paper.mark)
    _head(doc, paper)
    _body(doc, paper)
    ends_even = _annexes(doc, paper)
    if not ends_even:
        official.new_page(doc, even=True)
    official.imprint(doc, paper.imprint)
    return word.to_bytes(doc)


def _head(doc: Document, paper: Paper) -> None:
    official.red_head(doc, paper.head, paper.number)
    title = word.title(doc, paper.title)
    title.paragraph_format.space_before = word.Pt(2 * official.LINE_PT)
    if paper.recipients:
        word.paragraph(doc, f"{paper.recipients}：", indent=False)


def _body(doc: Document, paper: Paper) -> None:
    for line in paper.body:
        _line(doc, line)
    for at, listed in enumerate(paper.listed):
        named = word.paragraph(doc, f"附件：{listed}" if at == 0 else f"　　　{listed}")
        named.paragraph_format.space_before = word.Pt(official.LINE_PT if at == 0 else 0)
    if not paper.brief:
        signed = official.right(doc, paper.issuer, 4)
        signed.paragraph_format.space_before = word.Pt(2 * official.LINE_PT)
    official.right(doc, paper.day or "　　　　年　　月　　日", 4)


def _line(doc: Document, line: Line) -> None:
    if line.heading:
        word.heading(doc, line.text)
        return
    added = word.paragraph(doc, "")
    for run in line.runs:
        if run.lead:
            official.heading_run(added, word.cleaned(run.text))
        else:
            added.add_run(word.cleaned(run.text))


def _annexes(doc: Document, paper: Paper) -> bool:
    """Each on a new page; whether 版记 fits under the last one, which then begins on an even page."""
    page = _pages(paper)
    for number, annex in paper.numbered:
        last = annex is paper.annexes[-1]
        height = _height(annex)
        under = last and page % 2 == 1 and height <= ROOM_PT
        official.new_page(doc, even=under)
        _annex(doc, number, annex)
        page += ceil(height / ROOM_PT)
    return under


def _height(annex: Annex) -> float:
    """About how high its table is, in points: words that are wider than their column take several lines."""
    size, least = SMALL if annex.small else CELLS
    signs = [max(1, int((width * PT_A_MM - CELL_MARGIN_PT) // size)) for width in annex.widths]
    rows = (zip(row, signs, strict=True) for row in (annex.head, *annex.rows))
    lines = [max(ceil(_wide(word) / at) for word, at in row) for row in rows]
    return sum(max(least, each * size * official.CELL_LINE) for each in lines)


def _wide(words: str) -> float:
    """How many Chinese signs wide: figures and Latin letters take half a one."""
    return sum(0.5 if sign.isascii() else 1 for sign in words)


def _annex(doc: Document, number: str, annex: Annex) -> None:
    official.heavy(doc, number)
    official.centred(doc, annex.title, ANNEX_TITLE_PT)
    table = word.table(doc, annex.head, annex.rows, annex.widths)
    official.fit(table, annex.left, *(SMALL if annex.small else CELLS))
    if annex.note:
        official.small(doc, annex.note)


def _pages(paper: Paper) -> int:
    """About how many pages the text takes. Wrong at an edge it costs a blank page; 版记 still ends on an even one."""
    lines = HEAD_LINES + sum(-(-(len(line.text) + 2) // SIGNS_A_LINE) for line in paper.body)
    lines += len(paper.listed) + 1 + 4
    return -(-lines // LINES_A_PAGE)
