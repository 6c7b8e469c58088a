"""催办 of everything overdue at once."""

from django.db import transaction

from base.forms import Stale

from .models import Obligation
from .transitions import TransitionNotAllowed, require_working_day


def chase_all(*, by, on, version=None) -> int:
    """Chase all overdue obligations within reach that were not chased today; returns how many.

    One that somebody else moves or chases at the same moment is left to them. Raises
    TransitionNotAllowed on a rest day.
    """
    require_working_day(on)
    waiting = Obligation.objects.visible_to(by).overdue(on).not_chased(on).for_list()
    return sum(_chased(one, by, on) for one in waiting)


@transaction.atomic
def _chase(one, by, on):
    one.chase(by=by, on=on)


def _chased(one, by, on) -> bool:
    try:
        _chase(one, by, on)
    except (Stale, TransitionNotAllowed):
        return False
    return True
