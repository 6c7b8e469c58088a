"""Obligations by the thousand, written by bulk inserts: what a morning costs when every county has many plans."""

from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alerts.models import Alert
from base import clock
from pilots.models import Role, Unit
from tasks.models import Entry, Obligation, Plan, State, Task, Verb
from tests.cast import LOADED, Cast, make_officer, make_unit

DAY = date(2021, 3, 1)
ROWS = 12


@dataclass(frozen=True)
class Cost:
    """What a run came to: alerts, digests, statements apart from inserts in batches, inserts, seconds."""

    alerts: int
    digests: int
    statements: int
    inserts: int
    seconds: float


def fill(units: int, plans: int, overdue: int) -> None:
    """Obligations of `units` pilots under `plans` plans of twelve rows, `overdue` of them late, each with its entry."""
    cast = Cast()
    pilots = [county(cast, number) for number in range(units)]
    left = overdue
    for number in range(plans):
        plan = Plan.objects.create(
            title="方案",
            document_number=f"{number}号",
            bureau=cast.bureau,
            overseer=cast.office,
            loaded_on=LOADED.date(),
        )
        rows = [Task(plan=plan, number=n, text=f"第{n}项任务", deadline_wording="") for n in range(1, ROWS + 1)]
        for task in Task.objects.bulk_create(rows):
            late = pilots[:left]
            left -= len(late)
            issue(plan, task, pilots, {unit.pk for unit in late})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # What autovacuum does within a minute; without it the planner takes the tables for empty.
            cursor.execute("ANALYZE")


def county(cast: Cast, number: int) -> Unit:
    unit = make_unit(f"county-{number}", f"第{number}县", "county", cast.city, order=number)
    make_officer(f"officer-{number}", Role.COUNTY_OFFICER, unit)
    make_officer(f"lead-{number}", Role.COUNTY_LEAD, unit)
    return unit


def issue(plan: Plan, task: Task, pilots: list[Unit], late: set[int]) -> None:
    """The row falls on every pilot: due in February where late, else in three months."""
    days = {unit.pk: DAY + timedelta(days=-10 if unit.pk in late else 90) for unit in pilots}
    due = {pk: {"first_due_on": day, "due_on": day} for pk, day in days.items()}
    new = [
        Obligation(plan=plan, task=task, unit=unit, version=1, state=State.IN_PROGRESS, **due[unit.pk])
        for unit in pilots
    ]
    Obligation.objects.bulk_create(new)
    Entry.objects.bulk_create(
        Entry(
            plan=plan,
            obligation=one,
            number=task.number * 1000 + order,
            verb=Verb.ISSUE,
            recorded_at=LOADED,
            version=1,
            state=one.state,
            deadline_version=1,
            days_with_bureau=0,
            **due[one.unit_id],
        )
        for order, one in enumerate(new)
    )


def run() -> Cost:
    """One run of the morning, measured."""
    with clock.at(clock.moment_on(DAY, 8, 30)), CaptureQueriesContext(connection) as asked:
        begun = perf_counter()
        done = Alert.objects.raise_due(DAY)
        seconds = perf_counter() - begun
    inserts = sum(query["sql"].startswith("INSERT") for query in asked)
    return Cost(sum(done.raised.values()), done.digests, len(asked) - inserts, inserts, round(seconds, 2))
