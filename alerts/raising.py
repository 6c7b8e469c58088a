"""Raising what is due: run it once or five times, the result is the same.

The unique keys of Alert, Digest, Message and Delivery decide, not the caller: any number of schedulers at once raise
each alert once and give each person one digest a day. Callers take turns, so that none computes in vain.
"""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from base import clock
from base.workdays import Calendar, is_working
from tasks.waits import LONG

from . import bell, events
from .audience import Audience
from .cases import Cases, cases_of
from .models import Alert, Digest, Kind, Notice, Rung, Sweep
from .notices import notice_of
from .rules import to_raise
from .telling import tell_digests, tell_singly

JOB, TURN = "raise_alerts", "raising"


@dataclass(frozen=True)
class Raised:
    """What one run did: new alerts by kind, notices of the ladder by rung, and digests made."""

    raised: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Kind.values, 0))
    rungs: dict[int, int] = field(default_factory=lambda: dict.fromkeys(Rung.values, 0))
    digests: int = 0


def raise_due(on: date) -> Raised:
    """On a working day: whatever is newly due, and one digest per person concerned.

    All or nothing. Missed days come together in the next digest, which lists everything overdue.
    """
    if not is_working(on):
        return Raised()
    with transaction.atomic():
        Sweep.take_turn(TURN)
        run, now, people = uuid.uuid4(), clock.now(), Audience()
        cases = cases_of(on)
        waiting = events.waiting_since(cases.days.before(on, LONG + 1), now)
        _keep([*_of_a_day(cases, on), *waiting, *events.new(now)], on, run)
        _write_notices(people, cases.days, on, run)
        digests = tell_digests(on, cases.days, people) if Digest.claim(on, now) else 0
        bell.ring()
    return _counted(run, digests)


def raise_events(now: datetime) -> int:
    """At each sweep: tell of what has just happened. In quiet hours it waits for the digest. Returns messages made."""
    found = events.new(now)
    if not found and not Alert.objects.untold().told_singly().exists():
        return 0
    with transaction.atomic():
        Sweep.take_turn(TURN)
        _keep(found, clock.local_day(now), uuid.uuid4())
        told = tell_singly(now)
        if told:
            # Only then: the bell calls this very sweep again.
            bell.ring()
    return told


def raise_missed(on: date, now: datetime, schedule) -> None:
    """Raise today's alerts when their scheduled moment passed unheard: a bell that is lost loses no digest.

    `schedule` is the crontab of the digest; the first sweep of an installation only starts the count.
    """
    last = Sweep.last(JOB)
    if last and schedule.remaining_estimate(last) <= timedelta(0):
        raise_due(on)
    elif last:
        return
    Sweep.mark(JOB, now)


def _of_a_day(cases: Cases, on: date) -> list[Alert]:
    return [
        Alert(obligation_id=found.pk, deadline_version=found.deadline_version, kind=kind, rung=rung)
        for found in cases.found
        for kind, rung in to_raise(found.case, on, cases.days)
    ]


def _keep(rows: list[Alert], on: date, run) -> None:
    """Insert them; unique keys refuse what another run has raised already."""
    now = clock.now()
    for row in rows:
        row.raised_on, row.raised_at, row.run = on, now, run
    Alert.objects.bulk_create(rows, ignore_conflicts=True)


def _write_notices(people: Audience, days: Calendar, on: date, run) -> None:
    """A notice for each rung that this run raised."""
    new = Alert.objects.filter(run=run, kind=Kind.RUNG).for_lines()
    Notice.objects.bulk_create([notice_of(alert, people, on, days) for alert in new], ignore_conflicts=True)


def _counted(run, digests: int) -> Raised:
    new = list(Alert.objects.filter(run=run).values_list("kind", "rung"))
    kinds, rungs = Counter(kind for kind, _rung in new), Counter(rung for kind, rung in new if kind == Kind.RUNG)
    return Raised({kind: kinds[kind] for kind in Kind.values}, {rung: rungs[rung] for rung in Rung.values}, digests)
