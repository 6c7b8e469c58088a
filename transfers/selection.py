"""Which items an act is about: those ticked, or all that the filter shows."""

from django.utils.translation import gettext as _

from base.forms import Refused

from .book import Book
from .desk import Desk
from .listing import Asked, Listing, key_in


def desk_of(book: Book, address, data) -> Desk:
    """The desk over what was ticked in `data`, or over all that `address` (a query string) shows.

    Raises Refused when the list shows other items than the person saw.
    """
    if data.get("every"):
        return _every(book, Listing(book, Asked.of(address)).found, data["every"])
    seen = dict(filter(None, map(_seen, data.getlist("row"))))
    items = [item for item in book.items if item.key in seen]
    if len(items) < len(seen):
        raise Refused(_("An item that was ticked is no longer on the list. Reload the page."))
    return Desk(book.unit, items, seen)


def _every(book, found, count) -> Desk:
    if str(len(found)) != count:
        raise Refused(_("The list has changed and now shows %(n)s items. Look at it again.") % {"n": len(found)})
    return Desk(book.unit, found)


def _seen(text: str):
    """(key, (version of the item, of its agreement)) from a tick box; None where it makes no sense."""
    key, _dot, versions = text.partition(".")
    numbers = versions.split(".")
    sound = key_in(key) and len(numbers) == 2 and all(number.isdecimal() for number in numbers)
    return (key_in(key), (int(numbers[0]), int(numbers[1]))) if sound else None
