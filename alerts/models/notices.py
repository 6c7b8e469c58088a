import uuid
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base import clock
from base.forms import Refused
from base.versions import change
from pilots.access import Action, may_on, not_included
from tasks.models import Precision

from ..querysets import NoticeQuerySet
from .alerts import Alert, Rung


class Notice(models.Model):
    """A notice of the ladder 提醒单, 催办单, 督办单: printed, signed for 签收 and answered.

    `told` keeps the names and posts it was raised for, `days_late` the calendar days late on that day.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    alert = models.OneToOneField(Alert, models.PROTECT, related_name="notice")
    issuer = models.CharField(max_length=100)
    number = models.CharField(gettext_lazy("notice number"), max_length=40, blank=True)
    days_late = models.PositiveIntegerField()
    reply_by = models.DateField()
    told = models.JSONField(default=list)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(max_length=60, blank=True)
    signed_at = models.DateTimeField(null=True)
    answer = models.TextField(gettext_lazy("answer to the notice"), blank=True)
    answered_name = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-alert__raised_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~models.Q(number=""),
                name="notice_number_once",
                violation_error_message=gettext_lazy("Another notice has this number."),
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | models.Q(signed_at__isnull=False),
                name="notice_answer_is_signed_for",
                violation_error_message=gettext_lazy("Who answers a notice has received it."),
            ),
        ]

    def __str__(self):
        return f"{self.rung.label} {self.number}".strip()

    def get_absolute_url(self):
        return reverse("alerts:notice", args=[self.key])

    @property
    def rung(self) -> Rung:
        return Rung(self.alert.rung)

    @property
    def obligation(self):
        return self.alert.obligation

    @property
    def last_day_told(self) -> date | None:
        """The last day, where the wording of the deadline does not say it: extended, or named less exactly."""
        one = self.obligation
        says_it = one.task.precision == Precision.DAY and one.due_on == one.task.due_on
        return None if says_it else one.due_on

    def enter_number(self, *, by, on: date, version: int | None = None, number: str = "") -> None:
        """The number under which the office issues it."""
        self._require(by, Action.CHASE)
        taken = Notice.objects.exclude(pk=self.pk).filter(number=number)
        if number and taken.exists():
            raise ValidationError({"number": _("Another notice has this number.")})
        self._change(version, number=number)

    def sign_for(self, *, by, on: date, version: int | None = None) -> None:
        """签收: somebody of the unit confirms to have received it; the first signature counts."""
        self._require(by, Action.REPORT)
        if self.signed_at:
            raise Refused(
                _("%(name)s has already signed for this notice.") % {"name": self.signed_name or self.signed_by}
            )
        self._change(version, **_signature(by))

    def give_answer(self, *, by, on: date, version: int | None = None, answer: str = "") -> None:
        """The unit's answer; it stops the climb of the ladder. Who answers has received the notice."""
        self._require(by, Action.REPORT)
        if not answer.strip():
            raise ValidationError({"answer": _("Write what will be done, and by when.")})
        if self.answered_at:
            raise Refused(_("%(name)s has already answered this notice.") % {"name": self.answered_name})
        signature = {} if self.signed_at else _signature(by)
        self._change(version, answer=answer.strip(), answered_name=by.name, answered_at=clock.now(), **signature)

    def _require(self, by, action) -> None:
        if not may_on(by, action, self.obligation.unit):
            raise Refused(not_included(action))

    def _change(self, version, **changes) -> None:
        change(self, version, Notice.objects.for_page(), **changes)


def _signature(by) -> dict:
    return {"signed_by": by, "signed_name": by.name, "signed_at": clock.now()}
