import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from base import clock
from base.workdays import Calendar, working_days
from pilots.models import Unit

from ..problem_querysets import ProblemQuerySet
from ..problem_rules import OPEN, WAITING, ProblemState, ProblemVerb
from ..problems import ProblemVerbs
from ..recorded import RecordedQuerySet
from .plans import Plan


class Problem(ProblemVerbs, models.Model):
    """A problem that a pilot asks help for 问题协调. Its steps are the history; these columns are its last state."""

    class Kind(models.TextChoices):
        COUNTERPARTS = "counterparts", _("counterparts above and below")
        STAFF = "staff", _("ability of the staff")
        APPROVALS = "approvals", _("approvals handed between bodies")
        ONE_WINDOW = "one_window", _("one window for all")
        PROCESS = "process", _("better processes")
        OTHER = "other", _("other")

    State = ProblemState

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="problems", verbose_name=_("plan"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="problems", verbose_name=_("unit"))
    obligation = models.ForeignKey("tasks.Obligation", models.PROTECT, null=True, blank=True, related_name="problems")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    text = models.TextField(_("what the problem is"), max_length=1000)
    since_on = models.DateField(_("since"))
    asked = models.TextField(_("what is asked of whom"), max_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=ProblemState.choices, default=ProblemState.RAISED)
    asked_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(asked_at__gte=models.F("raised_at")),
                name="problem_asked_when_raised_or_later",
                violation_error_message=_("A problem is put before the bureau when it is raised, or later."),
            ),
        ]
        indexes = [models.Index(fields=["plan", "state", "asked_at"], name="problem_by_state")]

    def __str__(self):
        return f"{self.unit} {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def waits(self) -> bool:
        """Whether it waits for the bureau; after `as_of`, on that day."""
        return getattr(self, "at_state", self.state) in WAITING

    def working_days_waiting(self, on: date, calendar: Calendar | None = None) -> int:
        """Working days since it was last put before the bureau; 0 when it waits for nobody there.

        Lists pass a `calendar` that reaches back far enough, so that the days are read once.
        """
        if not self.waits:
            return 0
        asked_on = clock.local_day(getattr(self, "at_asked_at", self.asked_at))
        return (calendar.count if calendar else working_days)(asked_on, on)


class ProblemStep(models.Model):
    """One line of a problem's history: who, what, and where it stood afterwards. Append-only by trigger."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    verb = models.CharField(_("verb"), max_length=8, choices=ProblemVerb.choices)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    by_unit = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    body = models.CharField(_("handed over to"), max_length=100, blank=True)
    outside = models.BooleanField(default=False)
    promised_on = models.DateField(null=True)
    meeting = models.ForeignKey("tasks.JointMeeting", models.PROTECT, null=True, related_name="steps")

    # Where the problem stood after this step.
    state = models.CharField(max_length=10, choices=ProblemState.choices)
    asked_at = models.DateTimeField()

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["problem", "number"]
        constraints = [
            models.UniqueConstraint(fields=["problem", "number"], name="problem_step_number_once"),
            models.CheckConstraint(
                condition=~models.Q(verb="answer") | models.Q(promised_on__isnull=False),
                name="problem_answer_has_day",
                violation_error_message=_("An answer gives the day by which the problem is solved."),
            ),
            models.CheckConstraint(
                condition=~models.Q(verb="refer") | ~models.Q(body=""),
                name="problem_hand_over_has_body",
                violation_error_message=_("Whoever hands a problem over says to whom."),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.get_verb_display()}"
