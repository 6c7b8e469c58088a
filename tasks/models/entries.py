from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from base import clock
from pilots.models import Unit

from ..querysets import EntryQuerySet
from ..states import State, Verb
from ..transitions import UNDO_SECONDS
from .plans import Plan


class Entry(models.Model):
    """One line of an obligation's ledger. Append-only by trigger; order is by number, never by time.

    It carries the words, who wrote them as they were called on that day, and where the obligation
    stood afterwards, so that any past day can be read off the last entry before that day's end.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="entries")
    obligation = models.ForeignKey("tasks.Obligation", models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    verb = models.CharField(_("verb"), max_length=20, choices=Verb.choices)
    recorded_at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=60, blank=True)
    by_post = models.CharField(max_length=60, blank=True)
    by_unit = models.CharField(max_length=100, blank=True)
    by_unit_ref = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    on_behalf = models.BooleanField(default=False)

    text = models.TextField(blank=True)
    difficulty = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    document_number = models.CharField(max_length=80, blank=True)
    no_file_reason = models.CharField(max_length=200, blank=True)
    true_on = models.DateField(null=True)
    asked_due_on = models.DateField(null=True)
    chased_on = models.DateField(null=True)
    undoes = models.PositiveBigIntegerField(null=True)
    detail = models.JSONField(default=dict)

    # Where the obligation stood after this entry.
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=14, choices=State.choices)
    first_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    submitted_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    deadline_version = models.PositiveIntegerField()
    days_with_bureau = models.PositiveIntegerField()

    format = models.PositiveSmallIntegerField(default=1)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="entry_number_once"),
            models.UniqueConstraint(fields=["obligation", "version"], name="entry_version_once"),
            models.UniqueConstraint(
                fields=["obligation", "chased_on"],
                condition=models.Q(chased_on__isnull=False),
                name="entry_chased_once_a_day",
                violation_error_message=_("This obligation was already chased today."),
            ),
        ]
        indexes = [models.Index(fields=["obligation", "-number"], name="entry_latest")]

    def __str__(self):
        return f"{self.number} {self.get_verb_display()}"

    def was_undone(self) -> bool:
        """Whether a later line took it back."""
        return Entry.objects.filter(obligation=self.obligation_id, undoes=self.number).exists()

    @property
    def failed_check(self) -> bool:
        """Whether it is a spot check that did not hold; the line after it opens the obligation again."""
        return self.verb == Verb.SPOT_CHECK and not self.detail["held"]

    @property
    def still_new(self) -> bool:
        """Whether its writer may still undo it."""
        return clock.now() - self.recorded_at <= timedelta(seconds=UNDO_SECONDS)

    @property
    def speaks(self) -> bool:
        """Whether a county stated something with it."""
        return self.verb in (Verb.REPORT, Verb.SUBMIT)

    @property
    def backfilled(self) -> bool:
        """Whether a report tells of an earlier day than that of its recording 补录."""
        told = self.true_on if self.verb == Verb.REPORT else None
        return told is not None and told < clock.local_day(self.recorded_at)

    @property
    def short_reason(self) -> str:
        """Why it was sent for verification although its figure was below the floor."""
        return self.detail.get("short_reason", "")
