"""What happens around every request: a number, one calendar, closed headers, the language, the idle timer."""

import time
import uuid

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .http import came_from
from .workdays import read_once

BEGAN, LAST_ACT = "began", "last_act"
POLL_HEADER = "X-Poll"
# Seconds between two notes of an act: a session is not written at every request.
STEP = 60


def request_id(get_response):
    """Give each request a number that an error page can show and the log repeats."""

    def middleware(request):
        request.request_id = uuid.uuid4().hex[:12]
        response = get_response(request)
        response["X-Request-ID"] = request.request_id
        return response

    return middleware


def one_calendar(get_response):
    """Whatever a page counts in working days, the calendar is read once."""

    def middleware(request):
        with read_once():
            return get_response(request)

    return middleware


def closed_headers(get_response):
    """Pages of a session are never stored, save those that ask each time whether they hold (fresh.py).

    A fragment and a page at one address vary by header.
    """

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


def begin_session(session) -> None:
    """Start both timers: at log-in, and at the first request of a session that has none."""
    session[BEGAN] = session[LAST_ACT] = time.time()


def idle_timeout(get_response):
    """End a session SESSION_IDLE_MINUTES after a person's last act, and SESSION_COOKIE_AGE after its log-in.

    Polling is nobody's act. An ended session answers htmx with 401 and HX-Redirect, so that the log-in
    page never lands inside a table cell; after a plain post the log-in leads back to the page of the form.
    """

    def middleware(request):
        if request.user.is_authenticated and not _still_active(request):
            logout(request)
        response = get_response(request)
        return _answer_of_ended_session(request, response) if _leads_to_login(request, response) else response

    return middleware


def _still_active(request) -> bool:
    if BEGAN not in request.session:
        begin_session(request.session)
    present, last = time.time(), request.session[LAST_ACT]
    # The cookie's own age slides with every save of the session, so the log-in is counted here.
    if present - request.session[BEGAN] > settings.SESSION_COOKIE_AGE:
        return False
    if present - last > settings.SESSION_IDLE_MINUTES * 60:
        return False
    if present - last > STEP and POLL_HEADER not in request.headers:
        request.session[LAST_ACT] = present
    return True


def _leads_to_login(request, response) -> bool:
    # A view that asks for no log-in may lead there by itself: the language chosen on the log-in page, for one.
    asked = getattr(getattr(request.resolver_match, "func", None), "login_required", True)
    return asked and response.status_code == 302 and response["Location"].startswith(login_address())


def _answer_of_ended_session(request, response):
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": login_address()})
    if request.method == "POST" and "?next=" in response["Location"]:
        # The address a form is sent to cannot be opened.
        return redirect_to_login(came_from(request) or "/", login_address())
    return response


def login_address() -> str:
    return redirect(settings.LOGIN_URL)["Location"]
