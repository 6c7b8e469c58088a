"""Every question asked about hosts, robots and gateways."""

from django.db import models
from django.db.models import Q


class OutsideHostQuerySet(models.QuerySet):
    """Hosts."""

    def allows(self, address) -> bool:
        """Whether this very host and port is switched on; without a port it stands for https on its own."""
        ports = Q(port=address.port)
        if address.secure and address.port == 443:
            ports |= Q(port__isnull=True)
        return self.filter(ports, host=address.host, switched_on=True).exists()


class ChannelQuerySet(models.QuerySet):
    """Robots, or gateways."""

    def active(self):
        return self.filter(active=True)

    def held(self, *pks) -> list:
        """The rows, held until the transaction ends: whoever changes what waits for a robot takes its turn here."""
        # One order for all, so that no two wait for each other.
        return list(self.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True))
