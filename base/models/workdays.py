from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingDay(models.Model):
    """One day of the statutory calendar: whether offices work. Seeded, then edited by the admin."""

    day = models.DateField(_("day"), unique=True)
    working = models.BooleanField(_("working day"))
    note = models.CharField(_("note"), max_length=60, blank=True)

    class Meta:
        ordering = ["day"]
        verbose_name = _("working day")
        verbose_name_plural = _("working days")

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"
