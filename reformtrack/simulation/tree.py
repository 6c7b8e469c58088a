"""The province: cities below it with about nineteen pilots each, a bureau everywhere, somebody in each to log in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from pilots.models import Officer, Role, Unit
from reformtrack.demo import PASSWORD

PER_CITY = 19
BATCH = 500


@dataclass(frozen=True)
class Province:
    """Its bureau and office, the pilots in the order of the plan, their officers by unit, the reviewer of all."""

    bureau: Unit
    office: Unit
    pilots: Sequence[Unit]
    officers: dict[int, Officer]
    reviewer: Officer


def plant(pilots: int) -> Province:
    """Insert the units and officers. Ids are given here, since a path is made of them and a digest covers some."""
    units = list(_units(pilots))
    Unit.objects.bulk_create(units, BATCH)
    officers = list(_officers(units))
    Officer.objects.bulk_create(officers, BATCH)
    _count_on_from(Unit, Officer)
    by_key = {unit.key: unit for unit in units}
    return Province(
        by_key["province-bureau"],
        by_key["province-office"],
        [unit for unit in units if unit.is_county],
        {officer.unit_id: officer for officer in officers if officer.role == Role.COUNTY_OFFICER},
        officers[0],
    )


def _units(pilots: int) -> Iterator[Unit]:
    root = _unit(1, None, "province", "模拟省", "Simulated Province", "city")
    yield root
    yield _unit(2, root, "province-bureau", "省行政审批局", "Provincial Approval Bureau", "bureau")
    yield _unit(3, root, "province-office", "省改革办公室", "Provincial Reform Office", "office")
    pk, left = 4, pilots
    for city in range(1, max(1, round(pilots / PER_CITY)) + 1):
        cities_left = max(1, round(pilots / PER_CITY)) + 1 - city
        here = -(-left // cities_left)
        left -= here
        head = _unit(pk, root, f"city{city}", f"第{city}市", f"City {city}", "city", city)
        yield head
        yield _unit(pk + 1, head, f"city{city}-bureau", "市行政审批局", "Municipal Approval Bureau", "bureau")
        for order in range(1, here + 1):
            name = f"第{city}市{order}县"
            yield _unit(pk + 1 + order, head, f"pilot{city}-{order}", name, f"County {city}-{order}", "county", order)
        pk += here + 2


def _unit(pk, parent, key, name, name_en, kind, order=0) -> Unit:
    path = f"{parent.path if parent else '/'}{pk}/"
    return Unit(
        pk=pk,
        parent=parent,
        key=key,
        name=name,
        short_name=name[:4],
        name_en=name_en,
        kind=kind,
        path=path,
        order=order,
    )


def _officers(units: Sequence[Unit]) -> Iterator[Officer]:
    """The reviewer of the province first; a reviewer named like each city, an officer named like each pilot."""
    bureau, office = units[1:3]
    password, now = make_password(PASSWORD), timezone.now()
    rows = [
        ("reviewer", Role.REVIEWER, bureau),
        ("lead", Role.BUREAU_LEAD, bureau),
        ("overseer", Role.REVIEWER, office),
        ("admin", Role.ADMIN, bureau),
        ("auditor", Role.AUDITOR, bureau),
        *((unit.key.removesuffix("-bureau"), Role.REVIEWER, unit) for unit in units[3:] if unit.verifies),
        *((unit.key, Role.COUNTY_OFFICER, unit) for unit in units if unit.is_county),
    ]
    for pk, (username, role, unit) in enumerate(rows, 1):
        yield Officer(
            pk=pk,
            username=username,
            name=f"{unit.name}人员"[:60],
            role=role,
            unit=unit,
            post="科员",
            email=f"{username}@demo.invalid",
            password=password,
            password_set_at=now,
        )


def _count_on_from(*models) -> None:
    """Let the database number new rows after those whose ids were given."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
