"""Raising what is due and making the day's digests: run it once or five times, the result is the same.

The unique keys of Alert, Message and Delivery decide, not the caller: any number of schedulers at
once raise each alert once and give each person one digest a day.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from base import clock
from base.workdays import is_working
from pilots.models import Officer
from tasks.models import Plan

from . import bell
from .digest import Line, ordered
from .models import Alert, Delivery, Kind, Message, Sweep
from .querysets import overdue_in_force

JOB = "raise_alerts"


@dataclass(frozen=True)
class Raised:
    """What one run did: new alerts by kind, and digests made."""

    raised: dict[str, int]
    digests: int


def raise_due(on: date) -> Raised:
    """On a working day: one alert per newly overdue obligation, one digest per person concerned.

    All or nothing. Missed days come together in the next digest, which lists everything overdue.
    """
    if not is_working(on):
        return Raised({Kind.OVERDUE: 0}, 0)
    with transaction.atomic():
        done = Raised({Kind.OVERDUE: _raise_overdue(on)}, _make_digests(on))
        bell.ring()
    return done


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


def _raise_overdue(on: date) -> int:
    now = clock.now()
    alerts = [
        Alert(obligation_id=pk, kind=Kind.OVERDUE, deadline_version=version, raised_on=on, raised_at=now)
        for pk, version in Alert.objects.unraised(on).values_list("pk", "deadline_version")
    ]
    return len(_kept(Alert.objects, alerts, "key"))


def _make_digests(on: date) -> int:
    lines, officers = _lines_by_recipient(on)
    earlier = Message.objects.digest_before(Kind.OVERDUE, on).filter(recipient__in=officers)
    told = {one.recipient_id: {Line(**line).identity for line in one.lines} for one in earlier}
    messages = [_message(officers[pk], ordered(lines[pk], told.get(pk, set())), on) for pk in sorted(officers)]
    kept = _kept(Message.objects, messages, "uuid")
    _make_deliveries(kept)
    return len(kept)


def _lines_by_recipient(on: date) -> tuple[dict[int, list[Line]], dict[int, Officer]]:
    """Officer id -> lines within the officer's reach, and the officers by id."""
    by_unit, lines, officers = defaultdict(list), defaultdict(list), {}
    for one in overdue_in_force(on).for_list():
        by_unit[one.unit].append(Line.of(one, on))
    for unit, owed in by_unit.items():
        for officer in Officer.objects.active().reaching(unit).select_related("unit"):
            officers[officer.pk] = officer
            lines[officer.pk] += owed
    return lines, officers


def _message(officer, lines: list[Line], on: date) -> Message:
    heads = [
        {"plan": plan.document_number, "number": plan.head_number, "digest": plan.head_digest}
        for plan in Plan.objects.visible_to(officer)
    ]
    return Message(
        recipient=officer,
        key=f"{Kind.OVERDUE}:{on.isoformat()}",
        kind=Kind.OVERDUE,
        on=on,
        heads=heads,
        lines=[line.stored() for line in lines],
        created_at=clock.now(),
    )


def _make_deliveries(messages) -> None:
    """A copy by mail to whoever has an address, where mail is configured; the inbox line stands without it."""
    host = urlsplit(settings.SITE_URL).hostname
    copies = [
        Delivery(message=one, channel=Delivery.Channel.MAIL, header_id=f"<{one.uuid}@{host}>")
        for one in messages.select_related("recipient")
        if settings.MAIL_ENABLED and one.recipient.email
    ]
    Delivery.objects.bulk_create(copies, ignore_conflicts=True)


def _kept(manager, rows: list, key: str):
    """Insert rows, let unique keys refuse doubles, and return those that are new."""
    manager.bulk_create(rows, ignore_conflicts=True)
    return manager.filter(**{f"{key}__in": [getattr(row, key) for row in rows]})
