"""Which copies of a message are made."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import prefetch_related_objects

from ..models import Delivery, Gateway


def make_copies(messages: Iterable) -> list[Delivery]:
    """Make the copies of new messages: to whoever has an address, by what is set up. A copy exists once.

    Inserts them; call it in the transaction of the messages. The inbox line stands without any.
    """
    messages, gateways = list(messages), list(Gateway.objects.active())
    prefetch_related_objects(messages, "recipient")
    made = [copy for one in messages for copy in _copies(one, gateways)]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return made


def _copies(message, gateways) -> list[Delivery]:
    made, channel = [], Delivery.Channel
    if settings.MAIL_ENABLED and message.recipient.email:
        host = urlsplit(settings.SITE_URL).hostname
        made.append(Delivery(message=message, channel=channel.MAIL, header_id=f"<{message.uuid}@{host}>"))
    if message.recipient.contact:
        made += [
            Delivery(
                message=message, channel=channel.GATEWAY, gateway=each, header_id=f"gateway{each.pk}:{message.uuid}"
            )
            for each in gateways
        ]
    return made
