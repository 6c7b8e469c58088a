"""Who may have a ledger of a county as a workbook: the same as may see, and keep, its pages."""

from collections.abc import Callable

from base import clock
from pilots.access import Action

from ..views.reaching import county_of
from .ledger import FactLedger


def opener(ledger: type[FactLedger]) -> Callable:
    """Opens `ledger` of a county for an officer: 404 out of reach, 403 without the right to see, or to write."""

    def opened(officer, place: str, *, write: bool) -> FactLedger:
        for action in (*ledger.seen_with, *([Action.KEEP_LEDGERS] if write else [])):
            unit = county_of(officer, place, action)
        return ledger(unit, clock.today())

    return opened
