"""Telling people: one digest each in the morning, and single messages of what happens in working hours.

An alert nobody was told of is claimed by the run that tells of it, in the transaction that writes the messages.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from base import clock
from base.workdays import Calendar
from tasks.reach import plans_within_reach

from .audience import Audience
from .channels import announce, make_copies
from .digest import Line, matters, ordered
from .holding import held, marked
from .models import Alert, Kind, Message
from .querysets import overdue_in_force
from .quiet import is_quiet


class Told:
    """Lines by person, and the people by id."""

    def __init__(self) -> None:
        self.lines: dict[int, list[Line]] = defaultdict(list)
        self.officers: dict = {}

    def add(self, officers: Iterable, lines: Iterable[Line]) -> None:
        for officer in officers:
            self.officers[officer.pk] = officer
            self.lines[officer.pk] += lines


def tell_digests(on: date, days: Calendar, people: Audience) -> int:
    """Everybody concerned gets one digest: all that is overdue, and what nobody was told of yet. Returns how many."""
    told = Told()
    for one in overdue_in_force(on).for_list():
        told.add(people.reaching(one.unit), [Line.of(one, on)])
    alerts = Alert.objects.told(uuid.uuid4()).exclude(kind=Kind.OVERDUE).for_lines()
    for alert, line in _lines_that_hold(list(alerts), on, days):
        told.add(people.of(alert), [line])
    earlier = list(Message.objects.last_digests(on).for_page().filter(recipient__in=people.officers))
    for message in earlier:
        if message.unsent:
            told.add([message.recipient], _left_over(message, on))
    before = {one.recipient_id: {line.identity for line in one.told if line.kind == Kind.OVERDUE} for one in earlier}
    for pk, lines in told.lines.items():
        told.lines[pk] = ordered(lines, before.get(pk, set()))
    plans = plans_within_reach(told.officers.values())
    return _write(_messages(told, Message.DIGEST, on.isoformat(), on, plans))


def tell_singly(now: datetime) -> int:
    """Everybody concerned gets one message for each kind of thing that happened in working hours since the last sweep.

    Nothing is told in quiet hours, and what happened in them waits for the digest.
    """
    if is_quiet(now):
        return 0
    on = clock.local_day(now)
    waiting = Alert.objects.untold().told_singly().select_related("entry", "step")
    loud = [alert.pk for alert in waiting if not is_quiet(alert.happened_at)]
    alerts = list(Alert.objects.filter(pk__in=loud).told(uuid.uuid4()).for_lines())
    people, told, messages = Audience(), defaultdict(Told), []
    for alert, line in _lines_that_hold(alerts, on):
        told[alert.kind].add(people.of(alert), [line.marked(new=True)])
    everybody = {pk: officer for each in told.values() for pk, officer in each.officers.items()}
    plans = plans_within_reach(everybody.values()) if told else {}
    for kind, each in told.items():
        first = min(alert.pk for alert in alerts if alert.kind == kind)
        messages += _messages(each, kind, first, on, plans)
    return _write(messages)


def _lines_that_hold(alerts: list[Alert], on: date, days: Calendar | None = None) -> list[tuple[Alert, Line]]:
    lines = [Line.of_alert(alert, on, _waited(alert, on, days)) for alert in alerts]
    return [(alert, line) for alert, line in zip(alerts, marked(lines, on), strict=True) if line.holds]


def _waited(alert: Alert, on: date, days: Calendar | None) -> int:
    if days is None or alert.kind != Kind.WAITING or not alert.obligation.submitted_on:
        return 0
    return days.count(alert.obligation.submitted_on, on)


def _left_over(message: Message, on: date) -> list[Line]:
    """What an earlier digest said besides the overdue, where its copies never left: this one says it again."""
    lines = [line for line in message.told if line.kind != Kind.OVERDUE]
    return [line for line in held(lines, message.recipient, on) if line.holds]


def _messages(told: Told, kind: str, about, on: date, plans: dict) -> list[Message]:
    """One message for each person, not saved yet; `about` makes its key among those of its kind."""
    return [
        Message(
            recipient=officer,
            key=f"{kind}:{about}",
            kind=kind,
            on=on,
            heads=[
                {"plan": plan.document_number, "number": plan.head_number, "digest": plan.head_digest}
                for plan in plans[pk]
            ],
            lines=[line.stored() for line in told.lines[pk]],
            created_at=clock.now(),
        )
        for pk, officer in sorted(told.officers.items())
    ]


def _write(rows: list[Message]) -> int:
    """Insert them with their copies; unique keys refuse doubles. Returns how many are new."""
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    kept = Message.objects.filter(uuid__in=[row.uuid for row in rows]).select_related("recipient")
    make_copies(kept)
    announce(_by_unit(kept))
    return len(kept)


def _by_unit(messages: Iterable[Message]) -> dict[int, int]:
    """{unit id: how many different things its people are told of}, for the unit's group robots."""
    told = defaultdict(set)
    for message in messages:
        told[message.recipient.unit_id] |= matters(message.told)
    return {unit: len(things) for unit, things in told.items()}
