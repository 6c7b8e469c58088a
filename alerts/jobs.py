"""Celery jobs of the alerts: thin, and safe to run twice at once."""

from datetime import date

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from base import clock

from . import outbox, raising
from .models import Alert, Sweep


@shared_task(ignore_result=True)
def raise_alerts(on: str | None = None) -> None:
    """Each morning: raise what is overdue and make the digests. A second run on a day makes nothing new."""
    Alert.objects.raise_due(on=date.fromisoformat(on) if on else clock.today())
    Sweep.mark(raising.JOB, timezone.now())


@shared_task(ignore_result=True)
def deliver_alerts() -> None:
    """Each minute, and at each ring: catch up a digest nobody was called for, tell what happened, send what is due."""
    raising.raise_missed(clock.today(), timezone.now(), settings.CELERY_BEAT_SCHEDULE["raise-alerts"]["schedule"])
    raising.raise_events(clock.now())
    outbox.deliver(clock.now())
