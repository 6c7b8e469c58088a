from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..facts import Fact


class TrainingSession(Fact):
    """Training given by a transferring department 业务培训 (notice 二（四）): when, how long, who attended."""

    held_on = models.DateField(gettext_lazy("day of the training"))
    department = models.UUIDField(gettext_lazy("department that trained"))
    subject = models.CharField(gettext_lazy("subject"), max_length=100, blank=True)
    hours = models.DecimalField(
        gettext_lazy("hours"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(99)],
    )
    attendees = models.JSONField(gettext_lazy("attendance"), default=list, blank=True)

    class Meta(Fact.Meta):
        ordering = ["-held_on", "-pk"]

    def __str__(self):
        return f"{self.held_on} {self.subject}"

    def require_sound(self, on: date) -> None:
        if self.held_on > on:
            raise ValidationError({"held_on": _("%(day)s lies in the future.") % {"day": self.held_on.isoformat()}})

    def feeds(self) -> set[str]:
        return {"staff_trained"}
