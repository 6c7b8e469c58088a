import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .plans import Plan


class PlanLoad(models.Model):
    """A notice file taken in: what was read, what was confirmed, what it changed."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be confirmed")
        APPLIED = "applied", _("in force")
        DISCARDED = "discarded", _("discarded")
        TAKEN_BACK = "taken_back", _("taken back")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="loads")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    name = models.CharField(_("file name"), max_length=150)
    digest = models.CharField(max_length=64)
    read = models.JSONField(default=dict)
    rulings = models.JSONField(_("rulings"), default=dict)
    changes = models.JSONField(_("changes"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    first_number = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("load")
        verbose_name_plural = _("loads")

    def __str__(self):
        return self.name
