"""FI2: no row is lost in silence. Each workbook of the corpus comes out as read, as refused by cell, or as reported."""

import pytest

from base.intake.unfit import Unfit
from base.sheets import words
from base.sheets.cells import CellRefused, normalised
from base.sheets.columns import plain
from base.sheets.naming import labels_of, names_of
from base.sheets.raw import Unread
from base.sheets.reading import read_file
from tests.tools.workbooks import CASES, COLUMNS, built

NO_ENTRIES = ("repeated_header", "total_row", "remark_row")
BY_NAME = {column.name: column for column in COLUMNS}


def understood(sheet: dict, row: dict) -> tuple[dict, list[str]]:
    """(values by column name, places of the cells that were refused) of one row."""
    names, values, refused = names_of(COLUMNS), {}, []
    for label, (text, how) in row["cells"].items():
        try:
            if name := names.get(plain(label)):
                values[name] = normalised(BY_NAME[name], text, how)
        except CellRefused as error:
            assert error.sentence
            refused.append(f"{sheet['title']}!{sheet['letters'][label]}{row['row']}")
    return {column.name: column.empty for column in COLUMNS} | values, refused


def reported(troubles: list[dict]) -> dict[str, int]:
    """{code: rows that are not among the rows because of it}."""
    found: dict[str, int] = {}
    for trouble in troubles:
        assert words.trouble_text(trouble)
        rows = trouble["params"]["rows"] if trouble["code"] == "sheet_skipped" else trouble["code"] in NO_ENTRIES
        found[trouble["code"]] = found.get(trouble["code"], 0) + rows
    return found


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.unread])
def test_every_row_is_read_or_refused_by_cell_or_reported(name, tmp_path):
    case = CASES[name]
    path = built(name, tmp_path)
    found = read_file(str(path), path.name, labels=labels_of(COLUMNS))
    rows = [understood(sheet, row) for sheet in found["sheets"] for row in sheet["rows"]]
    refused = [places for _values, places in rows if places]
    assert reported(found["troubles"]) == case.reported
    assert tuple(place for places in refused for place in places) == case.refused
    assert len(rows) - len(refused) == case.read
    assert len(rows) + sum(case.reported.values()) == case.rows
    for at, values in case.values.items():
        assert rows[at][0] | values == rows[at][0]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.unread])
def test_a_file_that_cannot_be_read_right_is_refused_whole_with_its_place(name, tmp_path):
    path = built(name, tmp_path)
    with pytest.raises((Unread, Unfit)) as refused:
        read_file(str(path), path.name, labels=labels_of(COLUMNS))
    error = refused.value
    assert (error.code, getattr(error, "source", "")) == CASES[name].unread
    assert words.refusal_text(error.code, error.params)


def test_the_corpus_has_forty_workbooks():
    assert len(CASES) >= 40
