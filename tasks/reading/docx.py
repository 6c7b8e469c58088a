"""Word files: word/document.xml read as a stream, block by block.

Not through python-docx: a stream stays small whatever the file holds, and tracked insertions and content
controls are read as the reader of the printed page would.
"""

import zipfile
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import iterparse

from base.archives import check_xml

from .notice import ReadingError
from .pages import MOST_COLUMNS, Cell, Pages, Row

DOCUMENT = "word/document.xml"
NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_NS = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BODY_BLOCK = 2


def read_docx(archive: zipfile.ZipFile) -> Pages:
    """Lines and grids of a checked Word file. Raises ArchiveRefused from the XML check."""
    with archive.open(DOCUMENT) as stream:
        check_xml(stream)
    lines: list[str] = []
    grids: list[tuple[Row, ...]] = []
    with archive.open(DOCUMENT) as stream:
        for block in _blocks(stream):
            if block.tag == f"{NS}tbl":
                grids.append(_grid(block, len(grids) + 1))
            else:
                lines.append(_text(block))
    return Pages(tuple(lines), tuple(grids))


def _blocks(stream) -> Iterator[Element]:
    """Paragraphs and tables in order, each forgotten once it has been used."""
    depth = 0
    try:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if event == "end" and depth == BODY_BLOCK:
                _transitional(element)
                yield from _paragraphs_and_tables(element)
                element.clear()
    except ParseError as broken:
        raise ReadingError("damaged") from broken


def _transitional(block: Element) -> None:
    """Bring the strict dialect of Word files to the common one."""
    for element in block.iter():
        if element.tag.startswith(STRICT_NS):
            element.tag = NS + element.tag[len(STRICT_NS) :]
            element.attrib.update({name.replace(STRICT_NS, NS): value for name, value in element.items()})


def _paragraphs_and_tables(element: Element) -> Iterator[Element]:
    if element.tag in (f"{NS}p", f"{NS}tbl"):
        yield element
    elif element.tag != f"{NS}sectPr":
        for child in element:
            yield from _paragraphs_and_tables(child)


def _text(paragraph: Element) -> str:
    return "".join(_words(paragraph))


def _words(element: Element) -> Iterator[str]:
    """Text as printed: what was deleted under tracking is in w:delText and stays out."""
    if element.tag == f"{NS}t":
        yield element.text or ""
    elif element.tag in (f"{NS}tab", f"{NS}br", f"{NS}cr"):
        yield " "
    elif element.tag not in (FALLBACK, f"{NS}pPr"):
        for child in element:
            yield from _words(child)


def _grid(table: Element, number: int) -> tuple[Row, ...]:
    rows = enumerate(_inside(table, "tr"), start=1)
    return tuple(Row(tuple(islice(_cells(row), MOST_COLUMNS)), f"table {number}, row {place}") for place, row in rows)


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Rows or cells of this table, also within content controls, but not those of a table in a cell."""
    for child in element:
        if child.tag == NS + name:
            yield child
        elif child.tag in (f"{NS}sdt", f"{NS}sdtContent", f"{NS}customXml", f"{NS}ins"):
            yield from _inside(child, name)


def _cells(row: Element) -> Iterator[Cell]:
    yield from [Cell("")] * _number(row, "trPr", "gridBefore", 0)
    for cell in _inside(row, "tc"):
        merge = cell.find(f"{NS}tcPr/{NS}vMerge")
        continues = merge is not None and merge.get(f"{NS}val", "continue") == "continue"
        paragraphs = (_text(block).strip() for block in _paragraphs_and_tables(cell) if block.tag == f"{NS}p")
        yield Cell("\n".join(filter(None, paragraphs)), continues)
        yield from [Cell("", continues)] * (_number(cell, "tcPr", "gridSpan", 1) - 1)


def _number(element: Element, properties: str, name: str, default: int) -> int:
    found = element.find(f"{NS}{properties}/{NS}{name}")
    value = found.get(f"{NS}val", "") if found is not None else ""
    return min(int(value), MOST_COLUMNS) if value.isdecimal() and len(value) < 10 else default
