import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from base.templatetags.ui import day_short
from tasks.models import Obligation

from .digest import Line
from .patience import MAX_TRIES, lease, pause
from .querysets import AlertQuerySet, DeliveryQuerySet, MessageQuerySet


class Kind(models.TextChoices):
    """What people are told of."""

    OVERDUE = "overdue", _("overdue")


class Alert(models.Model):
    """Something about an obligation that people must be told: once per kind, rung and deadline."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    rung = models.PositiveSmallIntegerField(default=0)
    deadline_version = models.PositiveIntegerField()
    raised_on = models.DateField()
    raised_at = models.DateTimeField()

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["raised_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "kind", "rung", "deadline_version"], name="alert_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.obligation_id}"


class Message(models.Model):
    """One person's inbox line: the record that the person was told. Mail and chat are copies of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="inbox")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    lines = models.JSONField(default=list)
    heads = models.JSONField(default=list)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="message_once")]
        indexes = [
            models.Index(fields=["recipient"], condition=models.Q(read_at__isnull=True), name="message_unread"),
        ]

    def __str__(self):
        return f"{self.recipient_id} {self.key}"

    @property
    def subject(self) -> str:
        """What it is about, in the reader's language."""
        new = sum(line["new"] for line in self.lines)
        figures = {"day": day_short(self.on), "total": len(self.lines), "new": new}
        if not new:
            return gettext("Overdue on %(day)s: %(total)s in total") % figures
        return gettext("Overdue on %(day)s: %(total)s in total, %(new)s new") % figures

    def lines_within_reach(self) -> list[Line]:
        """The lines as told, marked where they no longer hold; what left the recipient's reach is left out."""
        lines = [Line(**line) for line in self.lines]
        rows = Obligation.objects.visible_to(self.recipient).filter(key__in=[line.obligation for line in lines])
        within = {str(key) for key in rows.values_list("key", flat=True)}
        late = {(str(key), version) for key, version in rows.overdue(self.on).values_list("key", "deadline_version")}
        return [line.marked(holds=line.identity in late) for line in lines if line.obligation in within]

    def lines_that_hold(self) -> list[Line]:
        """What may still be sent: overdue under the same deadline and within the recipient's reach now."""
        return [line for line in self.lines_within_reach() if line.holds]

    def mark_read(self, at: datetime) -> None:
        """The first reading counts."""
        Message.objects.filter(pk=self.pk).mark_read(at)
        self.refresh_from_db(fields=["read_at"])

    def superseded(self) -> bool:
        """Whether a later digest of the same kind says it anew."""
        return Message.objects.filter(recipient=self.recipient_id, kind=self.kind, on__gt=self.on).exists()


class Delivery(models.Model):
    """One copy of a message by one channel, from the first try to its end."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("by mail")

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENDING = "sending", _("being sent")
        RETRY = "retry", _("to be tried again")
        SENT = "sent", _("sent")
        DEAD = "dead", _("could not be delivered")
        CANCELLED = "cancelled", _("no longer needed")
        UNCERTAIN = "uncertain", _("may have arrived")

    WAITING = (State.PENDING, State.RETRY)
    ENDED = (State.SENT, State.DEAD, State.CANCELLED, State.UNCERTAIN)

    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempt = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    wire_started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    header_id = models.CharField(max_length=120, unique=True)
    error = models.CharField(max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="delivery_once")]
        indexes = [models.Index(fields=["state", "next_at"], name="delivery_due")]

    def __str__(self):
        return f"{self.header_id} {self.state}"

    def touch_wire(self, now: datetime) -> bool:
        """Note that the final send begins, with a fresh lease; False when another worker has taken over."""
        self.wire_started_at = now
        return self._while_mine(wire_started_at=now, lease_until=now + lease())

    def end(self, state: str, error: str = "") -> str:
        """Record how it ended and return that. A worker that is too late records nothing."""
        self._while_mine(state=state, error=error[:200], ended_at=timezone.now(), lease_until=None)
        return state

    def try_again(self, error: str) -> str:
        """Wait twice as long as the last time, or give up after the last try."""
        if self.attempt >= MAX_TRIES:
            return self.end(self.State.DEAD, error)
        later = timezone.now() + pause(self.attempt)
        self._while_mine(state=self.State.RETRY, error=error[:200], next_at=later, lease_until=None)
        return self.State.RETRY

    def _while_mine(self, **changes) -> bool:
        # The attempt is the fence: whoever claimed the row later holds a higher one.
        mine = Delivery.objects.filter(pk=self.pk, attempt=self.attempt, state=self.State.SENDING)
        return bool(mine.update(**changes))


class Sweep(models.Model):
    """When a job last ran to its end: what a monitor looks at, and how a missed digest is noticed."""

    job = models.CharField(max_length=30, unique=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.job} {self.at}"

    @classmethod
    def last(cls, job: str) -> datetime | None:
        return cls.objects.filter(job=job).values_list("at", flat=True).first()

    @classmethod
    def mark(cls, job: str, at: datetime) -> None:
        cls.objects.update_or_create(job=job, defaults={"at": at})
