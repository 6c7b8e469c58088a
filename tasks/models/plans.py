import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base import clock
from pilots.models import Unit

from ..checkpoints import is_rule
from ..dispatching import Dispatching
from ..querysets import PlanQuerySet, TaskQuerySet


class Plan(Dispatching, models.Model):
    """One issued notice: its number, its text, its thresholds, and the head of its ledger."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    document_number = models.CharField(_("document number"), max_length=60)
    issuer = models.CharField(_("issuer"), max_length=100, blank=True)
    issued_on = models.DateField(_("day of issue"), null=True)
    bureau = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_("verifying unit"))
    overseer = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="overseen_plans",
        null=True,
        blank=True,
        verbose_name=_("unit that verifies the bureau's own obligations"),
    )
    pilots = models.ManyToManyField(Unit, through="PlanPilot", related_name="pilot_plans")
    loaded_on = models.DateField(_("loaded on"), editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    # What the notice does not say (DESIGN §4): typed, edited on an admin page.
    due_soon_days = models.PositiveSmallIntegerField(_("days counted as due soon"), default=7)
    watch_days = models.PositiveSmallIntegerField(_("days before which a watched row must have started"), default=14)
    extension_limit = models.PositiveSmallIntegerField(_("extensions per obligation"), default=2)
    extensions_before_due = models.BooleanField(_("extensions are asked for before the due day"), default=True)
    floor = models.DecimalField(
        _("floor of staff transferred"),
        max_digits=4,
        decimal_places=2,
        default="0.30",
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    mark = models.DecimalField(
        _("mark of staff transferred"),
        max_digits=4,
        decimal_places=2,
        default="0.50",
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    # The ladder (RELIABILITY §4.1): working days late at which each notice goes out, and those left for an answer.
    reminder_after = models.PositiveSmallIntegerField(_("working days late before the reminder notice"), default=1)
    urging_after = models.PositiveSmallIntegerField(_("working days late before the urging notice"), default=4)
    supervision_after = models.PositiveSmallIntegerField(
        _("working days late before the supervision notice"), default=8
    )
    reply_days = models.PositiveSmallIntegerField(_("working days left to answer a notice"), default=3)
    year_reminder = models.BooleanField(_("remind of deadlines that name only a year"), default=False)
    bureau_lead_may_sign_own = models.BooleanField(
        _("a bureau lead may close out the bureau's own obligations"), default=False
    )

    # The head of the ledger. `revision` is the lock and the number of the next entry.
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    head_number = models.PositiveBigIntegerField(default=0, editable=False)
    head_digest = models.CharField(max_length=64, default="", editable=False)
    last_recorded_at = models.DateTimeField(null=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-id"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(
                fields=["document_number"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="plan_number_once",
                violation_error_message=_("A plan with this document number is already loaded."),
            ),
            models.CheckConstraint(
                condition=models.Q(reminder_after__gte=1)
                & models.Q(urging_after__gt=models.F("reminder_after"))
                & models.Q(supervision_after__gt=models.F("urging_after")),
                name="plan_ladder_climbs",
                violation_error_message=_("Each notice of the ladder comes later than the one before it."),
            ),
        ]

    def __str__(self):
        return f"{self.document_number} {self.title}"

    def get_absolute_url(self):
        return reverse("tasks:plan", args=[self.key])

    @property
    def ladder(self) -> tuple[int, int, int]:
        """Working days late at which the three notices go out."""
        return self.reminder_after, self.urging_after, self.supervision_after

    @property
    def stood(self) -> tuple:
        """What differs as soon as anything was written under the plan, or its thresholds were: for `remembered`."""
        return connection.settings_dict["NAME"], self.pk, self.revision, self.floor, self.mark

    def raise_revision(self) -> int:
        """Take the next number, and with it the plan's lock until the transaction ends."""
        Plan.objects.filter(pk=self.pk).update(revision=F("revision") + 1)
        self.refresh_from_db(fields=["revision", "head_number", "head_digest", "last_recorded_at"])
        return self.revision

    def verifying_unit(self, unit: Unit) -> Unit:
        """Who closes out what `unit` owes: the bureau; for the bureau itself, its overseer."""
        return self.bureau if self.verifying_unit_id(unit.pk) == self.bureau_id else self.overseer

    def verifying_unit_id(self, unit_id: int) -> int:
        """The same by id, which asks no table."""
        return (self.overseer_id or self.bureau_id) if unit_id == self.bureau_id else self.bureau_id


class PlanPilot(models.Model):
    """A unit that 各试点 means, in the notice's order."""

    plan = models.ForeignKey(Plan, models.CASCADE)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("unit"))
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["plan", "unit"], name="plan_pilot_once")]

    def __str__(self):
        return f"{self.order} {self.unit}"


class Clause(models.Model):
    """One numbered paragraph of the notice as issued."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="clauses")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40, blank=True)
    heading = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    level = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="clause_number_once")]

    def __str__(self):
        return f"{self.label}{self.heading}" or self.text[:40]


class Phase(models.Model):
    """A step of the plan with start, end and a gate: which tasks must be closed out."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="phases", verbose_name=_("plan"))
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=60)
    short_name = models.CharField(_("short name"), max_length=20, blank=True)
    short_name_en = models.CharField(_("English short name"), max_length=60, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    due_on = models.DateField(_("last day"))
    gate_tasks = models.ManyToManyField("Task", related_name="gates", blank=True, verbose_name=_("rows of the gate"))
    gate_measures = models.JSONField(_("measures of the gate"), default=list, blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="phase_order_once")]

    def __str__(self):
        if get_language() == "en" and self.short_name_en:
            return self.short_name_en
        return self.short_name or self.name

    def clean(self):
        keys = self.gate_measures
        if not (isinstance(keys, list) and all(isinstance(key, str) for key in keys)):
            said = _('Write the measures as a list of words, such as ["transferred"].')
            raise ValidationError({"gate_measures": said})


class Precision(models.TextChoices):
    """How exactly the notice names the last day."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half_year", _("half-year")
    YEAR = "year", _("year")


class Task(models.Model):
    """One row of the task table, as issued, with what the plan adds to it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks", verbose_name=_("plan"))
    phase = models.ForeignKey(
        Phase, models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name=_("phase")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    short_name_en = models.CharField(_("English short name"), max_length=80, blank=True)
    matrix_name = models.CharField(_("name in the matrix"), max_length=12, blank=True)
    units_wording = models.CharField(_("responsible units as issued"), max_length=300, blank=True)
    deadline_wording = models.CharField(_("deadline as issued"), max_length=120, blank=True)
    deadline_kind = models.CharField(_("kind of deadline"), max_length=12, default="once")
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    due_on = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision.choices, default=Precision.DAY)
    standing = models.BooleanField(_("duty goes on after the day"), default=False)
    recurs = models.CharField(_("recurs"), max_length=30, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    clauses = models.ManyToManyField(Clause, related_name="tasks", blank=True, verbose_name=_("clauses"))
    measure = models.SlugField(_("measure"), blank=True)
    founding = models.BooleanField(_("founding task"), default=False)
    watched = models.BooleanField(_("on the watch list"), default=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="task_number_once")]

    def __str__(self):
        return f"{self.number} {self.label}"

    def in_force(self, day: date | None = None) -> bool:
        """Whether no document had taken it out by the end of `day`; without one, by now."""
        gone = self.cancelled_at
        return gone is None or (day is not None and gone >= clock.day_bounds(day)[1])

    @property
    def label(self) -> str:
        """The short name in the reader's language, else the text."""
        if get_language() == "en" and self.short_name_en:
            return self.short_name_en
        return self.short_name or self.text


class Checkpoint(models.Model):
    """What must be true to close a task out 核验要点: ticked by the reviewer, or compared by the system."""

    class Kind(models.TextChoices):
        MANUAL = "manual", _("by hand")
        SYSTEM = "system", _("by the system")

    task = models.ForeignKey(Task, models.CASCADE, related_name="checkpoints")
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("text"), max_length=120)
    text_en = models.CharField(_("English text"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.MANUAL)
    rule = models.CharField(_("rule"), max_length=60, blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        constraints = [models.UniqueConstraint(fields=["task", "order"], name="checkpoint_order_once")]

    def __str__(self):
        return self.text_en if self.text_en and get_language() == "en" else self.text

    def clean(self):
        if self.kind == self.Kind.SYSTEM and not is_rule(self.rule):
            raise ValidationError(
                {"rule": _("The system knows no such rule. Write it as task_submitted:2 or measure:staff_transferred.")}
            )
