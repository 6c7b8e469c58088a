import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilots.models import Unit

from ..meetings import DecisionVerbs, MeetingVerbs
from ..problem_querysets import JointMeetingQuerySet, MeetingDecisionQuerySet
from .plans import Plan


class JointMeeting(MeetingVerbs, models.Model):
    """A joint meeting 联席会议 that was held: a county's own (`unit`), or the city's (no unit)."""

    class Level(models.TextChoices):
        COUNTY = "county", _("of the county")
        CITY = "city", _("of the city")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="joint_meetings", verbose_name=_("plan"))
    level = models.CharField(_("level"), max_length=6, choices=Level.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="joint_meetings")
    held_on = models.DateField(_("held on"))
    subject = models.CharField(_("subject"), max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = JointMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level="county", unit__isnull=False) | models.Q(level="city", unit__isnull=True),
                name="meeting_of_county_has_unit",
                violation_error_message=_("A county's meeting names the county; the city's names none."),
            ),
        ]

    def __str__(self):
        return f"{self.held_on} {self.subject}"


class MeetingDecision(DecisionVerbs, models.Model):
    """What a joint meeting decided: who does it, by when, and when it was done."""

    meeting = models.ForeignKey(JointMeeting, models.PROTECT, related_name="decisions")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(_("decision"), max_length=300)
    responsible = models.CharField(_("who does it"), max_length=100, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    problem = models.ForeignKey("tasks.Problem", models.PROTECT, null=True, blank=True, related_name="decisions")
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MeetingDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="decision_order_once"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True, done_at__isnull=True, done_by__isnull=True)
                | models.Q(done_on__isnull=False, done_at__isnull=False, done_by__isnull=False),
                name="decision_done_by_somebody",
                violation_error_message=_("A decision carried out says when, and who recorded it."),
            ),
        ]

    def __str__(self):
        return self.text

    def overdue(self, on: date) -> bool:
        """Whether it should have been carried out before `on`; after `as_of`, as known that day."""
        return getattr(self, "at_done_on", self.done_on) is None and self.due_on is not None and self.due_on < on
