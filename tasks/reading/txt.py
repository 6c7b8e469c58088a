"""Plain text: a table is a run of lines with tabulators, where merged cells show as empty ones."""

from itertools import groupby

from .notice import ReadingError
from .pages import Cell, Pages, Row

LARGEST = 2 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
CELLS_OF_A_TABLE = 3


def read_txt(content: bytes) -> Pages:
    """Lines and grids of a text file. Raises ReadingError too_large, not_text."""
    if len(content) > LARGEST:
        raise ReadingError("too_large", {"limit_mib": LARGEST // 1024**2})
    lines = [*enumerate(_decoded(content).splitlines(), start=1)]
    runs = [(tabbed, [*run]) for tabbed, run in groupby(lines, key=lambda line: _is_row(line[1]))]
    return Pages(
        lines=tuple(text for tabbed, run in runs if not tabbed for _, text in run),
        grids=tuple(tuple(_row(number, text) for number, text in run) for tabbed, run in runs if tabbed),
    )


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(BYTE_ORDER_MARKS) else ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(character) < 32 and character not in "\t\r\n\f\v" for character in text):
            return text
    raise ReadingError("not_text")


def _is_row(line: str) -> bool:
    return line.count("\t") >= CELLS_OF_A_TABLE - 1


def _row(number: int, line: str) -> Row:
    cells = (text.strip() for text in line.split("\t"))
    return Row(tuple(Cell(text, continues=None if not text else False) for text in cells), f"line {number}")
