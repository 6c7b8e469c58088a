"""A password that is due comes before any other page."""

from django.urls import reverse

from base.http import sent_on


def password_change_first(get_response):
    """Send an officer with a one-time or outdated password to the change of password."""

    def middleware(request):
        if request.user.is_authenticated and request.user.password_is_due and request.path not in _free():
            return sent_on(request, "pilots:password")
        return get_response(request)

    return middleware


def _free() -> set[str]:
    """The pages that stay open until the password is changed."""
    return {reverse(name) for name in ("pilots:password", "pilots:logout", "language", "healthz")}
