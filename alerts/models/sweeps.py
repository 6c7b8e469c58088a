from datetime import datetime

from django.db import models
from django.utils import timezone


class Sweep(models.Model):
    """When a job last ran to its end: what a monitor looks at, and how a missed digest is noticed."""

    job = models.CharField(max_length=30, unique=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.job} {self.at}"

    @classmethod
    def last(cls, job: str) -> datetime | None:
        return cls.objects.filter(job=job).values_list("at", flat=True).first()

    @classmethod
    def mark(cls, job: str, at: datetime) -> None:
        cls.objects.update_or_create(job=job, defaults={"at": at})

    @classmethod
    def take_turn(cls, job: str) -> None:
        """Wait until no other transaction does the same; SQLite's transactions take turns by themselves."""
        cls.objects.get_or_create(job=job, defaults={"at": timezone.now()})
        cls.objects.select_for_update().get(job=job)
