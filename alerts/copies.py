"""The copies of a message that leave the house."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

from .models import Delivery, Message


def copies_of(messages: Iterable[Message]) -> list[Delivery]:
    """A copy by mail for whoever has an address, where mail is configured; the inbox line stands without it."""
    host = urlsplit(settings.SITE_URL).hostname
    return [
        Delivery(message=one, channel=Delivery.Channel.MAIL, header_id=f"<{one.uuid}@{host}>")
        for one in messages
        if settings.MAIL_ENABLED and one.recipient.email
    ]
