"""FI3 and the way back: what goes out is never calculated, and comes in again as it was."""

import csv
import io

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from base import sheets
from base.sheets.cells import normalised
from base.sheets.columns import KEY, ORDER, VERSION, Column, Kind
from base.sheets.naming import labels_of
from base.sheets.reading import read_file
from base.sheets.writing import SheetOut, csv_bytes, safe_title, workbook
from tests.tools.workbooks import COLUMNS, VALUES, formula_cells

STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
DANGEROUS = [f"{start}{rest}" for start in STARTS for rest in ("1+1", 'HYPERLINK("http://x")', "cmd|' /C calc'!A0")]
LITERAL = (
    "_x000D_",
    "_x0041_",
    "<b>&amp;",
    '"quoted"',
    "'=1",
    "+86 797 1234567",
    "一\n二",
    "00123",
    "1e5",
    "TRUE",
    "#N/A",
)
TEXT = Column("text", "备注", longest=500)
NUMBER = Column("number", "差额", Kind.NUMBER)


def read(content: bytes, columns, tmp_path, name="out.xlsx") -> dict:
    path = tmp_path / name
    path.write_bytes(content)
    return read_file(str(path), name, labels=labels_of(columns))


def texts_of(content: bytes, tmp_path, name="out.xlsx") -> list[str]:
    [sheet] = read(content, [TEXT, NUMBER], tmp_path, name)["sheets"]
    return [normalised(TEXT, *row["cells"].get("备注", ("", "text"))) for row in sheet["rows"]]


def tidied(texts) -> list[str]:
    return [normalised(TEXT, text) for text in texts]


def test_nothing_that_goes_out_is_calculated():
    rows = [(text, 1, {"text": text, "number": -7}) for text in DANGEROUS]
    sheet = SheetOut("=1+1", [TEXT, NUMBER], rows, heading="=2+2", note="@3", meta={"=x": "=y"})
    content = workbook([sheet])
    assert formula_cells(content) == 0
    shown = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.data_type for cell in shown["C"][3:]] == ["n"] * len(rows)


def test_editing_a_dangerous_text_in_excel_leaves_it_a_text():
    shown = load_workbook(io.BytesIO(workbook([SheetOut("t", [TEXT], [("k", 1, {"text": "=1"})])]))).active
    assert shown["B2"].quotePrefix and shown["B2"].number_format == "@"


def test_what_begins_dangerously_comes_back_as_it_was(tmp_path):
    texts = [*DANGEROUS, *LITERAL]
    content = workbook([SheetOut("t", [TEXT], [(f"k{at}", 1, {"text": text}) for at, text in enumerate(texts)])])
    assert texts_of(content, tmp_path) == tidied(texts)


def test_csv_is_prefixed_negative_numbers_stay_numbers_and_both_come_back(tmp_path):
    texts = [text.replace("\0", "") if text.startswith("\0") else text for text in DANGEROUS]
    content = csv_bytes([TEXT, NUMBER], [("k", 1, {"text": text, "number": -7}) for text in texts])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
    assert all(row[0].startswith("'") for row, text in zip(rows[1:], texts, strict=True) if text.startswith(STARTS))
    assert {row[1] for row in rows[1:]} == {"-7"}
    assert texts_of(content, tmp_path, "out.csv") == tidied(texts)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_comes_back_in_either_language(language, tmp_path):
    entries = [
        ("k1", 4, VALUES),
        ("k2", 7, {column.name: column.empty for column in COLUMNS}),
        ("k3", 1, VALUES | {"moved": False}),
    ]
    with override(language):
        content = workbook([SheetOut("名册", list(COLUMNS), entries, "定南县 人员名册", "灰色列不改")])
    [sheet] = read(content, COLUMNS, tmp_path)["sheets"]
    found = {row["cells"][KEY][0]: row["cells"] for row in sheet["rows"]}
    for key, version, values in entries:
        cells = found[key]
        assert cells[VERSION][0] == str(version)
        back = {column.name: normalised(column, *cells.get(str(column.label), ("", "text"))) for column in COLUMNS}
        assert back == values


def test_meta_and_numbering_come_back_and_the_sheets_that_carry_them_do_not(tmp_path):
    meta = {"ledger": "staff", "place": "dingnan", "part": "县水利局", "made_on": "2021-02-18"}
    content = workbook(
        [SheetOut("名册", list(COLUMNS), [("k", 1, VALUES)], meta=meta), SheetOut("二", list(COLUMNS), [])]
    )
    [first, second] = read(content, COLUMNS, tmp_path)["sheets"]
    assert (first["meta"], second["title"], second["rows"]) == (meta, "二", [])
    assert first["columns"] == [ORDER, *[column.label for column in COLUMNS], KEY, VERSION]
    hidden = [sheet.sheet_state for sheet in load_workbook(io.BytesIO(content))]
    assert hidden == ["visible", "visible", "veryHidden"]


def test_a_renamed_sheet_keeps_its_meta(tmp_path):
    book = load_workbook(
        io.BytesIO(workbook([SheetOut("名册", list(COLUMNS), [("k", 1, VALUES)], meta={"part": "甲"})]))
    )
    book["名册"].title = "改过的名字"
    content = io.BytesIO()
    book.save(content)
    assert read(content.getvalue(), COLUMNS, tmp_path)["sheets"][0]["meta"] == {"part": "甲"}


def test_a_sheet_is_ready_to_work_in_and_to_print():
    locked = Column("part", "原单位", locked=True, width=30)
    many = tuple((f"v{number}", f"很长的一个选项名称，第{number}个") for number in range(40))
    columns = [locked, Column("kind", "编制", Kind.CHOICE, choices=many), Column("moved", "是否", Kind.YES_NO)]
    content = workbook([SheetOut("名册", columns, [("k", 1, {"part": "甲"})], heading="标题", note="说明")])
    book = load_workbook(io.BytesIO(content))
    sheet = book["名册"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("C4", "$3:$3", "landscape")
    assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet["B4"].fill.fgColor.rgb != sheet["C4"].fill.fgColor.rgb
    assert [sheet.column_dimensions[letter].hidden for letter in "BDEF"] == [False, False, True, True]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules == {"C4:C504": "_lists!$A$1:$A$40", "D4:D504": '"是,否"'}
    assert book["_lists"]["A40"].value == many[-1][1]


TITLES = [
    ("县发展改革委", (), "县发展改革委"),
    ("a/b:c*d?[e]\\f", (), "a b c d  e  f"),
    ("", (), "Sheet"),
    ("'甲'", (), "甲"),
    ("长" * 40, (), "长" * 31),
    ("甲", ("甲",), "甲(2)"),
    ("长" * 40, ("长" * 31,), "长" * 28 + "(2)"),
    ("Abc", ("abc", "abc(2)"), "Abc(3)"),
]


@pytest.mark.parametrize(("title", "taken", "name"), TITLES)
def test_titles_of_sheets_are_what_excel_allows(title, taken, name):
    assert safe_title(title, taken) == name


def test_a_file_reaches_the_web_process_through_the_cage(tmp_path):
    path, progress = tmp_path / "f.xlsx", tmp_path / "progress"
    rows = [(f"k{number}", 1, VALUES) for number in range(600)]
    path.write_bytes(workbook([SheetOut("名册", list(COLUMNS), rows)]))
    found = sheets.read(path, "f.xlsx", labels=labels_of(COLUMNS), progress=str(progress))
    direct = read_file(str(path), "f.xlsx", labels=labels_of(COLUMNS))
    assert found == direct
    assert progress.read_text() == "500"


def test_a_refusal_reaches_the_web_process_as_a_sentence(tmp_path):
    path = tmp_path / "f.xls"
    path.write_text("<html><table></table></html>")
    with override("zh-hans"), pytest.raises(sheets.SheetRefused) as refused:
        sheets.read(path, "f.xls", labels=labels_of(COLUMNS))
    assert "网页" in refused.value.sentence and ".xlsx" in refused.value.sentence
