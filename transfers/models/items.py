from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..facts import Fact
from ..querysets import ItemQuerySet

# Handed over with each item (notice 四（二）), with the letter of their box.
HANDOVER = {
    "laws": ("法", gettext_lazy("legal and policy basis")),
    "guides": ("指", gettext_lazy("service guides")),
    "systems": ("设", gettext_lazy("systems and equipment")),
    "archives": ("档", gettext_lazy("related archives")),
}
STANDARDS = {
    "std_conditions": gettext_lazy("approval conditions"),
    "std_methods": gettext_lazy("approval methods"),
    "std_supervision": gettext_lazy("approval supervision"),
}
# The three tests of at least 50 % (notice 二（五）), never averaged.
TESTS = {
    "steps": gettext_lazy("steps"),
    "materials": gettext_lazy("materials"),
    "time": gettext_lazy("time limit"),
}
BEFORE = ("steps_before", "materials_before", "time_statutory", "time_before")
AFTER = ("steps_after", "materials_after", "time_after")
MINIMAL = ("steps_minimal", "materials_minimal", "time_minimal")


class Listed(models.Model):
    """An item as it stands on the approved list, and who supervises it after the transfer."""

    class Kind(models.TextChoices):
        LICENCE = "licence", gettext_lazy("administrative licence")
        CONFIRMATION = "confirmation", gettext_lazy("administrative confirmation")
        OTHER_POWER = "other_power", gettext_lazy("other administrative power")
        SERVICE = "service", gettext_lazy("public service")

    name = models.CharField(gettext_lazy("item"), max_length=200)
    code = models.CharField(gettext_lazy("item code"), max_length=60, blank=True)
    department = models.UUIDField(gettext_lazy("giving department"))
    kind = models.CharField(gettext_lazy("kind"), max_length=14, choices=Kind.choices, default=Kind.LICENCE)
    batch = models.PositiveSmallIntegerField(gettext_lazy("batch"), default=1, validators=[MinValueValidator(1)])
    supervisor = models.CharField(gettext_lazy("supervising department"), max_length=60, blank=True)
    supervisor_contact = models.CharField(gettext_lazy("its contact"), max_length=60, blank=True)

    class Meta:
        abstract = True


class HandedOver(models.Model):
    """The four things handed over, each counter-signed by the receiving bureau, and the day it decides from."""

    laws_handed_on = models.DateField(gettext_lazy("legal basis handed over on"), null=True, blank=True)
    laws_signed_on = models.DateField(gettext_lazy("legal basis counter-signed on"), null=True, blank=True)
    guides_handed_on = models.DateField(gettext_lazy("service guides handed over on"), null=True, blank=True)
    guides_signed_on = models.DateField(gettext_lazy("service guides counter-signed on"), null=True, blank=True)
    systems_handed_on = models.DateField(gettext_lazy("systems handed over on"), null=True, blank=True)
    systems_signed_on = models.DateField(gettext_lazy("systems counter-signed on"), null=True, blank=True)
    archives_handed_on = models.DateField(gettext_lazy("archives handed over on"), null=True, blank=True)
    archives_signed_on = models.DateField(gettext_lazy("archives counter-signed on"), null=True, blank=True)
    cut_over_on = models.DateField(gettext_lazy("the bureau decides from"), null=True, blank=True)

    class Meta:
        abstract = True


class Lightened(models.Model):
    """Standardisation, and steps, materials and time limit (working days) before and after the reform."""

    std_conditions = models.BooleanField(gettext_lazy("approval conditions standardised"), default=False)
    std_methods = models.BooleanField(gettext_lazy("approval methods standardised"), default=False)
    std_supervision = models.BooleanField(gettext_lazy("approval supervision standardised"), default=False)
    steps_before = models.PositiveSmallIntegerField(gettext_lazy("steps before"), null=True, blank=True)
    steps_after = models.PositiveSmallIntegerField(gettext_lazy("steps now"), null=True, blank=True)
    materials_before = models.PositiveSmallIntegerField(gettext_lazy("materials before"), null=True, blank=True)
    materials_after = models.PositiveSmallIntegerField(gettext_lazy("materials now"), null=True, blank=True)
    time_statutory = models.PositiveSmallIntegerField(gettext_lazy("statutory time limit"), null=True, blank=True)
    time_before = models.PositiveSmallIntegerField(gettext_lazy("promised time limit before"), null=True, blank=True)
    time_after = models.PositiveSmallIntegerField(gettext_lazy("promised time limit now"), null=True, blank=True)
    steps_minimal = models.CharField(gettext_lazy("steps cannot be halved, because"), max_length=100, blank=True)
    materials_minimal = models.CharField(
        gettext_lazy("materials cannot be halved, because"), max_length=100, blank=True
    )
    time_minimal = models.CharField(gettext_lazy("time cannot be halved, because"), max_length=100, blank=True)
    one_window = models.BooleanField(gettext_lazy("accepted at one window"), default=False)
    baseline_on = models.DateField(gettext_lazy("figures before accepted by the bureau on"), null=True, blank=True)

    class Meta:
        abstract = True


class Item(Listed, HandedOver, Lightened, Fact):
    """One licensing item that moves from a department to the approval bureau 划转事项."""

    objects = ItemQuerySet.as_manager()

    class Meta(Fact.Meta):
        ordering = ["code", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "code"],
                condition=Q(superseded_at__isnull=True, removed=False) & ~Q(code=""),
                name="item_code_once",
                violation_error_message=gettext_lazy("Another item of the list has this code."),
            ),
        ]

    def __str__(self):
        return self.name

    def locked(self, before) -> list[str]:
        """The figures before the reform, once accepted; the list itself only shrinks by a ruling."""
        if self.removed:
            return ["removed"]
        return [*BEFORE, *MINIMAL, "baseline_on"] if before and before.baseline_on else ["baseline_on"]

    def require_sound(self, on: date) -> None:
        """What has happened lies in the past; nothing is counter-signed before it is handed over."""
        errors = {}
        for name in HANDOVER:
            handed, signed = getattr(self, f"{name}_handed_on"), getattr(self, f"{name}_signed_on")
            for which, day in (("handed", handed), ("signed", signed)):
                if day and day > on:
                    errors[f"{name}_{which}_on"] = _("%(day)s lies in the future.") % {"day": day.isoformat()}
            if signed and (not handed or handed > signed):
                errors.setdefault(f"{name}_signed_on", _("It is counter-signed on or after the day it is handed over."))
        for name in TESTS:
            if getattr(self, f"{name}_minimal") and getattr(self, f"{name}_before") is None and name != "time":
                errors[f"{name}_minimal"] = _("Give the figure before the reform that cannot be halved.")
        if errors:
            raise ValidationError(errors)

    def feeds(self) -> set[str]:
        """Figures before the reform feed nothing: they are what is measured against."""
        fed = {
            "items_transferred": self.cut_over_on,
            "items_standardised": any(getattr(self, name) for name in STANDARDS),
            "items_supervised": self.supervisor,
            "burden_cut": self.one_window or any(getattr(self, name) is not None for name in AFTER),
        }
        return {key for key, value in fed.items() if value}
