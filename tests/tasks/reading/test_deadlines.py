"""Every wording of the table is read as the table says."""

import csv
from datetime import date
from pathlib import Path

import pytest

from tasks.reading.dates import is_weekday
from tasks.reading.deadlines import Reference, read_deadline

COLUMNS = ("kind", "starts_on", "due_on", "precision", "standing", "recurs")
OFF = {date(2021, 2, day) for day in range(11, 18)}
MADE_UP = {date(2021, 2, 7), date(2021, 2, 20)}


def wordings():
    with open(Path(__file__).with_name("deadlines.tsv"), encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_working(day):
    return day in MADE_UP or (is_weekday(day) and day not in OFF)


def as_row(deadline):
    values = {column: getattr(deadline, column) for column in COLUMNS}
    return {column: {None: "", True: "y", False: ""}.get(value, str(value)) for column, value in values.items()}


@pytest.mark.parametrize("row", wordings(), ids=lambda row: f"{row['wording']} ({row['issued_on']})")
def test_wording_is_read_as_the_table_says(row):
    reference = Reference(date.fromisoformat(row["issued_on"]), is_working)
    assert as_row(read_deadline(row["wording"], reference)) == {column: row[column] for column in COLUMNS}


@pytest.mark.parametrize(
    ("wording", "first", "last"),
    [
        ("2021年3月1日至4月30日", date(2021, 3, 1), date(2021, 4, 30)),
        ("2021年11月至2月", date(2021, 11, 1), date(2022, 2, 28)),
    ],
)
def test_the_end_of_a_range_takes_its_year_from_the_beginning(wording, first, last):
    read = read_deadline(wording, Reference(date(2023, 1, 5)))
    assert (read.starts_on, read.due_on, read.confidence) == (first, last, 1.0)


@pytest.mark.parametrize("row", [row for row in wordings() if row["required"] == "n"], ids=lambda row: row["wording"])
def test_a_wording_that_can_be_argued_shows_its_reason(row):
    read = read_deadline(row["wording"], Reference(date.fromisoformat(row["issued_on"])))
    assert read.confidence < 1 and read.reason
