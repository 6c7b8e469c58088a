"""Switches that take away what keeps people to their own rows and rights."""

from tests.controls import switch


@switch
def reach() -> None:
    """Everybody sees the rows of every unit and the messages of everybody (AZ2, AZ3)."""
    from alerts.querysets import MessageQuerySet
    from pilots.querysets import UnitQuerySet

    UnitQuerySet.within_reach_of = lambda self, officer: self.all()
    MessageQuerySet.visible_to = lambda self, officer: self.all()


@switch
def rights() -> None:
    """Every role may do everything (AZ2)."""
    from pilots.access import TABLE, Action

    for role, (reach, _actions) in TABLE.items():
        TABLE[role] = (reach, frozenset(Action))
