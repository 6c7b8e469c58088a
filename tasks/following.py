"""关注: what a person at the bureau keeps an eye on. A list and nothing more: nobody is told of anything by it."""

from base import clock
from pilots.access import Action, may_on, not_included

from .transitions import TransitionNotAllowed


class Following:
    """Following an obligation (a mixin of Obligation alone). It is the person's own and stands in no ledger."""

    def follow(self, *, by, on, version=None) -> None:
        """Put it on the officer's list; there already, nothing changes."""
        if not may_on(by, Action.FOLLOW, self.unit):
            raise TransitionNotAllowed(not_included(Action.FOLLOW))
        self.follows.get_or_create(officer=by, defaults={"since_at": clock.now()})

    def unfollow(self, *, by, on, version=None) -> None:
        """Take it off the officer's list."""
        self.follows.filter(officer=by).delete()
