"""The answer of the reader on its way out of the cage: a row as a list instead of a dict, plain texts bare.

Twenty thousand rows would otherwise take twice the memory on both sides.
"""

from .raw import REMEMBERED
from .reading import read_file


def read_packed(path: str, name: str, **options) -> dict:
    """`reading.read_file`, packed; for the cage."""
    found = read_file(path, name, **options)
    for sheet in found["sheets"]:
        rows, labels = sheet["rows"], sheet["columns"]
        for at, row in enumerate(rows):
            cells = [_packed(row["cells"].get(label)) for label in labels]
            rows[at] = [row["row"], row["hidden"], cells]
    return found


def unpack(found: dict) -> dict:
    """What `reading.read_file` returned, from what `read_packed` did; works in place."""
    seen: dict = {}
    for sheet in found["sheets"]:
        rows, labels = sheet["rows"], sheet["columns"]
        for at, (number, hidden, packed) in enumerate(rows):
            cells = {label: _cell(each, seen) for label, each in zip(labels, packed, strict=True) if each is not None}
            rows[at] = {"row": number, "cells": cells, "hidden": hidden}
    return found


def _packed(cell: tuple[str, str] | None):
    if cell is None:
        return None
    return cell[0] if cell[1] == "text" else cell


def _cell(packed, seen: dict) -> tuple[str, str]:
    cell = (packed, "text") if isinstance(packed, str) else (packed[0], HOWS[packed[1]])
    return seen.setdefault(cell, cell) if len(seen) < REMEMBERED else seen.get(cell, cell)


HOWS = {how: how for how in ("number", "day", "bool", "formula", "error", "merged")}
