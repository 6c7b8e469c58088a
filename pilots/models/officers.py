import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base import audit

from ..access import Role
from ..querysets import OfficerManager
from .units import Unit

# Letters and digits that cannot be misread on paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Officer(AbstractBaseUser):
    """A person with an account: one unit, one role, a post and an office phone."""

    username = models.CharField(_("account"), max_length=60, unique=True,
                                validators=[AbstractUser.username_validator],
                                error_messages={"unique": _("Another person has this account name.")})
    name = models.CharField(_("name"), max_length=60)
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="officers", verbose_name=_("unit"))
    post = models.CharField(_("post"), max_length=60, blank=True)
    office_phone = models.CharField(_("office phone"), max_length=30, blank=True)
    email = models.EmailField(_("mail"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans", choices=settings.LANGUAGES)
    single_keys = models.BooleanField(_("single-key shortcuts"), default=True)
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
                condition=models.Q(role__in=Role.values), name="officer_role_known",
                violation_error_message=_("This role does not exist."),
            ),
        ]

    def __str__(self):
        return self.name or self.username

    # The Django admin is for the admin role alone; its model admins are few (pilots/admin.py).
    @property
    def is_staff(self) -> bool:
        return self.is_active and self.role == Role.ADMIN

    def has_perm(self, perm, obj=None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label) -> bool:
        return self.is_staff

    def get_session_auth_hash(self):
        return self._get_session_auth_hash() + self.session_salt

    def get_session_auth_fallback_hash(self):
        return ()

    @property
    def password_is_due(self) -> bool:
        """Whether the next page must be the change of password (GB/T 22239, identity a)."""
        if self.must_change_password or not settings.PASSWORD_MAX_AGE_DAYS or not self.password_set_at:
            return self.must_change_password
        return timezone.now() - self.password_set_at > timedelta(days=settings.PASSWORD_MAX_AGE_DAYS)

    @property
    def one_time_expired(self) -> bool:
        return bool(self.one_time_until and timezone.now() > self.one_time_until)

    @transaction.atomic
    def change_password(self, raw: str, *, request=None) -> None:
        """Set the person's own password: one-time state ends, every other session too."""
        self.set_password(raw)
        self.must_change_password, self.one_time_until = False, None
        self.password_set_at = timezone.now()
        self._remember_password()
        self._end_sessions()
        self.save()
        audit.record(audit.Act.PASSWORD, by=self, request=request, what=self.username)

    @transaction.atomic
    def reset_password(self, *, by, request=None) -> str:
        """Give a one-time password (72 h) and end all sessions; returns it for printing once."""
        raw = "".join(secrets.choice(_ALPHABET) for _n in range(12)) + "#7"
        self.password = make_password(raw)
        self.must_change_password = True
        self.one_time_until = timezone.now() + timedelta(hours=settings.ONE_TIME_PASSWORD_HOURS)
        self._end_sessions()
        self.save()
        audit.record(audit.Act.PASSWORD_RESET, by=by, request=request, what=self.username)
        return raw

    @transaction.atomic
    def set_active(self, active: bool, *, by, request=None) -> None:
        """Disable or enable the account; disabling ends its sessions."""
        self.is_active = active
        self._end_sessions()
        self.save()
        audit.record(audit.Act.ACCOUNT, by=by, request=request, what=self.username, active=active)

    @transaction.atomic
    def move(self, *, unit: Unit, role: str, by, request=None) -> None:
        """Put the person into another unit or role: the old rights close at once."""
        before = {"unit": self.unit.key, "role": self.role}
        self.unit, self.role = unit, role
        self._end_sessions()
        self.full_clean(exclude=["password"])
        self.save()
        audit.record(audit.Act.ACCOUNT, by=by, request=request, what=self.username, before=before,
                     after={"unit": unit.key, "role": role})

    def reused(self, raw: str, last: int = 5) -> bool:
        """Whether `raw` is one of the last passwords."""
        return any(check_password(raw, old.password) for old in self.old_passwords.all()[:last])

    def _remember_password(self):
        self.old_passwords.create(password=self.password, set_at=self.password_set_at)

    def _end_sessions(self):
        self.session_salt = secrets.token_hex(8)
        self.rights_version += 1


class PasswordRecord(models.Model):
    """A password once used, as its hash, so that the last five are not used again."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-set_at", "-id"]

    def __str__(self):
        return f"{self.officer_id} {self.set_at:%Y-%m-%d}"
