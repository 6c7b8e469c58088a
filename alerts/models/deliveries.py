import uuid
from datetime import datetime

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from base import audit
from base.forms import Refused

from ..deliverysets import DeliveryQuerySet
from ..patience import MAX_TRIES, lease, pause
from .channels import Gateway, Robot
from .messages import Message


class Overtaken(Exception):
    """Another worker has taken the delivery over: this one neither sends nor records."""


def robot_id() -> str:
    return f"robot:{uuid.uuid4().hex}"


class Delivery(models.Model):
    """One copy of a message by one channel, or a number for a robot's group, from the first try to its end."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("by mail")
        GATEWAY = "gateway", _("by message gateway")
        ROBOT = "robot", _("by group robot")

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
    # What a person must decide about.
    TROUBLED = (State.DEAD, State.UNCERTAIN)

    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="deliveries")
    robot = models.ForeignKey(Robot, models.PROTECT, null=True, related_name="deliveries")
    gateway = models.ForeignKey(Gateway, models.PROTECT, null=True, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    count = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    # The attempt only grows, for it is the fence; what does not count as a try is forgiven.
    attempt = models.PositiveIntegerField(default=0)
    forgiven = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    wire_started_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    header_id = models.CharField(max_length=120, unique=True, default=robot_id)
    error = models.CharField(max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["message", "channel"], condition=Q(gateway__isnull=True), name="delivery_once"
            ),
            models.UniqueConstraint(fields=["message", "gateway"], name="delivery_once_per_gateway"),
            models.UniqueConstraint(
                fields=["robot"], condition=Q(state__in=("pending", "retry")), name="delivery_robot_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(channel="mail", message__isnull=False, gateway__isnull=True, robot__isnull=True)
                | Q(channel="gateway", message__isnull=False, gateway__isnull=False, robot__isnull=True)
                | Q(channel="robot", message__isnull=True, gateway__isnull=True, robot__isnull=False),
                name="delivery_fits_channel",
                violation_error_message=_("A delivery is a copy of a message, or a number for a robot."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_at"], name="delivery_due"),
            models.Index(fields=["ended_at"], name="delivery_ended"),
            models.Index(fields=["failing_since"], condition=Q(failing_since__isnull=False), name="delivery_failing"),
        ]

    def __str__(self):
        return f"{self.header_id} {self.state}"

    @property
    def tries(self) -> int:
        """How many tries count."""
        return self.attempt - self.forgiven

    @property
    def goes_to(self) -> str:
        """Whom it is for: a person, or the group of a robot."""
        return str(self.robot if self.robot_id else self.message.recipient)

    @property
    def unit(self):
        return self.robot.unit if self.robot_id else self.message.recipient.unit

    # -- what a worker records -----------------------------------------------------------------------
    def touch_wire(self, now: datetime) -> bool:
        """Note that the final send begins, with a fresh lease; False when another worker has taken over."""
        self.wire_started_at = now
        return self._while_mine(wire_started_at=now, lease_until=now + lease())

    def begin(self) -> None:
        """The last thing before the wire. Raises Overtaken."""
        if not self.touch_wire(timezone.now()):
            raise Overtaken

    def end(self, state: str, error: str = "") -> str:
        """Record how it ended and return that. A worker that is too late records nothing."""
        now = timezone.now()
        trouble = {"failing_since": self.failing_since or now} if state == self.State.DEAD else {}
        self._while_mine(state=state, error=error[:200], ended_at=now, lease_until=None, **trouble)
        return state

    def try_again(self, error: str) -> str:
        """Wait twice as long as the last time, or give up after the last try."""
        if self.tries >= MAX_TRIES:
            return self.end(self.State.DEAD, error)
        now = timezone.now()
        since = self.failing_since or now
        return self._wait(
            state=self.State.RETRY, error=error[:200], next_at=now + pause(self.tries), failing_since=since
        )

    def postpone(self, until: datetime, error: str = "") -> str:
        """Wait without having tried: the robot's turn comes later, or its service asks for patience."""
        return self._wait(state=self.State.PENDING, error=error[:200], next_at=until, forgiven=F("forgiven") + 1)

    def take_up(self, now: datetime) -> None:
        """Let it wait again after its worker died."""
        self._wait(state=self.State.PENDING, next_at=now)

    # -- what a person decides -----------------------------------------------------------------------
    @transaction.atomic
    def send_again(self, *, by, request=None) -> None:
        """Let what failed, or may have arrived, go out once more, with all its tries."""
        fresh = {"forgiven": F("attempt"), "failing_since": None, "ended_at": None, "wire_started_at": None}
        self._decide(self.TROUBLED, state=self.State.PENDING, next_at=timezone.now(), error="", **fresh)
        audit.record(audit.Act.SETTINGS, by=by, request=request, what=self.header_id, sent_again=True)

    @transaction.atomic
    def set_aside(self, *, by, request=None) -> None:
        """Leave what may have arrived as it is."""
        self._decide((self.State.UNCERTAIN,), state=self.State.CANCELLED, ended_at=timezone.now())
        audit.record(audit.Act.SETTINGS, by=by, request=request, what=self.header_id, set_aside=True)

    def _decide(self, states, **changes) -> None:
        still = Delivery.objects.filter(pk=self.pk, state__in=states)
        if not self._settle(still, changes):
            raise Refused(_now("This delivery has moved on meanwhile. Reload the page."))

    # -- how both change the row ---------------------------------------------------------------------
    def _wait(self, **changes) -> str:
        self._settle(self._mine(), {"lease_until": None, **changes})
        return changes["state"]

    def _settle(self, row, changes) -> bool:
        """Change `row`, the filter under which this delivery may still be changed; whether it was.

        Of a robot's deliveries one waits at most: a second one gives it its number and ends.
        """
        if self.robot_id is None or changes["state"] not in self.WAITING:
            return bool(row.update(**changes))
        with transaction.atomic():
            Robot.objects.held(self.robot_id)
            if not row.select_for_update().first():
                return False
            other = Delivery.objects.waiting_for(self.robot_id).exclude(pk=self.pk)
            if other.update(count=F("count") + self.count):
                changes = {"state": self.State.CANCELLED, "ended_at": timezone.now(), "lease_until": None}
            return bool(row.update(**changes))

    def _mine(self):
        # The attempt is the fence: whoever claimed the row later holds a higher one.
        return Delivery.objects.filter(pk=self.pk, attempt=self.attempt, state=self.State.SENDING)

    def _while_mine(self, **changes) -> bool:
        return bool(self._mine().update(**changes))
