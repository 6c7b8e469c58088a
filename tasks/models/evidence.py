import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import StoredFile

from ..querysets import EvidenceQuerySet


class Evidence(models.Model):
    """A file that proves a report. Until a report takes it along it is its uploader's draft."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    obligation = models.ForeignKey("tasks.Obligation", models.PROTECT, related_name="evidence")
    entry = models.ForeignKey("tasks.Entry", models.PROTECT, null=True, related_name="evidence")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=150)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name


class Draft(models.Model):
    """What an officer has typed on an obligation and not sent yet. Kept on the server."""

    obligation = models.ForeignKey("tasks.Obligation", models.CASCADE, related_name="drafts")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["obligation", "officer"], name="draft_once")]

    def __str__(self):
        return f"{self.obligation_id} {self.saved_at:%Y-%m-%d %H:%M}"
