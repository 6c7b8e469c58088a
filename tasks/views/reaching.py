"""The first beat of every view: the object the person may see, and the right to act on it."""

from django.shortcuts import get_object_or_404

from pilots.access import require_on

from ..models import Obligation


def obligation_for(request, key, *actions) -> Obligation:
    """The obligation, or 404 outside one's reach; 403 inside it without any of the `actions`."""
    obligation = get_object_or_404(Obligation.objects.visible_to(request.user).for_list(), key=key)
    if actions:
        require_on(request.user, obligation.unit, *actions)
    return obligation
