"""What raising would do without one of its protections; a control puts it in the place of the real one."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone


def on_the_day_alone(case, on, days):
    """The rule without catching up: a reminder, an alert or a notice only on the very day on which it falls (JB12)."""
    from alerts.rules import to_raise

    yesterday = days.on_or_before(on - timedelta(days=1))
    before = to_raise(replace(case, raised=frozenset()), yesterday, days)
    return [each for each in to_raise(case, on, days) if each not in before]


def row_by_row(rows, on, run):
    """Alerts are looked for and written one at a time."""
    from alerts.models import Alert

    for row in rows:
        row.raised_on, row.raised_at, row.run = on, timezone.now(), run
        same = Alert.objects.filter(
            obligation=row.obligation_id, kind=row.kind, rung=row.rung, deadline_version=row.deadline_version
        )
        if not same.exists():
            row.save()
