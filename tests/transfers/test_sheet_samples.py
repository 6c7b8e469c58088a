"""The sample workbooks: made for any county, and those of the repository fit the demo."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from base.sheets import loads
from base.sheets.ledgers import opened
from pilots.models import Officer
from tests.base.sheetpages import file
from transfers.sheets.samples import SAMPLES

from .sheets import counted, county, faults, send, sentences

FIXTURES = settings.BASE_DIR / "fixtures" / "samples"
# What each file amounts to in 定南县 on the demo's day.
IN_THE_DEMO = {
    "roster-two-bad-rows.xlsx": ("staff", {"found": 8, "new": 6, "refused": 2}),
    "roster-gbk.csv": ("staff", {"found": 2, "new": 2}),
    "item-ledger.xlsx": ("items", {"found": 187, "new": 1, "changed": 3, "unchanged": 183}),
    "department-return.xlsx": ("items", {"found": 10, "new": 1, "changed": 9}),
}


@pytest.fixture
def samples(cast, the_day, own_files, tmp_path):
    """The samples of a small county, by name."""
    county(cast)
    call_command("sample_workbooks", unit="章贡区", into=tmp_path / "samples", stdout=StringIO())
    return {path.name: path.read_bytes() for path in (tmp_path / "samples").iterdir()}


def test_the_bad_rows_of_the_roster_are_named_by_cell(samples, cast, as_):
    client = as_(cast.officer)
    load = send(client, "staff", samples["roster-two-bad-rows.xlsx"])
    assert counted(load) == {"found": 8, "new": 6, "refused": 2}
    assert [place for place, _typed, _rather in faults(client, load)] == ["人员名册!C6", "人员名册!I8"]
    assert "2021-02-28" in sentences(client, load)[1]


def test_the_others_can_be_taken_in_whole(samples, cast, as_):
    client = as_(cast.officer)
    roster = send(client, "staff", samples["roster-gbk.csv"], names=["名册.csv"])
    items, returned = (send(client, "items", samples[name]) for name in ("item-ledger.xlsx", "department-return.xlsx"))
    assert counted(roster) == {"found": 2, "new": 2}
    assert counted(items) == {"found": 5, "new": 1, "changed": 3, "unchanged": 1}
    assert counted(returned) == {"found": 3, "new": 1, "changed": 2}


@pytest.mark.parametrize(("unit", "said"), [("某县", "No unit"), ("章贡区", "no items")])
def test_a_unit_without_ledgers_is_refused(cast, unit, said):
    with pytest.raises(CommandError, match=said):
        call_command("sample_workbooks", unit=unit)


@pytest.mark.stack
def test_the_samples_of_the_repository_fit_the_demo(demo_database, tmp_path, settings):
    settings.FILES_DIR = tmp_path
    officer = Officer.objects.get(username="dingnan")
    assert set(IN_THE_DEMO) == set(SAMPLES) == {path.name for path in FIXTURES.iterdir()}
    for name, (ledger, amount) in IN_THE_DEMO.items():
        table = opened(ledger, officer, "dingnan", write=True)
        load = loads.open_load(table, [file((FIXTURES / name).read_bytes(), name)], by=officer)
        assert (name, counted(load)) == (name, amount)
