"""What stands in the forms by which the bureau asks: what was asked this month already, and what is known by now.

The same fragment serves a pilot's page. One query.
"""

from django.urls import reverse

from base import clock

from .months import Month
from .requests import requests

LATEST = 5


def before_asking(request, obligation, figure, proofs, on) -> dict | None:
    """Requests to the pilot this month, and of the obligation its last report, figure and proofs; no pilot, nothing.

    `proofs` counts files; a document number in the last report is proof too.
    """
    if not obligation.unit.is_county:
        return None
    asked = requests([obligation.unit], Month.of(on))
    known = {"last": obligation.latest, "figure": figure, "proofs": proofs}
    return {"asked": asked, "latest": asked[:LATEST], "url": _url(obligation.unit), "unit": obligation.unit} | known


def of_unit(request, board, asof) -> dict | None:
    """How often the pilot was asked in the month of the day looked at; on a past day up to its end. One query."""
    unit = board.unit
    if not unit.is_county or asof.unknown:
        return None
    month = Month.of(asof.on)
    asked = [each for each in requests([unit], month) if _by(each, asof)]
    return {"asked": asked, "latest": asked[:LATEST], "url": f"{_url(unit)}?month={month.iso}"}


def _by(each, asof) -> bool:
    return clock.local_day(each.at) <= asof.on


def _url(unit) -> str:
    return reverse("reports:burden_of", args=[unit.key])
