import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..querysets import SheetLoadQuerySet, SheetRowQuerySet


class SheetLoad(models.Model):
    """Workbooks taken in for one ledger: read, compared, to be confirmed. `found` tells what each file held."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        WAITING = "waiting", _("to be confirmed")
        APPLIED = "applied", _("taken in")
        DISCARDED = "discarded", _("discarded")
        TAKEN_BACK = "taken_back", _("taken back")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ledger = models.SlugField(max_length=40)
    place = models.SlugField(max_length=60)
    names = models.JSONField(_("file names"), default=list)
    found = models.JSONField(default=dict)
    counts = models.JSONField(_("counts"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.READING)
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)

    objects = SheetLoadQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("loaded workbook")
        verbose_name_plural = _("loaded workbooks")

    def __str__(self):
        return ", ".join(self.names)

    def get_absolute_url(self):
        return reverse("sheets:load", args=[self.key])


class SheetRow(models.Model):
    """One row of a loaded workbook: what was read, what a person answered, what comparing made of it."""

    load = models.ForeignKey(SheetLoad, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    sheet = models.PositiveSmallIntegerField()
    line = models.PositiveIntegerField()
    hidden = models.BooleanField(default=False)
    row_key = models.CharField(max_length=64, blank=True)
    row_version = models.PositiveBigIntegerField(null=True)
    cells = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    outcome = models.CharField(max_length=10)
    conflicting = models.BooleanField(default=False)
    shown = models.JSONField(default=dict)

    objects = SheetRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["load", "number"], name="sheet_row_once_per_load")]
        indexes = [models.Index(fields=["load", "outcome", "number"], name="sheet_row_by_outcome")]

    def __str__(self):
        return f"{self.line}"
