"""A password that is due comes before any other page."""

from django.urls import reverse

from base.http import sent_on


def password_change_first(get_response):
    """Send an officer with a one-time or outdated password to the change of password."""

    def middleware(request):
        free = {reverse("pilots:password"), reverse("pilots:logout"), reverse("language"), reverse("healthz")}
        if request.user.is_authenticated and request.path not in free and request.user.password_is_due:
            return sent_on(request, "pilots:password")
        return get_response(request)

    return middleware
