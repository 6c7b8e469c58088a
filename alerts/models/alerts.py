from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.models import Entry, Obligation

from ..querysets import AlertQuerySet


class Kind(models.TextChoices):
    """What people are told of. What a person reads first stands first."""

    OVERDUE = "overdue", _("overdue alert")
    RUNG = "rung", _("notices of the ladder")
    DUE = "due", _("reminder of a due day")
    RETURNED = "returned", _("returned")
    CHASED = "chased", _("chased")
    COMMENT = "comment", _("comment of the bureau")
    EXTENSION_DECIDED = "extension_decided", _("extension decided")
    WAITING = "waiting", _("waiting for verification too long")
    EXTENSION_REQUESTED = "extension_requested", _("extension requested")


# Found from where an obligation stands on a day; all others from a line of a ledger.
OF_A_DAY = (Kind.OVERDUE, Kind.RUNG, Kind.DUE)


class Rung(models.IntegerChoices):
    """The steps of the ladder, by working days late."""

    REMINDER = 1, _("reminder notice")
    URGING = 2, _("urging notice")
    SUPERVISION = 3, _("supervision notice")


class Alert(models.Model):
    """Something about an obligation that people must be told: once per kind, rung and deadline, or per ledger line.

    `run` is the run that raised it, `told_in` the one that put it into messages; empty while nobody was told.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="alerts")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="alerts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    rung = models.PositiveSmallIntegerField(default=0)
    deadline_version = models.PositiveIntegerField()
    raised_on = models.DateField()
    raised_at = models.DateTimeField()
    run = models.UUIDField(null=True, editable=False, db_index=True)
    told_in = models.UUIDField(null=True, editable=False, db_index=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["raised_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "kind", "rung", "deadline_version"],
                condition=models.Q(entry__isnull=True),
                name="alert_once",
            ),
            models.UniqueConstraint(
                fields=["entry", "kind"], condition=models.Q(entry__isnull=False), name="alert_once_per_entry"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(told_in__isnull=True), name="alert_untold")]

    def __str__(self):
        return f"{self.kind} {self.obligation_id}"


class Digest(models.Model):
    """The morning on which everybody concerned got a digest: once a day."""

    on = models.DateField(unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["on"]

    def __str__(self):
        return self.on.isoformat()

    @classmethod
    def claim(cls, on: date, at) -> bool:
        """Whether this caller is the one to make the day's digests."""
        return cls.objects.get_or_create(on=on, defaults={"made_at": at})[1]
