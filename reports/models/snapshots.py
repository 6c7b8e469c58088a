from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from base import clock
from tasks.models import Plan

from ..circulars import snapshot


class Snapshot(models.Model):
    """The figures of a plan at the end of a day, taken once; append-only by trigger. `sha256` is of their JSON."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="snapshots")
    on = models.DateField(_("data as of"))
    taken_at = models.DateTimeField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.on} {self.sha256[:12]}"

    @classmethod
    def taken(cls, plan, on: date) -> "Snapshot":
        """Taken now, not kept. A day to come has none: the caller sees to that."""
        data = snapshot.take(plan, on, clock.today())
        return cls(plan=plan, on=on, taken_at=clock.now(), data=data, sha256=snapshot.digest(data))

    @classmethod
    def take(cls, plan, on: date) -> "Snapshot":
        """Taken now and kept."""
        found = cls.taken(plan, on)
        found.save()
        return found

    @property
    def intact(self) -> bool:
        """Whether the figures are those the digest was made of."""
        return snapshot.digest(self.data) == self.sha256

    @property
    def of_the_day(self) -> bool:
        """Whether it was taken on the day itself, before its end."""
        return clock.local_day(self.taken_at) == self.on
