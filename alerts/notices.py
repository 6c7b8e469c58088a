"""Writing the notices of the ladder for alerts that were just raised."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from base.workdays import Calendar

from .audience import Audience
from .models import Alert, Notice


def notices_for(alerts: Iterable[Alert], on: date, days: Calendar) -> list[Notice]:
    """One notice for each alert of the ladder (`for_lines`), not saved yet; it names who is told."""
    people = Audience()
    return [_notice(alert, people, on, days) for alert in alerts]


def _notice(alert: Alert, people: Audience, on: date, days: Calendar) -> Notice:
    plan = alert.obligation.plan
    return Notice(
        alert=alert,
        issuer=settings.NOTICE_ISSUER or plan.bureau.formal_name,
        days_late=alert.obligation.days_late(on),
        reply_by=days.after(on, plan.reply_days),
        told=[{"name": one.name, "post": one.post, "unit": one.unit.name} for one in people.of(alert)],
    )
