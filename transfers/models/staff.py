from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..facts import Fact
from ..querysets import StaffQuerySet


class StaffMember(Fact):
    """A person transferred to the approval bureau 划转人员: no ID number, no phone, no birthday."""

    class PostKind(models.TextChoices):
        ADMINISTRATIVE = "administrative", gettext_lazy("civil service post")
        LIKE_CIVIL = "like_civil", gettext_lazy("institution run like the civil service")
        INSTITUTION = "institution", gettext_lazy("institution post")
        WORKER = "worker", gettext_lazy("worker's post")
        OTHER = "other", gettext_lazy("other")

    name = models.CharField(gettext_lazy("name of a person"), max_length=40)
    department = models.UUIDField(gettext_lazy("original department"))
    post = models.CharField(gettext_lazy("original post"), max_length=60, blank=True)
    post_kind = models.CharField(
        gettext_lazy("kind of post"), max_length=16, choices=PostKind.choices, default=PostKind.ADMINISTRATIVE
    )
    post_moved = models.BooleanField(gettext_lazy("authorised post moved too"), default=False)
    document_number = models.CharField(gettext_lazy("transfer document"), max_length=80, blank=True)
    document_on = models.DateField(gettext_lazy("day of the document"), null=True, blank=True)
    arrived_on = models.DateField(gettext_lazy("day of arrival"), null=True, blank=True)
    confirmed_on = models.DateField(gettext_lazy("confirmed able to work alone on"), null=True, blank=True)
    items = models.JSONField(gettext_lazy("items handled"), default=list, blank=True)

    objects = StaffQuerySet.as_manager()

    class Meta(Fact.Meta):
        ordering = ["arrived_on", "pk"]

    def __str__(self):
        return self.name

    def require_sound(self, on: date) -> None:
        """Days lie in the past, and nobody works alone before arriving (notice 二（四）)."""
        errors = {
            name: _("%(day)s lies in the future.") % {"day": getattr(self, name).isoformat()}
            for name in ("document_on", "arrived_on", "confirmed_on")
            if getattr(self, name) and getattr(self, name) > on
        }
        if self.confirmed_on and not self.arrived_on:
            errors.setdefault("arrived_on", _("Give the day of arrival: this person is confirmed able to work alone."))
        elif self.confirmed_on and self.arrived_on and self.confirmed_on < self.arrived_on:
            errors.setdefault("confirmed_on", _("The confirmation lies before the arrival."))
        if errors:
            raise ValidationError(errors)

    def feeds(self) -> set[str]:
        return {"staff_transferred"} | ({"staff_trained"} if self.confirmed_on else set())
