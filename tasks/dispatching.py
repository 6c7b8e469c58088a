"""工作调度: recording the bureau's help to its pilots (a verb of a plan; the rest are verbs of a dispatch)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from base import clock
from pilots.access import Action, may, not_included

from .transitions import TransitionNotAllowed


def listed(found, on: date) -> list:
    """Dispatches, each with `is_late`: whether what follows is past its day."""
    rows = list(found)
    for one in rows:
        one.is_late = one.late(on)
    return rows


class Dispatching:
    """What the bureau does for all pilots of a plan (a mixin of Plan alone)."""

    def acts_for_bureau(self, officer, action: Action) -> bool:
        """Whether the officer does `action` as the plan's bureau: its own rows rest on it, so nobody else does."""
        return may(officer, action) and officer.unit_id == self.bureau_id

    @transaction.atomic
    def record_dispatch(self, *, by, on, version=None, units=(), everywhere=False, **words):
        """Record a visit, call or meeting that was held; `everywhere` means all pilots of the plan.

        The first one starts the task that it is evidence of. Raises TransitionNotAllowed or ValidationError.
        """
        from .feeding import fed
        from .models import Dispatch
        from .tallies import DISPATCHES

        if not self.acts_for_bureau(by, Action.DISPATCH):
            raise TransitionNotAllowed(not_included(Action.DISPATCH))
        self.raise_revision()
        now = clock.now()
        row = Dispatch(plan=self, by=by, recorded_at=now, opened_by=by, opened_at=now, **words)
        row.store(self._concerned(units, everywhere), on)
        fed(self.bureau, [DISPATCHES], on, plan=self)
        return row

    def _concerned(self, units, everywhere) -> list:
        pilots = list(self.pilots.all())
        if everywhere:
            return pilots
        strangers = [str(unit) for unit in units if unit not in pilots]
        if strangers:
            said = _("Not a pilot of this plan: %(units)s.")
            raise ValidationError({"units": said % {"units": _(", ").join(strangers)}})
        return list(units)
