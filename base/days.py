"""The day a page is looked at: today, or a past one named in the address (`?on=2021-02-05`)."""

from datetime import date

from . import clock


def day_of(request) -> tuple[date, date]:
    """(the day looked at, today). A day ahead, or no day at all, is today."""
    today = clock.today()
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today, today
    return min(asked, today), today
