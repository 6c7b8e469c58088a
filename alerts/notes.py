"""What those who keep the system must notice on the inbox: a missing calendar, whom a copy did not reach."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from base.workdays import missing_year
from pilots.access import Action, may

from .alarms import SHOWN
from .models import Delivery


def notes(officer, on: date) -> list[str]:
    """Sentences for the officer on the day `on`; none for those who cannot act on them."""
    if not may(officer, Action.SEE_GAPS):
        return []
    found = [_calendar(on), _undelivered(officer, timezone.now())]
    return [sentence for sentence in found if sentence]


def _calendar(on: date) -> str:
    year = missing_year(on)
    if year is None:
        return ""
    said = gettext(
        "The working days of %(year)s are not entered: until then reminders go out Monday to Friday, holidays too. "
        "The administrator enters them under working days."
    )
    return said % {"year": year}


def _undelivered(officer, now: datetime) -> str:
    failed = Delivery.objects.visible_to(officer).troubled(now - SHOWN).for_health()
    names = sorted({one.goes_to for one in failed})
    said = ngettext(
        "A reminder of the last seven days did not reach %(names)s; the message is in the inbox here.",
        "Reminders of the last seven days did not reach %(names)s; the messages are in the inbox here.",
        len(names),
    )
    return said % {"names": gettext(", ").join(names)} if names else ""
