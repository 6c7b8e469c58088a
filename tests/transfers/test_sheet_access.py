"""Who has the ledgers as workbooks: nobody another unit's; names for whom they are shown; the county alone writes."""

import pytest

from base.models import SheetLoad
from pilots.models import Officer
from transfers.facts import Change
from transfers.models import StaffMember

from .books import department, kept, on
from .sheets import Filled, at, counted, county, downloaded, file, own_list, send

pytestmark = pytest.mark.usefixtures("the_day", "own_files")
LEDGERS = ("staff", "items", "departments")


@pytest.fixture
def cast(cast):
    Officer.objects.filter(pk=cast.overseer.pk).update(sees_names=True)
    cast.overseer.refresh_from_db()
    return county(cast)


# who -> (download of staff, of items, of departments, grid)
ACCESS = [
    ("officer", 200, 200, 200, 200),
    ("lead", 200, 200, 200, 200),
    ("foreigner", 404, 404, 404, 404),
    ("reviewer", 403, 200, 200, 403),
    ("overseer", 200, 200, 200, 403),
    ("bureau_lead", 403, 200, 200, 403),
    ("admin", 404, 404, 404, 404),
    ("auditor", 404, 404, 404, 404),
]


@pytest.mark.parametrize(("who", *LEDGERS, "grid"), ACCESS)
def test_each_role_gets_what_its_pages_show(cast, as_, who, staff, items, departments, grid):
    client = as_(getattr(cast, who))
    assert [client.get(at("download", name)).status_code for name in LEDGERS] == [staff, items, departments]
    for name in LEDGERS:
        assert {client.get(at(page, name)).status_code for page in ("grid", "upload")} == {grid}
    parts = [client.get(at("parts", name)).status_code for name in LEDGERS]
    assert parts == [grid, grid, 404 if grid == 200 else grid]


@pytest.mark.parametrize("name", LEDGERS)
def test_no_ledger_is_kept_for_what_is_no_county(cast, as_, name):
    client = as_(cast.reviewer)
    assert [client.get(at("download", name, place)).status_code for place in ("bureau", "city", "nowhere")] == [404] * 3


def test_names_are_in_no_other_units_workbook(cast, as_):
    there = department(cast, name="县民政局", unit=cast.foreign, by=cast.foreigner)
    kept_there = {"name": "缪外人", "department": there.key}
    kept(cast, on(2, 2), Change(StaffMember, kept_there), unit=cast.foreign, by=cast.foreigner)
    own = {row["姓名"] for row in downloaded(as_(cast.officer), "staff").rows()}
    other = as_(cast.foreigner).get(at("download", "staff", "dingnan"))
    assert own == {"廖建平", "钟美玲", "黄志强"}
    assert {row["姓名"] for row in Filled(other.content).rows()} == {"缪外人"}


def test_a_workbook_of_another_county_is_refused_by_name(cast, as_):
    department(cast, name="县民政局", unit=cast.foreign, by=cast.foreigner)
    content = as_(cast.officer).get(at("download", "items")).content
    foreigner = as_(cast.foreigner)
    answer = foreigner.post(at("upload", "items", "dingnan"), {"files": [file(content)]})
    load = SheetLoad.objects.get(key=answer["Location"].split("/")[-2])
    assert counted(load) == {}
    assert "章贡区" in load.found["files"][0]["refused"]


def test_a_load_is_seen_by_its_own_county_alone(cast, as_):
    load = send(as_(cast.officer), "staff", own_list({"姓名": "缪春生", "原单位": "区民政局"}))
    page, people = load.get_absolute_url(), ("colleague", "foreigner", "overseer")
    seen = {who: as_(getattr(cast, who)).get(page).status_code for who in people}
    assert seen == {"colleague": 200, "foreigner": 404, "overseer": 403}
