"""Whether reminders go out: what a monitor reads, and the red line on the pages of bureau and administrators."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from base import clock
from base.alarms import Alarm
from base.querysets import One
from pilots.access import Action, may

from .models import Delivery, Outgoing, Sweep
from .outbox import JOB
from .quiet import is_quiet

PATIENCE, MAIL_PATIENCE = timedelta(minutes=5), timedelta(hours=1)
SHOWN = timedelta(days=7)


@dataclass(frozen=True)
class Standing:
    """What is wrong with the sending, as one query finds it."""

    last_sweep: datetime | None
    late: bool = False
    mail_failing: bool = False
    held: bool = False

    @property
    def red(self) -> bool:
        return self.late or self.mail_failing or self.held

    @classmethod
    def at(cls, now: datetime) -> "Standing":
        """By a query of its own."""
        swept = Sweep.objects.filter(job=JOB)
        return cls.of(swept.values(**{name: made() for name, made in COLUMNS.items()}).first() or {}, now)

    @classmethod
    def of(cls, found: dict, now: datetime) -> "Standing":
        """An installation whose jobs never ran yet is in order; what is held waits for a person."""
        last = found.get("sending_swept")
        if last is None:
            return cls(None)
        held, failing = found["sending_held"], found["sending_failing"]
        late = last < now - PATIENCE or (not held and _stands_still(found, now))
        return cls(last, late, bool(failing) and failing <= now - MAIL_PATIENCE, held)


def _stands_still(found: dict, now: datetime) -> bool:
    """Whether what is due has waited too long; in quiet hours it waits rightly."""
    since = [found[name] for name in ("sending_due", "sending_leased") if found[name]]
    return bool(since) and min(since) < now - PATIENCE and not is_quiet(clock.now())


# What `Standing.of` is made of, as columns of any query: moments, which the rules above hold against now.
COLUMNS = {
    "sending_swept": lambda: One(Sweep.objects.filter(job=JOB), "at"),
    "sending_held": lambda: Exists(Outgoing.objects.held()),
    "sending_failing": lambda: One(Delivery.objects.sendable().failing().order_by("failing_since"), "failing_since"),
    "sending_due": lambda: One(Delivery.objects.sendable().waiting().order_by("next_at"), "next_at"),
    "sending_leased": lambda: One(Delivery.objects.sendable().claimed().order_by("lease_until"), "lease_until"),
}


def late(now: datetime) -> bool:
    """Whether no sweep ran, or something due stood still, for more than five minutes (RELIABILITY rule 11)."""
    return Standing.at(now).late


def word() -> str:
    """One word for the plain health page; empty when reminders go out in time."""
    return "reminders late" if late(timezone.now()) else ""


def figures() -> dict:
    """What the deep health page says of the sending: numbers, no names."""
    now = timezone.now()
    standing, troubled = Standing.at(now), Delivery.objects.troubled(now - SHOWN)
    waiting = Delivery.objects.oldest_due(now)
    return {
        "red": standing.red,
        "last_sweep": standing.last_sweep and standing.last_sweep.isoformat(),
        "late": standing.late,
        "oldest_waiting_seconds": waiting and int((now - waiting).total_seconds()),
        "dead": troubled.filter(state=Delivery.State.DEAD).count(),
        "uncertain": troubled.filter(state=Delivery.State.UNCERTAIN).count(),
        "held": standing.held,
        "mail_failing": standing.mail_failing,
    }


def told(officer) -> bool:
    """Red lines are for who sees gaps."""
    return may(officer, Action.SEE_GAPS)


def alarms(found: dict) -> list[Alarm]:
    """The red lines; no query while all is well."""
    standing = Standing.of(found, timezone.now())
    sentences = [_held() if standing.held else "", _late() if standing.late else "", _failing(standing)]
    return [Alarm(sentence, reverse("alerts:health")) for sentence in sentences if sentence]


def _held() -> str:
    said = _("No reminder leaves: %(reason)s. The administrator looks at what waits and releases it.")
    return said % {"reason": Outgoing.row().reason}


def _late() -> str:
    return _("Reminders have not gone out for more than five minutes. Ask the administrator to look.")


def _failing(standing) -> str:
    if not standing.mail_failing:
        return ""
    return _("No mail could be sent for more than an hour. Ask the administrator to look at the mail server.")
