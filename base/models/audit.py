from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import auditwords
from ..querysets import AuditQuerySet


class AuditRecord(models.Model):
    """One act that somebody did or was refused. Append-only by trigger; read by the auditor."""

    class Act(models.TextChoices):
        LOGIN = "login", _("logged in")
        LOGIN_FAILED = "login_failed", _("log-in failed")
        LOCKED_OUT = "locked_out", _("locked out")
        LOGOUT = "logout", _("logged out")
        PASSWORD = "password", _("password changed")
        PASSWORD_RESET = "password_reset", _("password reset")
        ACCOUNT = "account", _("account changed")
        HANDOVER = "handover", _("work handed over")
        UNIT = "unit", _("unit changed")
        REFUSED = "refused", _("access refused")
        DOWNLOAD = "download", _("file downloaded")
        EXPORT = "export", _("list exported")
        PLAN_LOAD = "plan_load", _("plan loaded")
        PLAN_SETTINGS = "plan_settings", _("plan settings changed")
        CIRCULAR = "circular", _("circular issued or ranked")
        SETTINGS = "settings", _("settings changed")
        SHEET_LOAD = "sheet_load", _("workbook taken in")
        AUDIT_READ = "audit_read", _("audit log read")
        WORKING_DAYS = "working_days", _("working days changed")

    at = models.DateTimeField(_("time"), db_index=True)
    act = models.CharField(_("act"), max_length=20, choices=Act.choices, db_index=True)
    succeeded = models.BooleanField(_("succeeded"), default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    by_name = models.CharField(_("name"), max_length=150, blank=True)
    by_unit = models.CharField(_("unit"), max_length=100, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    what = models.CharField(_("object"), max_length=200, blank=True)
    detail = models.JSONField(_("detail"), default=dict)
    request_id = models.CharField(_("request number"), max_length=32, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("audit record")
        verbose_name_plural = _("audit records")

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_act_display()} {self.what}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The details in the reader's language."""
        return auditwords.facts(self.detail)
