from django.conf import settings
from django.db import models


class Follow(models.Model):
    """An officer keeps an eye on an obligation 关注."""

    obligation = models.ForeignKey("tasks.Obligation", models.CASCADE, related_name="follows")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    since_at = models.DateTimeField()

    class Meta:
        ordering = ["-since_at"]
        constraints = [models.UniqueConstraint(fields=["obligation", "officer"], name="follow_once")]

    def __str__(self):
        return f"{self.officer} {self.obligation}"
