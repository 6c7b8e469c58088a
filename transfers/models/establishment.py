from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..facts import Fact


class Establishment(Fact):
    """组建与运行: how a pilot's bureau was founded and opened (notice 二（一）, 三); one record per pilot."""

    approval_number = models.CharField(gettext_lazy("approval of the pilot plan, number"), max_length=80, blank=True)
    approved_on = models.DateField(gettext_lazy("approved on"), null=True, blank=True)
    approved_items = models.PositiveSmallIntegerField(gettext_lazy("items in the approved plan"), null=True, blank=True)
    staff_target = models.DecimalField(
        gettext_lazy("share of staff that the plan names, in per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(100)],
    )
    group_number = models.CharField(gettext_lazy("leading group, document number"), max_length=80, blank=True)
    group_on = models.DateField(gettext_lazy("leading group, day"), null=True, blank=True)
    staffing_number = models.CharField(gettext_lazy("“three fixes” plan, number"), max_length=80, blank=True)
    staffing_on = models.DateField(gettext_lazy("“three fixes” plan, day"), null=True, blank=True)
    plate_on = models.DateField(gettext_lazy("plate of the approval bureau up on"), null=True, blank=True)
    office_plate_on = models.DateField(
        gettext_lazy("plate of the government service office up on"), null=True, blank=True
    )
    seal_number = models.CharField(gettext_lazy("approval seal, document number"), max_length=80, blank=True)
    seal_on = models.DateField(gettext_lazy("approval seal in use from"), null=True, blank=True)
    opened_on = models.DateField(gettext_lazy("open for applications from"), null=True, blank=True)
    assessment_number = models.CharField(
        gettext_lazy("performance assessment rules, number"), max_length=80, blank=True
    )
    assessment_on = models.DateField(gettext_lazy("performance assessment rules, day"), null=True, blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"], condition=Q(superseded_at__isnull=True), name="establishment_once_per_unit"
            ),
        ]

    def __str__(self):
        return f"{self.unit}"

    def require_sound(self, on: date) -> None:
        """What has happened lies in the past; the bureau opens no earlier than its plate is up."""
        days = [field.name for field in self._meta.concrete_fields if isinstance(field, models.DateField)]
        errors = {
            name: _("%(day)s lies in the future; record it when it has happened.") % {"day": value.isoformat()}
            for name in days
            if name in self.told() and (value := getattr(self, name)) and value > on
        }
        if self.opened_on and self.plate_on and self.opened_on < self.plate_on:
            errors.setdefault("opened_on", _("The bureau cannot open before its plate is up."))
        if errors:
            raise ValidationError(errors)

    def feeds(self) -> set[str]:
        return {"plates_up"} if self.plate_on or self.office_plate_on else set()
