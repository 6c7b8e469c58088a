"""Ledgers as large as they get: one pilot with 600 items and 120 people, every other with 300 items."""

from datetime import date

from base import clock
from pilots.models import Officer, Unit
from tests.conftest import DEMO_DAY
from transfers.facts import Change, write
from transfers.models import Agreement, Department, Item, StaffMember
from transfers.models.agreements import CONTENTS

LARGE, ITEMS, PEOPLE, ELSEWHERE = "dingnan", 600, 120, 300


def fill() -> None:
    """Add to the demo's ledgers until they have these sizes."""
    day = date.fromisoformat(DEMO_DAY)
    with clock.at(clock.moment_on(day, 8)):
        for unit in Unit.objects.counties():
            officer = Officer.objects.get(username=unit.key)
            large = unit.key == LARGE
            write(unit, list(_items(unit, ITEMS if large else ELSEWHERE, day)), by=officer, on=day)
            if large:
                write(unit, list(_people(unit, PEOPLE, day)), by=officer, on=day)


def _items(unit, wanted, day):
    known = list(Item.objects.current().filter(unit=unit))
    departments = list(Department.objects.current().filter(unit=unit))
    for number in range(len(known), wanted):
        where = departments[number % len(departments)]
        yield Change(Item, {"name": f"许可事项{number}", "code": f"B{number:05}", "department": where.key})
    signed = {"number": "协1号", "giver_signed_on": day, "taker_signed_on": day, **dict.fromkeys(CONTENTS, "第一条")}
    agreed = set(Agreement.objects.current().filter(unit=unit).values_list("key", flat=True))
    yield from (Change(Agreement, signed, item.key) for item in known if item.key not in agreed)


def _people(unit, wanted, day):
    where = Department.objects.current().filter(unit=unit).first()
    for number in range(StaffMember.objects.current().filter(unit=unit).count(), wanted):
        values = {"name": f"划转人员{number}", "department": where.key, "arrived_on": day, "post": "审批股"}
        yield Change(StaffMember, values)
