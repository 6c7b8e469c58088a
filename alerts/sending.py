"""提醒发送情况: what went out in the last days, what did not, and by which ways."""

from datetime import datetime

from django.utils.functional import cached_property

from pilots.models import Unit

from . import raising
from .alarms import SHOWN, Standing
from .models import Delivery, Gateway, Outgoing, OutsideHost, Robot, Sweep

State = Delivery.State
COLUMNS = (
    (State.SENT, (State.SENT,)),
    (State.PENDING, (State.PENDING, State.SENDING, State.RETRY)),
    (State.DEAD, (State.DEAD,)),
    (State.UNCERTAIN, (State.UNCERTAIN,)),
    (State.CANCELLED, (State.CANCELLED,)),
)
MOST_SHOWN = 100


class Sending:
    """Everything the page shows, for one person."""

    def __init__(self, officer, now: datetime):
        self.officer, self.now = officer, now
        self.own = Delivery.objects.visible_to(officer)

    @cached_property
    def standing(self) -> Standing:
        return Standing.at(self.now)

    @cached_property
    def hosts(self) -> list[OutsideHost]:
        return list(OutsideHost.objects.all())

    @property
    def robots(self) -> list[Robot]:
        its = Robot.objects.filter(unit__in=Unit.objects.listed_for(self.officer)).select_related("unit")
        return self._beside_hosts(its)

    @property
    def gateways(self) -> list[Gateway]:
        return self._beside_hosts(Gateway.objects.all())

    def _beside_hosts(self, channels) -> list:
        """Each with `host_is_on`: whether its address is switched on."""
        rows = list(channels)
        for each in rows:
            each.host_is_on = any(host.allows(each.address) for host in self.hosts)
        return rows

    @cached_property
    def outgoing(self) -> Outgoing | None:
        return Outgoing.objects.select_related("released_by").first()

    @property
    def last_raising(self) -> datetime | None:
        return Sweep.last(raising.JOB)

    @property
    def oldest_waiting(self) -> datetime | None:
        return self.own.oldest_due(self.now)

    @property
    def heads(self) -> list[str]:
        return [state.label for state, _states in COLUMNS]

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        """(channel, how many of each column) of the last seven days."""
        tally = self.own.tally(self.now - SHOWN)
        return [
            (channel.label, [sum(tally.get((channel, state), 0) for state in states) for _head, states in COLUMNS])
            for channel in Delivery.Channel
        ]

    @property
    def troubled(self):
        return self.own.troubled(self.now - SHOWN).for_health().order_by("-ended_at", "-pk")[:MOST_SHOWN]

    @property
    def unreachable(self):
        return Unit.objects.listed_for(self.officer).without_officer()
