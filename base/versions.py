"""Changing a row as somebody saw it: whoever saw an earlier version is told what stands there now."""

from .forms import Stale


def change(row, version: int | None, shown, *, among=None, **changes) -> None:
    """Write `changes` to the row, one version up, as it stood at `version` (None: as it is in hand).

    `shown` are rows as a page shows them, of which this one goes with Stale when another version stands there or it
    is not `among` the rows that may change.
    """
    seen = row.version if version is None else version
    rows = type(row).objects.all() if among is None else among
    if not rows.filter(pk=row.pk, version=seen).update(version=seen + 1, **changes):
        raise Stale(shown.get(pk=row.pk))
    row.refresh_from_db()
