"""Every question asked about deliveries, and how one is claimed or begun."""

from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q

from pilots.models import Unit

from .patience import MAX_TRIES, holds, lease

EXHAUSTED = Q(attempt__gte=F("forgiven") + MAX_TRIES)


class DeliveryQuerySet(models.QuerySet):
    """Copies on their way."""

    def visible_to(self, officer):
        """Copies for people, and numbers for robots, of the units that the officer hears about."""
        units = Unit.objects.listed_for(officer)
        return self.filter(Q(message__recipient__unit__in=units) | Q(robot__unit__in=units))

    def sendable(self):
        """What can leave as this installation is set up: mail only where a server is named."""
        return self if settings.MAIL_ENABLED else self.exclude(channel=self.model.Channel.MAIL)

    def waiting(self):
        return self.filter(state__in=self.model.WAITING)

    def due(self, now: datetime):
        return self.waiting().filter(next_at__lte=now)

    def waiting_for(self, robot):
        return self.waiting().filter(robot=robot)

    def claimed(self):
        """In the hands of a worker."""
        return self.filter(state=self.model.State.SENDING, lease_until__isnull=False)

    def abandoned(self, now: datetime):
        """Claimed by a worker that did not come back."""
        return self.claimed().filter(lease_until__lt=now)

    def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the oldest of what could go out waits."""
        return self.sendable().due(now).aggregate(oldest=Min("next_at"))["oldest"]

    def not_ended(self):
        return self.exclude(state__in=self.model.ENDED)

    def troubled(self, since: datetime):
        """What a person must decide about, as it came to its end after a moment."""
        return self.filter(state__in=self.model.TROUBLED, ended_at__gte=since)

    def tally(self, since: datetime) -> dict[tuple[str, str], int]:
        """How many by channel and state: what has not ended, and what has since a moment."""
        counted = self.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=since)).order_by()
        rows = counted.values_list("channel", "state").annotate(number=Count("pk"))
        return {(channel, state): number for channel, state, number in rows}

    def for_health(self):
        return self.select_related("message__recipient__unit", "robot__unit", "gateway")

    def failing(self):
        """Mails whose tries fail, with none of them or of any other gone out since they do."""
        states = self.model.State
        still = ~Q(state__in=self.model.ENDED) | Q(EXHAUSTED, state=states.DEAD)
        mails = self.filter(channel=self.model.Channel.MAIL)
        sent = mails.filter(state=states.SENT, ended_at__gt=OuterRef("failing_since"))
        return mails.filter(still, failing_since__isnull=False).filter(~Exists(sent))

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
        return won and self.for_health().get(pk=one.pk)

    def expire(self, now: datetime) -> None:
        """Settle what dead workers left: safe to repeat before the wire was touched, a matter of policy after."""
        states, lost = self.model.State, self.abandoned(now)
        held = [channel for channel in self.model.Channel if holds(channel)]
        touched = lost.filter(wire_started_at__isnull=False, channel__in=held)
        touched.update(state=states.UNCERTAIN, ended_at=now, lease_until=None)
        lost.filter(EXHAUSTED).update(state=states.DEAD, ended_at=now, lease_until=None)
        lost.filter(robot__isnull=True).update(state=states.PENDING, next_at=now, lease_until=None)
        for one in lost:
            one.take_up(now)

    def add_for(self, robot, number: int) -> None:
        """Add to what waits for a robot, or begin it. In the caller's transaction, which holds the robot."""
        if not self.waiting_for(robot).update(count=F("count") + number):
            self.create(channel="robot", robot=robot, count=number)
