from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..facts import Fact


class Department(Fact):
    """An original department 原单位 of a pilot, with its approval staff before the transfer."""

    name = models.CharField(gettext_lazy("original department"), max_length=60)
    order = models.PositiveSmallIntegerField(gettext_lazy("order"), default=0)
    staff_before = models.PositiveSmallIntegerField(gettext_lazy("original approval staff"), null=True, blank=True)

    class Meta(Fact.Meta):
        ordering = ["order", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(superseded_at__isnull=True, removed=False),
                name="department_named_once",
                violation_error_message=gettext_lazy("This department is listed already."),
            ),
        ]

    def __str__(self):
        return self.name

    def locked(self, before) -> list[str]:
        """Once the bureau accepted the count, its figures stand."""
        return ["staff_before"] if StaffCount.accepted_for(self.unit) else []


class StaffCount(Fact):
    """The count of the original approval staff of a pilot: on which day, and when the bureau accepted it."""

    counted_on = models.DateField(gettext_lazy("counting day"), null=True, blank=True)
    accepted_on = models.DateField(gettext_lazy("accepted by the bureau on"), null=True, blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"], condition=Q(superseded_at__isnull=True), name="staff_count_once_per_unit"
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.counted_on}"

    @classmethod
    def accepted_for(cls, unit) -> bool:
        """Whether the unit's count is accepted, and with it locked."""
        return cls.objects.current().filter(unit=unit, accepted_on__isnull=False).exists()

    def locked(self, before) -> list[str]:
        return ["counted_on", "accepted_on"] if before and before.accepted_on else ["accepted_on"]

    def require_sound(self, on: date) -> None:
        if self.counted_on and self.counted_on > on:
            raise ValidationError({"counted_on": _("The counting day lies in the future.")})
