"""What happens around every request: a number, closed headers, the language, the idle timer."""
import time
import uuid

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

LAST_ACT = "last_act"
POLL_HEADER = "X-Poll"


def request_id(get_response):
    """Give each request a number that an error page can show and the log repeats."""

    def middleware(request):
        request.request_id = uuid.uuid4().hex[:12]
        response = get_response(request)
        response["X-Request-ID"] = request.request_id
        return response

    return middleware


def closed_headers(get_response):
    """Pages of a session are never stored; a fragment and a page at one address vary by header."""

    def middleware(request):
        response = get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        patch_vary_headers(response, ["HX-Request"])
        return response

    return middleware


def chosen_language(get_response):
    """Chinese unless the person chose otherwise: the browser's own preference does not count."""

    def middleware(request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(known)
        request.LANGUAGE_CODE = known
        response = get_response(request)
        response.setdefault("Content-Language", known)
        return response

    return middleware


def idle_timeout(get_response):
    """End a session without a person's act for SESSION_IDLE_MINUTES. Polling is nobody's act.

    An ended session answers htmx with 401 and HX-Redirect, so that the log-in page never lands
    inside a table cell.
    """

    def middleware(request):
        if request.user.is_authenticated and not _still_active(request):
            logout(request)
        response = get_response(request)
        return _redirect_for_htmx(request, response)

    return middleware


def _still_active(request) -> bool:
    present = time.time()
    last = request.session.get(LAST_ACT, present)
    if present - last > settings.SESSION_IDLE_MINUTES * 60:
        return False
    stale = LAST_ACT not in request.session or present - last > 60
    if stale and POLL_HEADER not in request.headers:
        request.session[LAST_ACT] = present
    return True


def _redirect_for_htmx(request, response):
    to_login = response.status_code == 302 and response["Location"].startswith(str(login_address()))
    if not (to_login and request.headers.get("HX-Request")):
        return response
    answer = HttpResponse(status=401)
    answer["HX-Redirect"] = login_address()
    return answer


def login_address() -> str:
    return redirect(settings.LOGIN_URL)["Location"]
