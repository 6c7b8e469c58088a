"""What was in the books at the end of a day, by the moment of its recording."""

from datetime import date

from django.db import models

from base import clock


class RecordedQuerySet(models.QuerySet):
    """Rows with `recorded_at`, to which nothing happens afterwards."""

    def recorded_by(self, day: date | None):
        """Those that were there at the end of `day`; all of them without one."""
        return self.filter(recorded_at__lt=clock.day_bounds(day)[1]) if day else self
