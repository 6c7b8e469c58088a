"""What those who keep the system must notice: shown on the inbox, and on the dashboard above it."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from base import clock
from base.workdays import missing_year
from pilots.access import Action, may

from .models import Delivery, Sweep
from .outbox import JOB
from .quiet import is_quiet

PATIENCE = timedelta(minutes=5)
DEAD_SHOWN = timedelta(days=7)


def notes(officer, on: date) -> list[str]:
    """Sentences for the officer on the day `on`; none for those who cannot act on them."""
    if not may(officer, Action.SEE_GAPS):
        return []
    found = [_calendar(on), _delay(timezone.now()), _undelivered(timezone.now())]
    return [sentence for sentence in found if sentence]


def late(now: datetime) -> bool:
    """Whether deliveries stand still: no sweep, or something due, for more than five minutes (rule 11).

    In quiet hours what is due waits rightly; an installation whose jobs never ran yet is not late.
    """
    last = Sweep.last(JOB)
    if last is None or is_quiet(clock.now()):
        return False
    return last < now - PATIENCE or Delivery.objects.stuck(now - PATIENCE).exists()


def health() -> str:
    """One word for the health page; empty when reminders go out in time."""
    return "reminders late" if late(timezone.now()) else ""


def _calendar(on: date) -> str:
    year = missing_year(on)
    if year is None:
        return ""
    said = gettext(
        "The working days of %(year)s are not entered: until then reminders go out Monday to Friday, holidays too. "
        "The administrator enters them under working days."
    )
    return said % {"year": year}


def _delay(now: datetime) -> str:
    if not late(now):
        return ""
    return gettext("Reminders by mail have not gone out for more than five minutes. Ask the administrator to look.")


def _undelivered(now: datetime) -> str:
    states = (Delivery.State.DEAD, Delivery.State.UNCERTAIN)
    failed = Delivery.objects.filter(state__in=states, ended_at__gte=now - DEAD_SHOWN)
    names = sorted({str(one.message.recipient) for one in failed.select_related("message__recipient")})
    said = ngettext(
        "A mail of the last seven days did not reach %(names)s; the message is in the inbox here.",
        "Mails of the last seven days did not reach %(names)s; the messages are in the inbox here.",
        len(names),
    )
    return said % {"names": gettext(", ").join(names)} if names else ""
