"""Writing the lives of all obligations: the plan as the notice has it, its obligations, its ledger in one go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from base import clock
from pilots.models import Unit
from reformtrack.demo import DAY
from reformtrack.demo.days import aware
from reformtrack.demo.play import NOTICE, NotEmpty
from reformtrack.demo.story import LOADED
from tasks import loading
from tasks.ledger import FORMAT, digest_of
from tasks.loading.apply import TASK_FIELDS
from tasks.loading.changes import Changes
from tasks.loading.rows import rows_of_notice
from tasks.loading.setup import write_plan, write_task_extras, write_text
from tasks.models import Entry, Extension, Obligation, Plan, PlanLoad, State, Task, Verb
from tasks.querysets import POSITION
from tasks.verbs import SPEAKING

from .lives import Days, Life, Step, told
from .tree import Province, plant

BATCH = 2000
DECIDED = {Verb.GRANT_EXTENSION: Extension.State.GRANTED, Verb.REFUSE_EXTENSION: Extension.State.REFUSED}


@dataclass
class Line:
    """A step of one obligation as the ledger will have it: when, of which, the state afterwards."""

    at: datetime
    of: Obligation
    step: Step
    state: str


def simulate(pilots: int, seed: int, entries: int) -> Plan:
    """A province with so many pilots and, where its obligations bear them, so many ledger lines; raises NotEmpty."""
    if Plan.objects.exists() or Unit.objects.exists():
        raise NotEmpty
    with transaction.atomic():
        province, chance = plant(pilots), Random(seed)
        with clock.at(aware(LOADED)):
            plan = _plan(province)
        lives = _lives(plan, province, chance, entries)
        _write(plan, province, lives)
    with connection.cursor() as cursor:
        # What autovacuum does within a minute: without it the planner takes the tables for empty.
        cursor.execute("ANALYZE")
    return plan


def _plan(province: Province) -> Plan:
    """The notice's plan, its pilots being those of the province, each of its rows falling on each of them."""
    notice = loading.read_notice(settings.BASE_DIR / "fixtures" / NOTICE, NOTICE)
    data = loading.data_for(notice, None) | {"bureau": province.bureau.key, "overseer": province.office.key}
    load = loading.open_load(notice, NOTICE, data=data)
    rows = rows_of_notice(notice, [], data, load.rulings)
    plan = write_plan(notice, data, Changes(rows, [], list(province.pilots)), load)
    Task.objects.bulk_create(
        Task(plan=plan, number=row.number, **{name: getattr(row, name) for name in TASK_FIELDS if name != "source"})
        for row in rows
    )
    write_task_extras(plan, data)
    write_text(plan, notice, data)
    load.plan, load.state, load.applied_at, load.first_number = plan, PlanLoad.State.APPLIED, clock.now(), 1
    load.save()
    return plan


def _lives(plan, province, chance: Random, entries: int) -> list[tuple[Obligation, Life]]:
    days = Days(LOADED.date(), DAY)
    lives = [
        (Obligation(key=UUID(int=chance.getrandbits(128), version=4), plan=plan, task=task, unit=unit), life)
        for task in plan.tasks.order_by("number")
        for unit in province.pilots
        for life in [Life(chance, task.due_on, days)]
    ]
    able = [life for _one, life in lives if life.spans]
    written = sum(1 + len(life.steps) for _one, life in lives)
    for _report in range(entries - written if able else 0):
        chance.choice(able).report()
    return lives


def _write(plan, province: Province, lives) -> None:
    for one, life in lives:
        _begin(one)
        for step, state in told(life):
            _move(one, step, state)
    Obligation.objects.bulk_create((one for one, _life in lives), BATCH)
    head = None
    for entries in _batches(_entries(plan, province, lives)):
        Entry.objects.bulk_create(entries)
        head = entries[-1]
    spoken = Entry.objects.filter(obligation=OuterRef("pk"), verb__in=SPEAKING).order_by("-number")
    Obligation.objects.filter(plan=plan).update(latest=Subquery(spoken.values("pk")[:1]))
    Extension.objects.bulk_create(_extensions(province, lives), BATCH)
    plan.revision = plan.head_number = head.number
    plan.head_digest, plan.last_recorded_at = head.digest, head.recorded_at
    plan.save()


def _begin(one: Obligation) -> None:
    one.state, one.version = State.NOT_STARTED, 1
    one.first_due_on = one.due_on = one.task.due_on
    one.submitted_on = one.done_on = None
    one.days_with_bureau, one.deadline_version = 0, 1


def _move(one: Obligation, step: Step, state: str) -> None:
    one.state, one.version = state, one.version + 1
    for name, value in step.changes.items():
        setattr(one, name, value)


def _entries(plan, province: Province, lives) -> Iterator[Entry]:
    """All lines in the order of their moments, each following the one before it; all issued at once."""
    number, previous = 0, ""
    for one, _life in lives:
        _begin(one)
        number += 1
        entry = _entry(plan, one, number, previous, LOADED, Verb.ISSUE, None, {"detail": {"document": NOTICE}})
        yield entry
        previous = entry.digest
    for line in sorted(_lines(lives), key=lambda line: line.at):
        _move(line.of, line.step, line.state)
        by = province.officers[line.of.unit_id] if line.step.by_unit else province.reviewer
        number += 1
        entry = _entry(plan, line.of, number, previous, line.at, line.step.verb, by, line.step.words)
        yield entry
        previous = entry.digest


def _lines(lives) -> Iterator[Line]:
    for one, life in lives:
        for step, state in told(life):
            yield Line(step.at, one, step, state)


def _entry(plan, one, number, previous, at, verb, by, words) -> Entry:
    entry = Entry(
        plan=plan,
        obligation=one,
        number=number,
        verb=verb,
        format=FORMAT,
        version=one.version,
        recorded_at=_moment(at),
        previous_digest=previous,
        by=by,
        by_name=by.name if by else "",
        by_post=by.post if by else "",
        by_unit=by.unit.name if by else "",
        by_unit_ref=by.unit if by else None,
        **words,
        **{name: getattr(one, name) for name in POSITION},
    )
    entry.digest = digest_of(entry, one.key, [])
    return entry


def _moment(at: datetime) -> datetime:
    return aware(at) + timedelta(seconds=at.second)


def _extensions(province: Province, lives) -> Iterator[Extension]:
    """The requests behind the lines, each with its decision if there was one."""
    for one, life in lives:
        asked = next((step for step in life.steps if step.verb == Verb.REQUEST_EXTENSION), None)
        decided = next((step for step in life.steps if step.verb in DECIDED), None)
        if asked:
            yield Extension(
                obligation=one,
                from_due_on=one.first_due_on,
                asked_due_on=asked.words["asked_due_on"],
                reason=asked.words["text"],
                late_request=asked.words["detail"]["late"],
                requested_by=province.officers[one.unit_id],
                requested_at=_moment(asked.at),
                **(_decision(province, decided) if decided else {}),
            )


def _decision(province: Province, step: Step) -> dict:
    return {
        "state": DECIDED[step.verb],
        "decided_by": province.reviewer,
        "decided_at": _moment(step.at),
        "granted_due_on": step.changes.get("due_on"),
        "decision": step.words["text"],
    }


def _batches(entries: Iterator[Entry]) -> Iterator[Sequence[Entry]]:
    while batch := list(islice(entries, BATCH)):
        yield batch
