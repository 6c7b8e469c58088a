"""Every unit wording of the table is read as the table says."""

import csv
from pathlib import Path

import pytest

from tasks.reading.units import read_units


def wordings():
    with open(Path(__file__).with_name("units.tsv"), encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def names(column):
    return [name.rstrip("*") for name in column.split(";") if name]


@pytest.mark.parametrize("row", wordings(), ids=lambda row: row["wording"])
def test_wording_is_read_as_the_table_says(row):
    read = read_units(row["wording"])
    assert [*read.lead] == names(row["lead"])
    assert [*read.units, *read.support] == names(row["units"])
    assert [*read.groups] == names(row["groups"])
    assert [*read.restored] == [name.rstrip("*") for name in row["units"].split(";") if name.endswith("*")]


def test_units_after_配合_are_told_from_leads_and_others():
    read = read_units("牵头单位：市委组织部，配合单位：市国资委")
    assert (read.lead, read.support, read.units) == (("市委组织部",), ("市国资委",), ())


@pytest.mark.parametrize("wording", ["市教育局、章贡区教育局", "市税务局、中国人民银行赣州市中心支行"])
def test_a_name_with_its_own_place_gets_no_prefix(wording):
    assert read_units(wording).restored == ()


def test_a_known_unit_keeps_its_name():
    assert read_units("市财政局、行政审批局", known=("行政审批局",)).units == ("市财政局", "行政审批局")
