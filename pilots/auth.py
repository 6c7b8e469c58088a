"""Log-in: one hasher call and one answer for all account states; lockout by django-axes."""
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password

from base import audit

from .models import Officer


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


def locked_answer(request, original_response=None, credentials=None):
    """The same page and status as any failed log-in: a locked account does not show."""
    from .views.sessions import failed_page

    name = (credentials or {}).get("username", "")
    audit.record(audit.Act.LOCKED_OUT, request=request, name=name, succeeded=False)
    return failed_page(request, name)


