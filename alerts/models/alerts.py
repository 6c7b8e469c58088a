from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.models import Entry, Obligation, Problem, ProblemStep

from ..querysets import AlertQuerySet


class Kind(models.TextChoices):
    """What people are told of. What a person reads first stands first."""

    OVERDUE = "overdue", _("overdue alert")
    RUNG = "rung", _("notices of the ladder")
    DUE = "due", _("reminder of a due day")
    RETURNED = "returned", _("returned")
    REOPENED = "reopened", _("opened again")
    INSTRUCTED = "instructed", _("instruction of the lead")
    PROBLEM_ANSWERED = "problem_answered", _("problem answered")
    CHASED = "chased", _("chased")
    COMMENT = "comment", _("comment of the bureau")
    EXTENSION_DECIDED = "extension_decided", _("extension decided")
    WAITING = "waiting", _("waiting for verification too long")
    EXTENSION_REQUESTED = "extension_requested", _("extension requested")
    PROBLEM_RAISED = "problem_raised", _("problem raised")
    INSTRUCTION_ANSWERED = "instruction_answered", _("instruction answered")


class Rung(models.IntegerChoices):
    """The steps of the ladder, by working days late."""

    REMINDER = 1, _("reminder notice")
    URGING = 2, _("urging notice")
    SUPERVISION = 3, _("supervision notice")


class Alert(models.Model):
    """Something about an obligation or a problem that people must be told, once.

    Once is: per kind, rung and deadline of an obligation; per line of its ledger; per step of a problem.

    `run` is the run that raised it, `told_in` the one that put it into messages; empty while nobody was told.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, null=True, related_name="alerts")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="alerts")
    step = models.ForeignKey(ProblemStep, models.PROTECT, null=True, related_name="alerts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    rung = models.PositiveSmallIntegerField(default=0)
    deadline_version = models.PositiveIntegerField(default=0)
    raised_on = models.DateField()
    raised_at = models.DateTimeField()
    run = models.UUIDField(null=True, editable=False, db_index=True)
    told_in = models.UUIDField(null=True, editable=False, db_index=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["raised_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "kind", "rung", "deadline_version"],
                condition=models.Q(entry__isnull=True, step__isnull=True),
                name="alert_once",
            ),
            models.UniqueConstraint(
                fields=["entry", "kind"], condition=models.Q(entry__isnull=False), name="alert_once_per_entry"
            ),
            models.UniqueConstraint(
                fields=["step", "kind"], condition=models.Q(step__isnull=False), name="alert_once_per_step"
            ),
            models.CheckConstraint(
                condition=models.Q(obligation__isnull=False) | models.Q(step__isnull=False),
                name="alert_is_about_something",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(told_in__isnull=True), name="alert_untold")]

    def __str__(self):
        return f"{self.kind} {self.obligation_id or self.step_id}"

    @property
    def problem(self) -> Problem | None:
        return self.step.problem if self.step_id else None

    @property
    def unit(self):
        """Whose matter it is."""
        return self.problem.unit if self.problem else self.obligation.unit

    @property
    def happened_at(self):
        """When the line or step was recorded; None for what a day brought."""
        line = self.entry or self.step
        return line.recorded_at if line else None


class Digest(models.Model):
    """The morning on which everybody concerned got a digest: once a day."""

    on = models.DateField(unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["on"]

    def __str__(self):
        return self.on.isoformat()

    @classmethod
    def claim(cls, on: date, at) -> bool:
        """Whether this caller is the one to make the day's digests."""
        return cls.objects.get_or_create(on=on, defaults={"made_at": at})[1]
