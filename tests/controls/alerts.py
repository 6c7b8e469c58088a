"""Switches that take one protection of the alerts away."""

import time

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


@switch
def digest_once() -> None:
    """Every scheduler takes the morning's digests for its own to make (JB3)."""
    from alerts.models import Digest

    Digest.claim = classmethod(lambda cls, on, at: True)
