"""Every question asked about alerts and inbox lines; those about deliveries are in deliverysets.py."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery

from tasks.models import Obligation
from tasks.states import WITH_COUNTY

from .deliverysets import DeliveryQuerySet

__all__ = ["AlertQuerySet", "DeliveryQuerySet", "MessageQuerySet", "NoticeQuerySet", "overdue_in_force"]


class AlertQuerySet(models.QuerySet):
    """Alerts."""

    def raise_due(self, on: date):
        """Raise what is due on `on` and make the day's digests; see raising.raise_due."""
        from .raising import raise_due

        return raise_due(on)

    def of_a_day(self):
        """Raised from where an obligation stood, not from a line of its ledger."""
        return self.filter(entry__isnull=True, step__isnull=True)

    def of_lines(self):
        """Raised for a line of a ledger or a step of a problem."""
        return self.exclude(entry__isnull=True, step__isnull=True)

    def told_singly(self):
        """Those a message of their own tells of, in working hours; all others wait for the digest."""
        return self.of_lines().exclude(kind__in=("waiting", "instruction_answered"))

    def untold(self):
        """Nobody has been told of them yet."""
        return self.filter(told_in__isnull=True)

    def told(self, run) -> "AlertQuerySet":
        """Mark those that nobody was told of as told in `run`, and return the ones this caller won."""
        self.untold().update(told_in=run)
        return self.model.objects.filter(told_in=run)

    def for_lines(self):
        """What a line of a message says of them, in one query."""
        one = ("task", "unit", "handler", "plan__bureau", "plan__overseer")
        about = [f"obligation__{name}" for name in one] + [f"step__problem__{name}" for name in ("unit", "plan")]
        return self.select_related("entry", "notice", *about).order_by("pk")


class NoticeQuerySet(models.QuerySet):
    """Notices of the ladder."""

    def visible_to(self, officer):
        return self.filter(alert__obligation__in=Obligation.objects.visible_to(officer))

    def answered(self):
        return self.filter(answered_at__isnull=False)

    def of_the_present_deadline(self):
        """Those whose deadline still stands."""
        return self.filter(alert__deadline_version=F("alert__obligation__deadline_version"))

    def awaiting(self, officer):
        """Those whose deadline stands and whose obligation lies with the officer's unit, which has not answered."""
        own = self.of_the_present_deadline().filter(alert__obligation__unit=officer.unit_id)
        return own.filter(alert__obligation__state__in=WITH_COUNTY, answered_at__isnull=True)

    def for_page(self):
        return self.select_related(
            "signed_by",
            "alert__obligation__task",
            "alert__obligation__unit",
            "alert__obligation__plan__bureau",
        )


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

    def last_digests(self, before: date):
        """Each recipient's last digest before a day, with whether a copy of it still waits as `unsent`."""
        from .models import Delivery

        earlier = self.filter(recipient=OuterRef("recipient"), kind="digest", on__lt=before).order_by("-on", "-pk")
        waiting = Delivery.objects.filter(message=OuterRef("pk"), state__in=Delivery.WAITING)
        return self.filter(pk=Subquery(earlier.values("pk")[:1])).annotate(unsent=Exists(waiting))
