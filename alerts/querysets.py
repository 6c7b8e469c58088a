"""Every question asked about alerts and inbox lines; those about deliveries are in deliverysets.py."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from tasks.models import Obligation

from .deliverysets import DeliveryQuerySet

__all__ = ["AlertQuerySet", "DeliveryQuerySet", "MessageQuerySet", "overdue_in_force"]


class AlertQuerySet(models.QuerySet):
    """Alerts."""

    def raise_due(self, on: date):
        """Raise what is overdue on `on` and make the day's digests; see raising.raise_due."""
        from .raising import raise_due

        return raise_due(on)

    def overdue(self):
        return self.filter(kind="overdue", rung=0)

    def unraised(self, on: date):
        """Overdue obligations without an alert for their present deadline: found by absence, never by number."""
        raised = self.overdue().filter(obligation=OuterRef("pk"), deadline_version=OuterRef("deadline_version"))
        return overdue_in_force(on).filter(~Exists(raised))


def overdue_in_force(on: date):
    """Overdue obligations of plans that have not been taken back, in the order of the task table."""
    return Obligation.objects.overdue(on).filter(plan__withdrawn_at__isnull=True).order_by("pk")


class MessageQuerySet(models.QuerySet):
    """Inbox lines."""

    def visible_to(self, officer):
        """An inbox is its owner's alone."""
        return self.filter(recipient=officer)

    def for_page(self):
        return self.select_related("recipient__unit")

    def unread(self):
        return self.filter(read_at__isnull=True)

    def mark_read(self, at: datetime) -> int:
        return self.unread().update(read_at=at)

    def digest_before(self, kind: str, on: date):
        """Each recipient's last digest of a kind before `on`."""
        earlier = self.filter(recipient=OuterRef("recipient"), kind=kind, on__lt=on).order_by("-on", "-pk")
        return self.filter(pk=Subquery(earlier.values("pk")[:1]))
