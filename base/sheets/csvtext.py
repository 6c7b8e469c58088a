"""Text files into a raw sheet: commas, semicolons or tabs, UTF-8, UTF-16 or the GBK of Chinese Excel."""

import csv
import io
import re
from collections.abc import Iterator

from base.archives import MIB

from .columns import plain
from .raw import Intake, RawSheet, Unread
from .scan import LONGEST_CELL, place_of

LARGEST = 20 * MIB
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = ("utf-8-sig", "gb18030")
SEPARATORS = "\t,;"
HEAD_LINES = 40
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
# ="00123" is how people keep Excel from dropping the noughts; ' is how our own files keep it from calculating.
KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
DANGEROUS = tuple("=+-@\t\r\0＝＋－＠")


def read_text(content: bytes, title: str, known: set[str], intake: Intake) -> RawSheet:
    """The rows of a text file; `known` are the table's `plain` headings. Row numbers are those Excel would show.

    Raises Unread not_text, too_large, open_quote, long_cell and those of `Intake`.
    """
    if len(content) > LARGEST:
        raise Unread("too_large", {"limit_mib": LARGEST // MIB})
    sheet, text = RawSheet(title), decoded(content)
    separator = _separator(text, known)
    for number, fields in enumerate(_records(text, separator, title), start=1):
        for column, field in enumerate(fields, start=1):
            if meant := _meant(field.strip()):
                _check(meant, separator, len(fields), f"{title}!{place_of(number, column)}")
                intake.put(sheet, number, column, meant, "text")
    return sheet


def decoded(content: bytes) -> str:
    """The text of a file in one of the usual encodings. Raises Unread not_text."""
    for encoding in ("utf-16",) if content.startswith(BYTE_ORDER_MARKS) else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROLS.search(text):
            return text
    raise Unread("not_text")


def protected(text: str) -> str:
    """Text as a csv cell that no program calculates."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _meant(field: str) -> str:
    if found := KEPT_AS_TEXT.fullmatch(field):
        return found[1].strip()
    return field[1:] if field.startswith("'") and field[1:].startswith(DANGEROUS) else field


def _separator(text: str, known: set[str]) -> str:
    """The one by which the head of the file shows most known headings, else most fields."""
    head = text.split("\n", HEAD_LINES)[:HEAD_LINES]

    def shown(separator: str) -> tuple[int, int]:
        rows = [[field.strip().strip('"') for field in line.split(separator)] for line in head]
        return max(sum(plain(field) in known for field in row) for row in rows), max(map(len, rows))

    return max(SEPARATORS, key=shown)


def _records(text: str, separator: str, title: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(LONGEST_CELL)
    try:
        yield from reader
    except csv.Error:
        raise Unread("open_quote", {"line": reader.line_num}, title) from None


def _check(field: str, separator: str, width: int, place: str) -> None:
    """A quote mark left open swallows the rows up to the next one: then a field holds lines full of separators."""
    if "\n" in field and any(line.count(separator) >= max(2, width // 2) for line in field.splitlines()):
        raise Unread("open_quote", {}, place)
