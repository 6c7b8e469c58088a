"""What happens to an account. Each verb writes its audit record in the same transaction.

`by` is the person who does it, None for a command. Raises Refused or ValidationError.
"""

import secrets
from datetime import timedelta

from axes.utils import reset as unlock
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from base import audit
from base.forms import Refused

from . import access

# Letters and digits that cannot be misread on paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
ONE_TIME_LENGTH = 12
_SESSION_FIELDS = ("session_salt", "rights_version")
_PASSWORD_FIELDS = ("password", "password_set_at", "must_change_password", "one_time_until", *_SESSION_FIELDS)


class Account:
    """The verbs of an account (a mixin of Officer alone)."""

    # A fresh one-time password, for printing once; never stored, gone with this object.
    printed = ""

    def row(self) -> tuple:
        """The values of the person's row, less the password, and of the unit's: what rights and reach are made of."""
        fields = [(one, field.attname) for one in (self, self.unit) for field in one._meta.concrete_fields]
        return tuple(getattr(one, name) for one, name in fields if name != "password")

    @transaction.atomic
    def open_account(self, *, by=None, request=None, **fields) -> str:
        """Save a new officer with a one-time password; returns the password."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.username = self.normalize_username(self.username)
        if by and self.role not in access.roles_opened_by(by):
            raise Refused(_("You cannot open an account with this role."))
        self._give_one_time_password()
        self.full_clean()
        self.save(force_insert=True)
        self._record(audit.Act.ACCOUNT, by, request, opened={"unit": self.unit.key, "role": str(self.role)})
        return self.printed

    @transaction.atomic
    def change_password(self, raw: str, *, request=None) -> None:
        """Set the person's own password: one-time state ends, every other session too."""
        self.set_password(raw)
        self.must_change_password, self.one_time_until = False, None
        self.password_set_at = timezone.now()
        self.old_passwords.create(password=self.password, set_at=self.password_set_at)
        self._end_sessions()
        self.save(update_fields=_PASSWORD_FIELDS)
        self._record(audit.Act.PASSWORD, self, request)

    @transaction.atomic
    def reset_password(self, *, by=None, request=None) -> str:
        """Give a one-time password (72 h), end all sessions, lift a lockout; returns it for printing once."""
        self._require_other(by)
        self._give_one_time_password()
        self._end_sessions()
        self.save(update_fields=_PASSWORD_FIELDS)
        unlock(username=self.username)
        self._record(audit.Act.PASSWORD_RESET, by, request)
        return self.printed

    def spend_one_time_password(self) -> bool:
        """Use the one-time password up at log-in; False when another log-in was faster."""
        if not self.one_time_until:
            return True
        spent = type(self).objects.filter(pk=self.pk, one_time_until=self.one_time_until)
        return bool(spent.update(one_time_until=timezone.now()))

    @transaction.atomic
    def set_active(self, *, active: bool, by=None, request=None) -> None:
        """Disable or enable the account; either ends its sessions."""
        self._require_other(by)
        self.is_active = active
        self._end_sessions()
        self.save(update_fields=["is_active", *_SESSION_FIELDS])
        self._record(audit.Act.ACCOUNT, by, request, active=active)

    @transaction.atomic
    def move(self, *, unit, role: str, by=None, request=None) -> None:
        """Put the person into another unit or role: the old rights close at once."""
        self._require_other(by)
        before = {"unit": self.unit.key, "role": str(self.role)}
        self.unit, self.role = unit, role
        self._end_sessions()
        self.full_clean(exclude=["password"])
        self.save(update_fields=["unit", "role", *_SESSION_FIELDS])
        self._record(audit.Act.ACCOUNT, by, request, before=before, after={"unit": unit.key, "role": str(role)})

    @transaction.atomic
    def keep_card(self, *, by=None, request=None, **fields) -> None:
        """Change name, post, phone, mail or language; the audit record names the fields, not their content."""
        changed = [name for name, value in fields.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, fields[name])
        self.full_clean(exclude=["password"])
        if changed:
            self.save(update_fields=changed)
            self._record(audit.Act.ACCOUNT, by, request, changed=changed)

    @transaction.atomic
    def end_sessions(self) -> None:
        """Every session of the person ends with its next request."""
        self._end_sessions()
        self.save(update_fields=_SESSION_FIELDS)

    def _end_sessions(self):
        self.session_salt = secrets.token_hex(8)
        self.rights_version += 1

    def _give_one_time_password(self):
        # The tail carries the classes that the password rules ask for.
        self.printed = "".join(secrets.choice(_ALPHABET) for _n in range(ONE_TIME_LENGTH)) + "#7a"
        self.password, self.password_set_at = make_password(self.printed), None
        self.must_change_password = True
        self.one_time_until = timezone.now() + timedelta(hours=settings.ONE_TIME_PASSWORD_HOURS)

    def _require_other(self, by):
        """Nobody raises, closes or resets the own account (RELIABILITY AZ7)."""
        if by is not None and by.pk == self.pk:
            raise Refused(_("Your own account is kept by somebody else."))

    def _record(self, act, by, request, **detail):
        audit.record(act, by=by, request=request, what=self.username, **detail)
