"""The curve of one pilot on its own page."""

from django.urls import reverse

from base.remembered import remembered
from pilots.access import Reach, reach_of

from . import curve


def trend(request, board, asof) -> dict | None:
    """What the unit owed and closed out, day by day; nothing where it owes nothing. One query."""
    unit, stood = board.unit, [row.obligation for row in board.rows]
    if not unit.is_county or asof.unknown or not stood:
        return None
    actual = _closings(request.user, unit, asof.day, {one.plan for one in stood})
    ends = {one.task.due_on for one in stood if one.task.due_on and one.task.precision != "year"}
    since = min(one.plan.loaded_on for one in stood)
    # What changed is told of everything within reach: of a unit alone only to those who see no other.
    own = reverse("reports:changes") + asof.query if reach_of(request.user) is Reach.OWN else ""
    dossier = reverse("reports:dossier", args=[unit.key]) + asof.query
    return {"dossier": dossier, "curve": curve.curve(stood, actual, ends, since, asof.on), "changes": own}


def _closings(officer, unit, day, plans) -> list[curve.Change]:
    """Remembered while none of the unit's plans has moved on."""
    key = ("closings of", officer.pk, officer.role, unit.pk, day, tuple(sorted(plan.stood for plan in plans)))
    return remembered(key, lambda: curve.closings(officer, {"obligation__unit": unit}, day))
