"""Log-in: one hasher call and one answer for all account states; lockout by django-axes."""

from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password

from base import audit

from .models import Officer


class LockoutBackend(AxesStandaloneBackend):
    """Refuses a locked name before its password is compared, at the cost of a comparison."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        try:
            return super().authenticate(request, username=username, password=password, **kwargs)
        except AxesBackendPermissionDenied:
            make_password(password or "")
            raise


class OfficerBackend(BaseBackend):
    """Account name and password against the officers."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        officer = Officer.objects.filter(username=Officer.normalize_username(username or "")).first()
        if officer is None:
            make_password(password or "")  # an unknown name costs the same hashing as a known one
            return None
        right = officer.check_password(password or "")
        return officer if right and self.user_can_authenticate(officer) else None

    def user_can_authenticate(self, officer) -> bool:
        return officer.is_active and not officer.one_time_expired

    def get_user(self, pk):
        officer = Officer.objects.select_related("unit").filter(pk=pk).first()
        return officer if officer and officer.is_active else None


def counted_name(request, credentials=None) -> str:
    """The name under which failures are counted: as the account is spelt, however it was typed."""
    typed = (credentials or request.POST).get("username") or ""
    return Officer.normalize_username(typed)


def counted_address(request) -> str:
    """The caller's address. Never empty: a row of failures without one could not be found again."""
    return audit.client_address(request) or "0.0.0.0"


def same_answer(request, original_response, credentials=None):
    """A locked name gets the page of any failed log-in: being locked does not show."""
    return original_response
