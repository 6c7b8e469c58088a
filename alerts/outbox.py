"""Sending what is due: claim, look again, send outside any transaction, mark (RELIABILITY §4.1).

A worker may die at any point. Before the wire was touched nothing is lost by trying again; after it, the copy goes out
again (a mail with the same Message-ID) or waits for a person: MAIL_UNCERTAIN, CHAT_UNCERTAIN.
"""

import logging
import os
import socket
import time
from collections import Counter
from datetime import datetime

from django.utils import timezone

from . import bell, restored
from .channels import gateways, robots, smtp
from .channels.answers import REST, Answered, Busy, Refused
from .models import Delivery, Outgoing, Sweep
from .models.deliveries import Overtaken
from .patience import holds
from .quiet import is_quiet

logger = logging.getLogger(__name__)
JOB = "deliver_alerts"
# A worker that is asked to stop must not keep its supervisor waiting: what is left is rung for anew.
BUDGET_SECONDS = 20
State = Delivery.State
SENDERS = {
    Delivery.Channel.MAIL: smtp.send,
    Delivery.Channel.GATEWAY: gateways.send,
    Delivery.Channel.ROBOT: robots.send,
}


def deliver(moment: datetime, *, seconds: float = BUDGET_SECONDS, even_if_quiet: bool = False) -> Counter:
    """Send what is due, for so many seconds at most; returns how many came to which state.

    `moment` is the business moment, which decides the quiet hours; leases and pauses use real time.
    """
    counts: Counter = Counter()
    Delivery.objects.expire(timezone.now())
    if restored.may_leave(timezone.now(), Sweep.last(JOB)) and (even_if_quiet or not is_quiet(moment)):
        until = time.monotonic() + seconds
        while time.monotonic() < until and (one := _next()):
            counts[send(one)] += 1
        if counts:
            restored.note_sent()
        if Delivery.objects.sendable().due(timezone.now()).exists():
            bell.ring()
    Sweep.mark(JOB, timezone.now())
    return counts


def worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _next() -> Delivery | None:
    """The next delivery for this worker; none as soon as somebody holds everything back."""
    if Outgoing.objects.held().exists():
        return None
    return Delivery.objects.sendable().claim(worker_name(), timezone.now())


def send(one: Delivery) -> str:
    """Try one claimed delivery and record what came of it; returns its state."""
    try:
        return SENDERS[one.channel](one)
    except Overtaken:
        return State.SENDING
    except Exception as error:
        # Whatever went wrong concerns this delivery alone; the next one must still go out.
        logger.warning("delivery %s, try %s: %r", one.header_id, one.attempt, error)
        return _judge(one, error)


def _judge(one: Delivery, error: Exception) -> str:
    """Refused for good: dead. Perhaps accepted: by policy. All else: again, after a pause."""
    said = str(error) if isinstance(error, Answered) else repr(error)
    match error:
        case Refused():
            return one.end(State.DEAD, said)
        case Busy():
            return one.postpone(timezone.now() + REST, said)
        case Answered():
            return one.try_again(said)
    if one.wire_started_at and holds(one.channel):
        return one.end(State.UNCERTAIN, said)
    return one.try_again(said)
