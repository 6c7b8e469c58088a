"""Switches that take one protection of the alerts away."""

import time
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from tests.controls import switch


@switch
def mark_after_sending() -> None:
    """A delivery is marked sent half a second before it leaves, as if a mark could not be lost (JB1)."""
    from alerts.models import Delivery

    def too_early(self, now):
        ended = bool(self.end(Delivery.State.SENT))
        time.sleep(0.5)
        return ended

    Delivery.touch_wire = too_early


@switch
def exclusive_claim() -> None:
    """Two workers may look at the same delivery and both take it, a moment after looking (JB1, two at once)."""
    from django.db.models import F

    from alerts.patience import lease
    from alerts.querysets import DeliveryQuerySet

    def careless(self, worker, now):
        one = self.due(now).order_by("next_at", "pk").first()
        time.sleep(0.05)
        if one:
            changes = {"state": self.model.State.SENDING, "attempt": F("attempt") + 1, "lease_until": now + lease()}
            self.filter(pk=one.pk).update(**changes)
            return self.select_related("message__recipient__unit").get(pk=one.pk)
        return None

    DeliveryQuerySet.claim = careless


def on_the_day_alone(case, on, days):
    """The rule without catching up: a reminder, an alert or a notice only on the very day on which it falls (JB12)."""
    from alerts.rules import to_raise

    yesterday = days.on_or_before(on - timedelta(days=1))
    before = to_raise(replace(case, raised=frozenset()), yesterday, days)
    return [each for each in to_raise(case, on, days) if each not in before]


def row_by_row(rows, on, run):
    """Alerts are looked for and written one at a time."""
    from alerts.models import Alert

    for row in rows:
        row.raised_on, row.raised_at, row.run = on, timezone.now(), run
        same = Alert.objects.filter(
            obligation=row.obligation_id, kind=row.kind, rung=row.rung, deadline_version=row.deadline_version
        )
        if not same.exists():
            row.save()
