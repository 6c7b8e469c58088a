"""Writing a notice of the ladder for an alert that was just raised."""

from datetime import date

from django.conf import settings

from base.workdays import Calendar

from .audience import Audience
from .models import Alert, Notice


def notice_of(alert: Alert, people: Audience, on: date, days: Calendar) -> Notice:
    """The notice of an alert of the ladder (`for_lines`), not saved yet; it names who is told."""
    plan = alert.obligation.plan
    return Notice(
        alert=alert,
        issuer=settings.NOTICE_ISSUER or plan.bureau.formal_name,
        days_late=alert.obligation.days_late(on),
        reply_by=days.after(on, plan.reply_days),
        told=[{"name": one.name, "post": one.post, "unit": one.unit.name} for one in people.of(alert)],
    )
