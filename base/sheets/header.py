"""Finding a table's header: below titles, over two rows, with merged cells; and what its columns are called."""

from dataclasses import dataclass

from .columns import SYSTEM, is_forbidden, plain
from .raw import RawSheet, Unread
from .scan import letters_of, place_of

HEAD_ROWS = 40
ENOUGH = 2
LONGEST_LABEL = 80
DEEPEST_BAND = 3


@dataclass(frozen=True)
class Header:
    """`labels` as found by column; `taken` of these are the table's own, `forbidden` are personal data.

    `spans` tells for a heading merged over several columns which they are, by its first.
    """

    first_row: int
    last_row: int
    labels: dict[int, str]
    taken: frozenset[int]
    forbidden: frozenset[int]
    spans: dict[int, set[int]]


def find_header(sheet: RawSheet, own: set[str]) -> Header | None:
    """The header of a sheet's table by the `plain` headings of the ledger; None when there is none.

    Raises Unread repeated_label.
    """
    row = _likeliest(sheet, own)
    if row is None:
        return None
    band = _band(sheet, row)
    texts, spans = _texts(sheet, band)
    labels = {column: _label(parts, own) for column, parts in sorted(texts.items())}
    taken = frozenset(column for column, label in labels.items() if plain(label) in own | _SYSTEM)
    _refuse_repeated(sheet, band.stop - 1, labels, taken)
    forbidden = frozenset(column for column, label in labels.items() if is_forbidden(label, own)) - taken
    return Header(band.start, band.stop - 1, _distinct(labels), taken, forbidden, spans)


_SYSTEM = {plain(label) for label in SYSTEM}


def known_in(cells: dict, own: set[str]) -> dict[int, str]:
    """The columns of a row whose text is a heading of the table, with that heading in its `plain` form."""
    found = {column: plain(text) for column, (text, _how) in cells.items() if len(text) <= LONGEST_LABEL}
    return {column: label for column, label in found.items() if label in own}


def _likeliest(sheet: RawSheet, own: set[str]) -> int | None:
    best, most = None, min(ENOUGH, len(own)) - 1
    for row in sorted(sheet.rows)[:HEAD_ROWS]:
        found = len(set(known_in(sheet.rows[row], own | _SYSTEM).values()))
        if found > most and known_in(sheet.rows[row], own):
            best, most = row, found
    return best


def _band(sheet: RawSheet, row: int) -> range:
    """The rows of the header: cells merged downwards make it deeper than one."""
    first, last = row, row
    for left, top, _right, bottom in sheet.merges.areas:
        if top <= row <= bottom and bottom - top < DEEPEST_BAND and left in sheet.rows.get(top, {}):
            first, last = min(first, top), max(last, bottom)
    return range(first, last + 1)


def _texts(sheet: RawSheet, band: range) -> tuple[dict[int, list[str]], dict[int, set[int]]]:
    """({column: its headings from above}, spans): a heading over several columns heads each that has its own."""
    texts = {row: {column: text for column, (text, _how) in sheet.rows.get(row, {}).items()} for row in band}
    named = {column for cells in texts.values() for column in cells}
    spans: dict[int, set[int]] = {}
    for left, top, right, _bottom in sheet.merges.areas:
        if top not in band or left not in texts[top] or left == right:
            continue
        for column in range(left + 1, right + 1):
            if column in named:
                texts[top].setdefault(column, texts[top][left])
            else:
                spans.setdefault(left, {left}).add(column)
    return {column: [texts[row][column] for row in band if column in texts[row]] for column in named}, spans


def _label(parts: list[str], own: set[str]) -> str:
    """Of 划转前 over 环节数: both together, the lower or the upper, whichever the table knows."""
    parts = ["".join(part.split("\n"))[:LONGEST_LABEL] for part in parts]
    together = "".join(parts)
    return next((label for label in (together, *reversed(parts)) if plain(label) in own | _SYSTEM), together)


def _refuse_repeated(sheet: RawSheet, row: int, labels: dict[int, str], taken: frozenset[int]) -> None:
    places: dict[str, list[int]] = {}
    for column in sorted(taken):
        places.setdefault(plain(labels[column]), []).append(column)
    for columns in places.values():
        if len(columns) > 1:
            params = {"label": labels[columns[0]], "cells": [place_of(row, column) for column in columns]}
            raise Unread("repeated_label", params, sheet.title)


def _distinct(labels: dict[int, str]) -> dict[int, str]:
    """Headings that nobody takes may repeat; they are told apart by their column."""
    found = list(labels.values())
    return {c: label if found.count(label) == 1 else f"{label}（{letters_of(c)}）" for c, label in labels.items()}
