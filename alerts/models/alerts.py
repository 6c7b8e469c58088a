import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.models import Obligation

from ..querysets import AlertQuerySet


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
