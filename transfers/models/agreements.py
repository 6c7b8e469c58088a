from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.models import StoredFile

from ..facts import Fact
from ..querysets import AgreementQuerySet

# The five contents that the notice demands (二（二）), with the letter of their box.
CONTENTS = {
    "items_at": ("事", gettext_lazy("item transferred")),
    "time_at": ("时", gettext_lazy("time of transfer")),
    "duties_at": ("权", gettext_lazy("powers and duties")),
    "systems_at": ("设", gettext_lazy("systems and equipment")),
    "archives_at": ("档", gettext_lazy("archives")),
}


class Agreement(Fact):
    """The transfer agreement of one item 一事一协议; its key is the item's, so an item has one and no more."""

    class Stage(models.TextChoices):
        DRAFTING = "drafting", gettext_lazy("being drafted")
        CIRCULATING = "circulating", gettext_lazy("being countersigned")

    number = models.CharField(gettext_lazy("agreement number"), max_length=80, blank=True)
    stage = models.CharField(gettext_lazy("stage"), max_length=12, choices=Stage.choices, default=Stage.DRAFTING)
    items_at = models.CharField(gettext_lazy("item transferred, where"), max_length=60, blank=True)
    time_at = models.CharField(gettext_lazy("time of transfer, where"), max_length=60, blank=True)
    duties_at = models.CharField(gettext_lazy("powers and duties, where"), max_length=60, blank=True)
    systems_at = models.CharField(gettext_lazy("systems and equipment, where"), max_length=60, blank=True)
    archives_at = models.CharField(gettext_lazy("archives, where"), max_length=60, blank=True)
    transfer_on = models.DateField(gettext_lazy("day of transfer named in it"), null=True, blank=True)
    old_cases_stay = models.BooleanField(gettext_lazy("cases accepted before that day stay, stated"), default=False)
    giver_signed_on = models.DateField(gettext_lazy("signed by the giving department on"), null=True, blank=True)
    taker_signed_on = models.DateField(gettext_lazy("signed by the approval bureau on"), null=True, blank=True)
    drafted_on = models.DateField(gettext_lazy("drawn up from our draft on"), null=True, blank=True)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("scan")
    )

    objects = AgreementQuerySet.as_manager()

    class Meta(Fact.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(superseded_at__isnull=True),
                name="one_agreement_per_item",
                violation_error_message=gettext_lazy("This item has its agreement already: one item, one agreement."),
            ),
            models.UniqueConstraint(fields=["key", "version"], name="agreement_version_once"),
        ]

    def __str__(self):
        return self.number or str(self.get_stage_display())

    @property
    def missing(self) -> list[str]:
        """The names of the contents that it lacks."""
        return [str(label) for name, (_letter, label) in CONTENTS.items() if not getattr(self, name)]

    def require_sound(self, on: date) -> None:
        """Nobody signs in the future (issue: both signatures with days not in the future)."""
        errors = {
            name: _("%(day)s lies in the future; nobody has signed then yet.")
            % {"day": getattr(self, name).isoformat()}
            for name in ("giver_signed_on", "taker_signed_on")
            if getattr(self, name) and getattr(self, name) > on
        }
        if self.giver_signed_on and self.taker_signed_on and not self.number:
            errors["number"] = _("Both have signed: give the agreement's number.")
        if errors:
            raise ValidationError(errors)

    def feeds(self) -> set[str]:
        return {"items_transferred"}
