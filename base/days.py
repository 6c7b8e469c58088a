"""The day a page is looked at: today, or a past one named in the address (`?on=2021-02-05`)."""

from datetime import date

from . import clock


def date_in(request, name: str) -> date | None:
    """The day that the address gives under a name; None when it gives none."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def day_of(request) -> tuple[date, date]:
    """(the day looked at, today). A day ahead, or no day at all, is today."""
    today = clock.today()
    asked = date_in(request, "on")
    return (min(asked, today) if asked else today), today
