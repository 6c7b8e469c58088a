"""Work handed over 工作交接: one act moves what an officer has in hand to a colleague.

Higher apps say in AppConfig.ready() what is theirs to move. Ledger lines and other records of who did
what stay as they are.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from base import audit
from base.forms import Refused

from .models import Officer

Mover = Callable[[Officer, Officer], int]
_movers: dict[str, Mover] = {}


def register(move: Mover) -> None:
    """Add `move(giver, taker) -> how many things moved`. It runs inside the transaction of the handover."""
    _movers[f"{move.__module__}.{move.__qualname__}"] = move


@transaction.atomic
def hand_over(giver: Officer, taker: Officer, *, by: Officer | None = None, request=None) -> int:
    """Move all that `giver` has in hand to `taker`, a colleague of the same unit; returns how many things.

    Raises Refused when the colleague cannot go on with it.
    """
    if not Officer.objects.able_to_take_over(giver).filter(pk=taker.pk).exists():
        raise Refused(_("%(name)s cannot take over this work.") % {"name": taker})
    moved = {name: move(giver, taker) for name, move in _movers.items()}
    audit.record(audit.Act.HANDOVER, by=by, request=request, what=giver.username, to=taker.username, moved=moved)
    return sum(moved.values())
