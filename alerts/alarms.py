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
        return cls.of(swept.values(**sending_columns(now)).first() or {}, now)

    @classmethod
    def of(cls, found: dict, now: datetime) -> "Standing":
        """An installation whose jobs never ran yet is in order; in quiet hours what is due waits rightly."""
        last = found.get("sending_swept")
        if last is None:
            return cls(None)
        held = found["sending_held"]
        still = found["sending_stuck"] and not held and not is_quiet(clock.now())
        return cls(last, last < now - PATIENCE or still, found["sending_failing"], held)


def sending_columns(now: datetime) -> dict:
    """What `Standing.of` is made of, as columns of any query."""
    deliveries = Delivery.objects.sendable()
    return {
        "sending_swept": One(Sweep.objects.filter(job=JOB), "at"),
        "sending_held": Exists(Outgoing.objects.held()),
        "sending_failing": Exists(deliveries.failing_for(MAIL_PATIENCE, now)),
        "sending_stuck": Exists(deliveries.stuck(now - PATIENCE)),
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


def columns(officer) -> dict:
    """What the red lines need to know; they are for who sees gaps."""
    return sending_columns(timezone.now()) if may(officer, Action.SEE_GAPS) else {}


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
