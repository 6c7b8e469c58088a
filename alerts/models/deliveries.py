from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..patience import MAX_TRIES, lease, pause
from ..querysets import DeliveryQuerySet
from .messages import Message


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
