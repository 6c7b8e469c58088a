import uuid
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from base import audit


class OutgoingQuerySet(models.QuerySet):
    """The single row."""

    def held(self):
        return self.filter(held_at__isnull=False)


class Outgoing(models.Model):
    """Whether anything may leave: the single row that a restored backup gives away (alerts/restored.py).

    `serial` grows with each sweep; `key` tells one installation's database from another's.
    """

    class Because(models.TextChoices):
        OLDER = "older", _("The database is older than what was sent: it was restored from a backup")
        ELSEWHERE = "elsewhere", _("The database comes from another place or was long out of use")
        PERSON = "person", _("A person has stopped it")

    only = models.BooleanField(default=True, unique=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    serial = models.PositiveBigIntegerField(default=0)
    held_at = models.DateTimeField(null=True)
    held_because = models.CharField(max_length=10, choices=Because.choices, blank=True)
    held_note = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="outgoing_single")]

    def __str__(self):
        return f"{self.serial} {self.held_because}"

    @classmethod
    def row(cls) -> "Outgoing":
        return cls.objects.get_or_create(only=True)[0]

    @property
    def held(self) -> bool:
        return self.held_at is not None

    @property
    def reason(self) -> str:
        """Why it is held, in the reader's language."""
        return self.held_note.rstrip(".。 ") or self.get_held_because_display()

    @classmethod
    @transaction.atomic
    def step(cls) -> int:
        """Raise the serial and return it."""
        cls.objects.filter(only=True).update(serial=F("serial") + 1)
        return cls.objects.get(only=True).serial

    def hold_back(self, because: str, *, beyond: int = 0, now: datetime) -> bool:
        """Hold everything, unless the row has moved since it was read; the serial passes `beyond`."""
        serial = max(self.serial, beyond) + 1
        same = Outgoing.objects.filter(only=True, serial=self.serial, held_at__isnull=True)
        return bool(same.update(serial=serial, held_at=now, held_because=because, held_note="", released_at=None))

    @transaction.atomic
    def hold(self, *, note: str = "", by=None, request=None) -> bool:
        """Hold everything because a person says so; False when it is held already."""
        free = Outgoing.objects.filter(only=True, held_at__isnull=True)
        held = {"held_at": timezone.now(), "held_because": self.Because.PERSON, "held_note": note[:200]}
        return self._noted(free.update(**held, released_at=None), by, request, held=True)

    @transaction.atomic
    def release(self, *, by=None, request=None) -> bool:
        """Let what waits leave; False when nothing was held."""
        held = Outgoing.objects.held()
        free = {"held_at": None, "held_because": "", "held_note": "", "released_at": timezone.now(), "released_by": by}
        return self._noted(held.update(**free), by, request, held=False)

    def _noted(self, changed: int, by, request, **detail) -> bool:
        if changed:
            audit.record(audit.Act.SETTINGS, by=by, request=request, what=gettext("Outgoing reminders"), **detail)
        return bool(changed)
