import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from base.templatetags.ui import day_short

from ..digest import Line, sections
from ..querysets import MessageQuerySet
from .alerts import Kind


class Message(models.Model):
    """One person's inbox line: the record that the person was told. Mail and chat are copies of it.

    A digest says everything of a morning, any other message what happened of its kind.
    """

    DIGEST = "digest"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="inbox")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=[(DIGEST, _("morning digest")), *Kind.choices])
    on = models.DateField()
    lines = models.JSONField(default=list)
    heads = models.JSONField(default=list)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="message_once"),
        ]
        indexes = [
            models.Index(fields=["recipient"], condition=models.Q(read_at__isnull=True), name="message_unread"),
        ]

    def __str__(self):
        return f"{self.recipient_id} {self.key}"

    @property
    def is_digest(self) -> bool:
        return self.kind == self.DIGEST

    def subject_of(self, lines: list[Line]) -> str:
        """The subject for so much of it as may still be shown."""
        if not lines:
            return str(self.get_kind_display())
        return _of_a_digest(lines, day_short(self.on)) if self.is_digest else _of_one_kind(Kind(self.kind), lines)

    @property
    def told(self) -> list[Line]:
        """The lines as they were told."""
        return [Line(**line) for line in self.lines]

    def lines_within_reach(self) -> list[Line]:
        """The lines as told, marked where they no longer hold; what left the recipient's reach is left out."""
        from ..holding import held

        return held(self.told, self.recipient, self.on)

    def lines_to_send(self) -> list[Line]:
        """What may still leave (RELIABILITY rule 6): it holds, and lies within the recipient's reach now.

        Nothing when a later digest says it anew.
        """
        return [] if self.superseded() else [line for line in self.lines_within_reach() if line.holds]

    def mark_read(self, at: datetime) -> None:
        """The first reading counts."""
        Message.objects.filter(pk=self.pk).mark_read(at)
        self.refresh_from_db(fields=["read_at"])

    def superseded(self) -> bool:
        """Whether a later digest says anew what this one says."""
        later = Message.objects.filter(recipient=self.recipient_id, kind=self.DIGEST, on__gt=self.on)
        return self.is_digest and later.exists()


def _of_a_digest(lines: list[Line], day: str) -> str:
    parts = [_counted(kind, found) for kind, found in sections(lines)]
    return gettext("%(day)s: %(parts)s") % {"day": day, "parts": gettext("; ").join(parts)}


def _of_one_kind(kind: Kind, lines: list[Line]) -> str:
    if len(lines) == 1:
        line = lines[0]
        if not line.number:
            words = {"kind": kind.label, "unit": line.unit_name, "task": line.task_name}
            return gettext("%(kind)s: %(unit)s %(task)s") % words
        words = {"kind": kind.label, "unit": line.unit_name, "n": line.number, "task": line.task_name}
        return gettext("%(kind)s: %(unit)s no. %(n)s %(task)s") % words
    return _counted(kind, lines)


def _counted(kind: Kind, lines: list[Line]) -> str:
    if kind == Kind.OVERDUE:
        return _overdue(lines)
    return gettext("%(kind)s: %(n)s") % {"kind": kind.label, "n": len(lines)}


def _overdue(lines: list[Line]) -> str:
    new, total = sum(line.new for line in lines), len(lines)
    if not new:
        return ngettext("%(total)s overdue", "%(total)s overdue", total) % {"total": total}
    return gettext("%(total)s overdue, %(new)s new") % {"total": total, "new": new}
