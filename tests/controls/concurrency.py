"""Switches that take away what keeps people who work at the same time from harming each other."""

import time

from tests.controls import switch


@switch
def version_check() -> None:
    """Whoever comes last wins: neither the version that the person saw nor the row's own is asked for (CC1, CC4)."""
    from django.db.models import F

    from tasks import ledger
    from tasks.verbs import Verbs

    append = Verbs._append

    def unasked(self, verb, by, version, *rest):
        return append(self, verb, by, None, *rest)

    def move(line):
        one = line.obligation
        type(one).objects.filter(pk=one.pk).update(version=F("version") + 1, **line.changes)
        one.refresh_from_db(fields=["version"])
        for name, value in line.changes.items():
            setattr(one, name, value)

    Verbs._append, ledger._move = unasked, move


@switch
def receipts() -> None:
    """A post takes effect as often as it arrives (CC3)."""
    from django.db import transaction

    from base import once

    def always(officer, key, body, effect):
        with transaction.atomic():
            effect()
        return True

    once.once = always


@switch
def dawdle() -> None:
    """No guard goes away: a moment passes between what a verb has looked at and what it saves (CC4)."""
    from tasks.verbs import Verbs

    append = Verbs._append

    def later(*arguments):
        time.sleep(0.05)
        return append(*arguments)

    Verbs._append = later
