from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..access import Action, Role, fits, may
from ..accounts import Account
from ..querysets import OfficerManager
from .units import Unit

AUDIT_PERMISSION = "base.view_auditrecord"


class Officer(Account, AbstractBaseUser):
    """A person with an account: one unit, one role, a post and an office phone."""

    username = models.CharField(
        _("account"),
        max_length=60,
        unique=True,
        validators=[AbstractUser.username_validator],
        error_messages={"unique": _("Another person has this account name.")},
    )
    name = models.CharField(_("Name"), max_length=60)
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="officers", verbose_name=_("unit"))
    post = models.CharField(_("post"), max_length=60, blank=True)
    office_phone = models.CharField(_("office phone"), max_length=30, blank=True)
    email = models.EmailField(_("mail"), blank=True)
    contact = models.CharField(_("contact number"), max_length=60, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    sees_names = models.BooleanField(_("sees the names of transferred staff"), default=False)
    language = models.CharField(_("language"), max_length=10, default="zh-hans", choices=settings.LANGUAGES)
    must_change_password = models.BooleanField(default=False, editable=False)
    password_set_at = models.DateTimeField(null=True, editable=False)
    one_time_until = models.DateTimeField(null=True, editable=False)
    rights_version = models.PositiveIntegerField(default=1, editable=False)
    session_salt = models.CharField(max_length=32, default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfficerManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["unit__order", "unit_id", "role", "id"]
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="officer_role_known",
                violation_error_message=_("This role does not exist."),
            ),
        ]

    def __str__(self):
        return self.name or self.username

    def get_absolute_url(self):
        return reverse("pilots:officer", args=[self.pk])

    # The Django admin is for the admin role alone; its model admins are few (pilots/admin.py).
    @property
    def is_staff(self) -> bool:
        return self.is_active and self.role == Role.ADMIN

    def has_perm(self, perm, obj=None) -> bool:
        """Django's way of asking; pages of `base`, which knows no roles, ask like this too."""
        return may(self, Action.READ_AUDIT) if perm == AUDIT_PERMISSION else self.is_staff

    def has_perms(self, perms, obj=None) -> bool:
        return all(self.has_perm(perm) for perm in perms)

    def has_module_perms(self, app_label) -> bool:
        return self.is_staff

    def get_session_auth_hash(self):
        return self._get_session_auth_hash() + self.session_salt

    def get_session_auth_fallback_hash(self):
        return ()

    @classmethod
    def normalize_username(cls, username):
        """One spelling per account: full-width, capitals and blanks around it make no other person."""
        return super().normalize_username(username.strip()).lower() if isinstance(username, str) else username

    def clean(self):
        super().clean()
        if self.unit_id and self.role in Role.values and not fits(self.role, self.unit):
            raise ValidationError({"role": _("This role does not belong into such a unit.")})

    @property
    def password_is_due(self) -> bool:
        """Whether the next page must be the change of password (GB/T 22239, identity a)."""
        if self.must_change_password or not settings.PASSWORD_MAX_AGE_DAYS or not self.password_set_at:
            return self.must_change_password
        return timezone.now() - self.password_set_at > timedelta(days=settings.PASSWORD_MAX_AGE_DAYS)

    @property
    def one_time_expired(self) -> bool:
        """Whether the one-time password was used or has run out; true of no other password."""
        return bool(self.one_time_until and timezone.now() >= self.one_time_until)

    def reused(self, raw: str, last: int = 5) -> bool:
        """Whether `raw` is the present password, one-time or not, or one of the last."""
        used = [self.password, *self.old_passwords.values_list("password", flat=True)[:last]]
        return any(check_password(raw, old) for old in dict.fromkeys(used))


class PasswordRecord(models.Model):
    """A password once used, as its hash, so that the last five are not used again."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-set_at", "-id"]

    def __str__(self):
        return f"{self.officer_id} {self.set_at:%Y-%m-%d}"
