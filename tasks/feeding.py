"""A ledger's first line starts the task it feeds: nobody presses a button for what the ledger already shows."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from .models import Entry, Obligation


@transaction.atomic
def fed(unit, measures: Iterable[str], on: date, plan=None) -> list[Entry]:
    """Start what of the unit is not started and measured by `measures`, in the caller's transaction.

    Returns the system's entries; nothing when all of it has begun, so it may be called at each line.
    With `plan`, for a ledger that is one plan's, nothing of another plan starts.
    """
    waiting = Obligation.objects.fed_by(unit, measures).for_list()
    waiting = waiting.filter(plan=plan) if plan else waiting
    entries = []
    for each in {one.plan_id: one.plan for one in waiting}.values():
        each.raise_revision()  # the plan's lock: from here on nobody else starts one of them
        entries += [one.start_by_ledger(on=on) for one in waiting.filter(plan=each)]
    return entries
