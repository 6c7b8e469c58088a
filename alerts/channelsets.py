"""Every question asked about hosts, robots and gateways."""

from django.db import models


class OutsideHostQuerySet(models.QuerySet):
    """Hosts."""

    def allows(self, address) -> bool:
        """Whether one of them allows it."""
        return any(host.allows(address) for host in self.filter(host=address.host))


class ChannelQuerySet(models.QuerySet):
    """Robots, or gateways."""

    def active(self):
        return self.filter(active=True)

    def held(self, *pks) -> list:
        """The rows, held until the transaction ends: whoever changes what waits for a robot takes its turn here."""
        # One order for all, so that no two wait for each other.
        return list(self.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True))
