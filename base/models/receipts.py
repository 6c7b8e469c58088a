from django.conf import settings
from django.db import models


class Receipt(models.Model):
    """A form post that took effect, so that the same post again takes none (key kept for 24 h)."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()
    body = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "key"], name="receipt_once_per_key")]

    def __str__(self):
        return str(self.key)
