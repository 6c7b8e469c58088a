"""What a reader of many rows may cost, and that each of its refusals and remarks has words."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from base.archives import ArchiveRefused
from base.files.refusals import FOUND
from base.intake.kinds import SIGNATURES
from base.sheets import scan, words
from base.sheets.parts import shape_of
from base.sheets.wire import read_packed, unpack
from base.sheets.writing import SheetOut, workbook
from tests.tools.workbooks import COLUMNS, LABELS, VALUES, inline, package, worksheet, xml_rows

ROOT = Path(__file__).resolve().parents[3]
SOURCES = [*(ROOT / "base/sheets").glob("*.py"), ROOT / "base/archives.py"]
WIDE = [f"第{number}列" for number in range(40)]


def literals(call: str) -> set[str]:
    """The texts given first in every call of `call` in the sources."""
    nodes = (node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    named = (node for node in nodes if isinstance(node, ast.Call) and node.args and _name(node.func) == call)
    return {part.value for node in named for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}


def _name(function) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def test_every_refusal_and_every_trouble_has_its_sentence():
    refusals = literals("Unread") | literals("ArchiveRefused")
    assert refusals <= {*words.REFUSALS, *words.SAME_SENTENCE}
    assert set(words.SAME_SENTENCE.values()) <= set(words.REFUSALS)
    said = literals("_say") | {"filled_down", "repeated_header", "total_row", "remark_row"}
    assert said == set(words.TROUBLES)


def test_whatever_a_file_turns_out_to_be_has_a_name():
    assert {name for name, _fits in SIGNATURES} | {"unknown"} <= set(FOUND)


def peaks(path: Path) -> dict:
    """What `read` costs, measured in a process of its own: MiB above what it had before, seconds of the child."""
    program = f"""
import json, os, resource, django
django.setup()
from base.sheets.intake import read
# Not ru_maxrss, which a process takes over from the one that started it.
peak = lambda: int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024
before = peak()
found = read({str(path)!r}, "big.xlsx", labels={WIDE!r})
child = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({{
    "rows": len(found["sheets"][0]["rows"]),
    "cells": sum(len(row["cells"]) for row in found["sheets"][0]["rows"]),
    "reader": peak() - before,
    "cage": child.ru_maxrss / 1024,
    "seconds": child.ru_utime + child.ru_stime,
}}))"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(answer.stdout)


def twenty_thousand_rows(path: Path) -> None:
    """Half of the 800,000 cells hold a text that stands nowhere else."""
    rows = (f"<row>{''.join(_wide_cell(row, column) for column in range(len(WIDE)))}</row>" for row in range(1, 20_001))
    package(worksheet(xml_rows(inline(*WIDE)) + "".join(rows)), formats=(0,))(path)


def _wide_cell(row: int, column: int) -> str:
    place = f"{scan.letters_of(column + 1)}{row + 1}"
    if column % 2:
        return f'<c r="{place}" s="0" t="inlineStr"><is><t>县住建局第{row}号事项{column}说明</t></is></c>'
    return f'<c r="{place}" s="0"><v>{row * column}</v></c>'


@pytest.mark.fault
def test_twenty_thousand_rows_of_forty_columns_stay_within_300_mib_and_30_seconds(tmp_path, figures):
    path = tmp_path / "big.xlsx"
    twenty_thousand_rows(path)
    cost = peaks(path)
    figures("FI2 20,000 x 40", outcome={name: round(value, 1) for name, value in cost.items()})
    assert (cost["rows"], cost["cells"]) == (20_000, 800_000)
    assert cost["reader"] < 300 and cost["cage"] < 300
    assert cost["seconds"] < 30


def test_the_reader_starts_without_django_and_without_openpyxl(tmp_path):
    path = tmp_path / "f.xlsx"
    path.write_bytes(workbook([SheetOut("名册", list(COLUMNS), [("k", 1, VALUES)])]))
    program = f"""
import sys
from base.sheets.wire import read_packed
print(len(read_packed({str(path)!r}, "f.xlsx", labels={LABELS!r})["sheets"][0]["rows"]))
print([name for name in ("django", "openpyxl", "lxml") if name in sys.modules])"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert answer.stdout.split("\n")[:2] == ["1", "[]"]


def test_a_packed_answer_unpacks_to_what_was_read(tmp_path):
    path = tmp_path / "f.xlsx"
    rows = xml_rows(inline("姓名", "环节数"), f"{inline('甲')}<c><v>3</v></c>", inline("", "乙"))
    package(worksheet(rows))(path)
    found = unpack(json.loads(json.dumps(read_packed(str(path), "f.xlsx", labels=LABELS))))
    assert [row["cells"] for row in found["sheets"][0]["rows"]] == [
        {"姓名": ("甲", "text"), "环节数": ("3", "number")},
        {"环节数": ("乙", "text")},
    ]


SHAPES = {
    "General": "", "0.00": "", "@": "", "0": "", "#,##0": "", '0"年"': "", "[Red]0.0": "", "0.00E+00": "",
    "000000": "000000", "yyyy-mm-dd": "day", 'yyyy"年"m"月"d"日"': "day", "m/d/yy h:mm": "day", "[$-F800]dddd": "day",
    'm"月"d"日"': "day", "yyyy-mm": "month", "mmm": "month", 'yyyy"年"': "year", "h:mm": "time", "[h]:mm:ss": "time",
    "上午/下午h\"时\"mm\"分\"": "time", "yyyy/m/d;@": "day",
}  # fmt: skip


@pytest.mark.parametrize("code", SHAPES)
def test_a_number_format_tells_what_a_cell_shows(code):
    assert shape_of(code) == SHAPES[code]


PLACES = {"A1": (1, 1), "C7": (7, 3), "Z9": (9, 26), "AA10": (10, 27), "XFD1048576": (1_048_576, 16_384)}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_row_and_column_and_back(place):
    assert scan.position(place, 1) == PLACES[place]
    assert scan.place_of(*PLACES[place]) == place


@pytest.mark.parametrize("place", ["", "7", "C", "XFE1", "A0", "A1048577", "a1", "A1B2", "Ä1", "AAAA1"])
def test_a_place_that_no_sheet_has_is_damage(place):
    with pytest.raises(ArchiveRefused) as refused:
        scan.position(place, 1)
    assert refused.value.code == "damaged"


def test_areas_are_cut_to_the_sheet():
    merges = scan.Merges(most=3, rows=100, columns=10)
    for reference in ("B2:C4", "$A$50:XFD1048576", "Z1:AA2", "D9"):
        try:
            merges.add(reference)
        except ArchiveRefused as refused:
            assert (refused.code, reference) == ("too_many_merges", "D9")
    assert merges.areas == [(2, 2, 3, 4), (1, 50, 10, 100), (4, 9, 4, 9)]
