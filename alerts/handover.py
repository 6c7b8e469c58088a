"""工作交接: what of the inbox goes to the successor."""

from django.db.models import Exists, OuterRef

from .models import Message


def move_unread(giver, taker) -> int:
    """Move unread messages, with their copies on the way, to `taker`; returns how many.

    A digest the successor has too stays where it is: it says the same.
    """
    twins = Message.objects.filter(recipient=taker, key=OuterRef("key"))
    return Message.objects.visible_to(giver).unread().filter(~Exists(twins)).update(recipient=taker)
