import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilots.models import Unit

from ..extending import Extending
from ..following import Following
from ..leading import Leading
from ..measured import Measured
from ..practising import Practising
from ..querysets import ObligationQuerySet
from ..standing import Position
from ..states import OPEN, State
from ..verbs import Verbs
from .plans import Plan, Task


class Obligation(Verbs, Extending, Leading, Following, Measured, Practising, models.Model):
    """One task x one responsible unit: what is reported on, due, late, closed out.

    Its entries are the truth; these columns are their last state, changed only by appending.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="obligations")
    task = models.ForeignKey(Task, models.PROTECT, related_name="obligations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obligations")
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(_("state"), max_length=14, choices=State.choices, default=State.NOT_STARTED)
    first_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    submitted_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    deadline_version = models.PositiveIntegerField(default=1)
    days_with_bureau = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    lead_department = models.CharField(_("department in charge"), max_length=60, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="handled",
        verbose_name=_("person in charge"),
    )
    latest = models.ForeignKey("tasks.Entry", models.SET_NULL, null=True, related_name="+")

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["task__number", "unit__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "unit", "round"], name="obligation_once"),
            models.CheckConstraint(
                condition=models.Q(state=State.DONE, done_on__isnull=False)
                | (~models.Q(state=State.DONE) & models.Q(done_on__isnull=True)),
                name="obligation_done_has_day",
                violation_error_message=_("A closed-out obligation has the day it was done; no other has."),
            ),
        ]
        indexes = [models.Index(fields=["plan", "state", "due_on"], name="obligation_by_state")]

    def __str__(self):
        return f"{self.unit} {self.task.number}"

    @property
    def position(self) -> Position:
        """What decides its standing: as annotated by `as_of`, else its present."""
        here = {
            name: getattr(self, f"at_{name}", getattr(self, name))
            for name in (
                "state",
                "first_due_on",
                "due_on",
                "submitted_on",
                "done_on",
                "days_with_bureau",
                "deadline_version",
            )
        }
        return Position(**here, precision=self.task.precision, issued_due_on=self.task.due_on)

    # Who was in charge on a past day, by the name of that day (tasks/said.py).
    handler_name = ""

    @property
    def in_charge(self) -> str:
        """The name of the person in charge; empty when nobody is."""
        return self.handler_name or str(self.handler or "")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def standing(self, on: date):
        return self.position.standing(on)

    def days_late(self, on: date) -> int:
        return self.position.days_late(on)

    def days_left(self, on: date) -> int | None:
        return self.position.days_left(on)

    def due_soon(self, on: date) -> bool:
        return self.position.due_soon(on, self.plan.due_soon_days, by_year=self.plan.year_reminder)
