"""Sending what is due: claim, look again, send outside any transaction, mark (RELIABILITY §4.1).

A worker may die at any point. Before the wire was touched nothing is lost by trying again; after it,
the mail goes out again with the same Message-ID, or waits for a person (MAIL_UNCERTAIN=hold).
"""

import logging
import os
import smtplib
import socket
import time
from collections import Counter
from datetime import datetime

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from . import bell
from .mail import compose
from .models import Delivery, Sweep
from .quiet import is_quiet

logger = logging.getLogger(__name__)
JOB = "deliver_alerts"
# A worker that is asked to stop must not keep its supervisor waiting: what is left is rung for anew.
BUDGET_SECONDS = 20
State = Delivery.State


def deliver(moment: datetime, *, seconds: float = BUDGET_SECONDS, even_if_quiet: bool = False) -> Counter:
    """Send what is due, for so many seconds at most; returns how many came to which state.

    `moment` is the business moment, which decides the quiet hours; leases and pauses use real time.
    """
    counts: Counter = Counter()
    Delivery.objects.expire(timezone.now())
    if settings.MAIL_ENABLED and (even_if_quiet or not is_quiet(moment)):
        until = time.monotonic() + seconds
        while time.monotonic() < until and (one := Delivery.objects.claim(worker_name(), timezone.now())):
            counts[send(one)] += 1
        if Delivery.objects.due(timezone.now()).exists():
            bell.ring()
    Sweep.mark(JOB, timezone.now())
    return counts


def worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def send(one: Delivery) -> str:
    """Try one claimed delivery and record what came of it; returns its state."""
    try:
        lines = _lines_to_send(one.message)
        return _hand_over(one, lines) if lines else one.end(State.CANCELLED)
    except Exception as error:
        # Whatever went wrong concerns this delivery alone; the next one must still go out.
        logger.warning("delivery %s, try %s: %r", one.header_id, one.attempt, error)
        return _judge(one, error)


def _lines_to_send(message):
    """What still holds for a recipient who may still read it; nothing when a later digest says it anew."""
    if not message.recipient.email or message.superseded():
        return []
    return message.lines_that_hold()


def _hand_over(one: Delivery, lines) -> str:
    mail = compose(one, lines)
    with get_connection() as connection:
        if not one.touch_wire(timezone.now()):
            return State.SENDING
        connection.send_messages([mail])
        # Before QUIT, whose failure no longer changes anything.
        return one.end(State.SENT)


def _judge(one: Delivery, error: Exception) -> str:
    """Refused for good: dead. Perhaps accepted: by policy. All else: again, after a pause."""
    code = _refusal(error)
    if one.wire_started_at and code is not None and code >= 500:
        return one.end(State.DEAD, repr(error))
    if one.wire_started_at and code is None and settings.MAIL_UNCERTAIN == "hold":
        return one.end(State.UNCERTAIN, repr(error))
    return one.try_again(repr(error))


def _refusal(error: Exception) -> int | None:
    """The server's reply code; None when it is not known whether the mail was accepted."""
    match error:
        case smtplib.SMTPSenderRefused():
            # Our own address is wrong or not yet allowed: no recipient's fault, so never final.
            return 400
        case smtplib.SMTPResponseException():
            return error.smtp_code
        case smtplib.SMTPRecipientsRefused():
            return min(code for code, _text in error.recipients.values())
    return None
