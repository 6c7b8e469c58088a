"""Every question asked about alerts, inbox lines and their deliveries."""

from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery

from tasks.models import Obligation

from .patience import MAX_TRIES, lease


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


class DeliveryQuerySet(models.QuerySet):
    """Copies on their way."""

    def due(self, now: datetime):
        return self.filter(state__in=self.model.WAITING, next_at__lte=now)

    def abandoned(self, now: datetime):
        """Claimed by a worker that did not come back."""
        return self.filter(state=self.model.State.SENDING, lease_until__lt=now)

    def not_ended(self):
        return self.exclude(state__in=self.model.ENDED)

    @transaction.atomic
    def claim(self, worker: str, now: datetime):
        """Take the next due delivery for `worker`; falsy when there is none.

        PostgreSQL skips rows that others hold; SQLite has no row locks and decides by the filtered
        update. The try is counted here, so that a row that kills its process counts too.
        """
        waiting = self.due(now).order_by("next_at", "pk").select_for_update(skip_locked=True)
        one = waiting.first()
        if one is None:
            return None
        mine = self.filter(pk=one.pk, state=one.state, attempt=one.attempt)
        won = mine.update(
            state=self.model.State.SENDING,
            attempt=F("attempt") + 1,
            worker=worker[:80],
            wire_started_at=None,
            lease_until=now + lease(),
        )
        return won and self.select_related("message__recipient__unit").get(pk=one.pk)

    def expire(self, now: datetime) -> None:
        """Settle what dead workers left: safe to repeat before the wire was touched, a matter of policy after."""
        states, lost = self.model.State, self.abandoned(now)
        if settings.MAIL_UNCERTAIN == "hold":
            lost.filter(wire_started_at__isnull=False).update(state=states.UNCERTAIN, ended_at=now, lease_until=None)
        lost.filter(attempt__gte=MAX_TRIES).update(state=states.DEAD, ended_at=now, lease_until=None)
        lost.update(state=states.PENDING, next_at=now, lease_until=None)

    def stuck(self, since: datetime):
        """Due, or left by a dead worker, since before a moment."""
        waiting = Q(state__in=self.model.WAITING, next_at__lt=since)
        return self.filter(waiting | Q(state=self.model.State.SENDING, lease_until__lt=since))
