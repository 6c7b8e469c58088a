import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from base.templatetags.ui import day_short
from tasks.models import Obligation

from ..digest import Line
from ..querysets import MessageQuerySet
from .alerts import Kind


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
