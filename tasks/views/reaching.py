"""The first beat of every view: the object the person may see, and the right to act on it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from pilots.access import Action, may_on

from ..models import Obligation


def obligation_for(request, key, *actions) -> Obligation:
    """The obligation, or 404 outside one's reach; 403 inside it without any of the `actions`."""
    obligation = get_object_or_404(Obligation.objects.visible_to(request.user).for_list(), key=key)
    if actions and not any(may_on(request.user, action, obligation.unit) for action in actions):
        raise PermissionDenied(_("Your role does not include: %(action)s.") % {"action": Action(actions[0]).label})
    return obligation
