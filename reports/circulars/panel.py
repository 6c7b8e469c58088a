"""On a pilot's own page: the circulars that somebody there has to sign for."""

from pilots.access import Action, may_on

from ..models import Circular


def to_sign(request, board, asof) -> dict | None:
    """The issued ones without its signature, the newest first; nothing where there are none. One query."""
    if asof.past or not may_on(request.user, Action.REPORT, board.unit):
        return None
    unsigned = list(Circular.objects.awaiting(request.user).select_related("snapshot"))
    return {"circulars": unsigned} if unsigned else None
