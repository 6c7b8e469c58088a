import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from base import clock
from base.versions import change
from pilots.access import Action, may_on, not_included

from ..querysets import PracticeQuerySet
from ..transitions import TransitionNotAllowed


class Practice(models.Model):
    """A report marked as worth passing on 经验做法: proposed, then published by the bureau to all pilots.

    What has ended stays; the report may be marked again, as another row.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("to be published")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("not published")
        TAKEN_BACK = "taken_back", _("taken down")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey("tasks.Entry", models.PROTECT, related_name="practices")
    title = models.CharField(_("title"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(ended_at__isnull=True),
                name="practice_marked_once",
                violation_error_message=_("This report is already marked as a practice."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed", published_at__isnull=True, ended_at__isnull=True)
                | models.Q(state="published", published_at__isnull=False, ended_at__isnull=True)
                | models.Q(state="declined", published_at__isnull=True, ended_at__isnull=False)
                | models.Q(state="taken_back", ended_at__isnull=False),
                name="practice_state_has_moments",
                violation_error_message=_("The state of a practice and its moments do not agree."),
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="practice_has_title",
                violation_error_message=_("Give it a short title."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def unit(self):
        return self.entry.obligation.unit

    def may_be_ruled_by(self, officer) -> bool:
        """Whether the officer publishes, declines and takes back for the bureau."""
        return self.entry.plan.acts_for_bureau(officer, Action.PUBLISH_PRACTICE)

    @transaction.atomic
    def publish(self, *, by, on, version=None) -> "Practice":
        """Let every pilot of the plan read it. It starts what it is evidence of, where that has not begun."""
        from ..feeding import fed
        from ..tallies import PRACTICES

        self._require_bureau(by)
        self._require(self.State.PROPOSED, _now("Only what was proposed can be published."))
        if self.entry.was_undone():
            raise TransitionNotAllowed(_now("This report was taken back; it cannot be published."))
        self._move(self.State.PUBLISHED, version, published_by=by, published_at=clock.now())
        for unit in {self.unit, self.entry.plan.bureau}:
            fed(unit, [PRACTICES], on, plan=self.entry.plan)
        return self

    @transaction.atomic
    def decline(self, *, by, on, version=None, text="") -> "Practice":
        """Not for all pilots; the unit reads why."""
        self._require_bureau(by)
        self._require(self.State.PROPOSED, _now("Only what was proposed can be declined."))
        self._end(self.State.DECLINED, by, version, text)
        return self

    @transaction.atomic
    def take_back(self, *, by, on, version=None, text="") -> "Practice":
        """The bureau takes back what it published; a unit takes back what it proposed."""
        if self.state == self.State.PROPOSED:
            if not may_on(by, Action.REPORT, self.unit):
                raise TransitionNotAllowed(_now("Only the unit takes its proposal back. Publish it or decline it."))
            text = text or _now("Taken back by the unit itself.")
        else:
            self._require_bureau(by)
            self._require(self.State.PUBLISHED, _now("Only what was published can be taken back."))
        self._end(self.State.TAKEN_BACK, by, version, text)
        return self

    def _require_bureau(self, by):
        if not self.may_be_ruled_by(by):
            raise TransitionNotAllowed(not_included(Action.PUBLISH_PRACTICE))

    def _require(self, state, sentence):
        if self.state != state:
            raise TransitionNotAllowed(sentence)

    def _end(self, state, by, version, reason):
        if not reason.strip():
            raise TransitionNotAllowed(_now("Give the reason."))
        self._move(state, version, ended_by=by, ended_at=clock.now(), reason=reason.strip())

    def _move(self, state, version, **changes):
        self.entry.plan.raise_revision()
        change(self, version, Practice.objects.for_list(), state=state, **changes)
