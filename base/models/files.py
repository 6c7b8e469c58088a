from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.intake import kinds


class StoredFile(models.Model):
    """The bytes of one accepted file, named by their digest. Who may see it is decided by the row that owns it."""

    sha256 = models.CharField(_("digest"), max_length=64, unique=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    kind = models.CharField(_("format"), max_length=10, choices=[(key, key) for key in kinds.KINDS])
    created_at = models.DateTimeField(_("stored at"), auto_now_add=True)
    width = models.PositiveIntegerField(_("width in pixels"), null=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True)
    pages = models.PositiveIntegerField(_("pages"), null=True)
    taken_at = models.DateTimeField(_("moment of exposure"), null=True)
    preview_count = models.PositiveSmallIntegerField(_("preview pages"), default=0)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0),
                name="stored_file_has_content",
                violation_error_message=_("A stored file is never empty."),
            )
        ]

    def __str__(self):
        return self.sha256[:12]

    @property
    def media_type(self) -> str:
        """The type it is served as: from our own table, never from the browser that sent it."""
        return kinds.KINDS[self.kind].media_type

    @property
    def path(self) -> Path:
        """Where the bytes lie: FILES_DIR/aa/bb/<sha256>."""
        return Path(settings.FILES_DIR) / self.sha256[:2] / self.sha256[2:4] / self.sha256

    def preview_path(self, page: int) -> Path:
        """Where the JPEG of preview page `page` (from 1) lies."""
        return self.path.with_name(f"{self.sha256}-{page}.jpg")
