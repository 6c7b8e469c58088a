import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilots.models import Unit

from ..querysets import RulingQuerySet


class Ruling(models.Model):
    """Something in a ledger that only the bureau may accept or change: asked with a reason, decided with one."""

    class Kind(models.TextChoices):
        STAFF_BASELINE = "staff_baseline", _("count of the original approval staff")
        STAFF_CHANGE = "staff_change", _("change of the accepted count")
        BURDEN_BASELINE = "burden_baseline", _("figures before the reform")
        BURDEN_CHANGE = "burden_change", _("change of accepted figures before the reform")
        ITEM_OFF = "item_off", _("item taken off the approved list")

    class State(models.TextChoices):
        WAITING = "waiting", _("to be ruled on")
        GRANTED = "granted", _("accepted")
        REFUSED = "refused", _("not accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    asked = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(state="waiting"),
                name="ruling_one_waiting",
                violation_error_message=_("This is already before the bureau. Wait for its ruling, or withdraw it."),
            )
        ]

    def __str__(self):
        return f"{self.unit} {self.get_kind_display()}"
