"""Log-in and log-out, and whom to call when the password is forgotten."""

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from base import audit, clock
from base.http import INVALID
from base.middleware import begin_session

from ..forms import LoginForm
from ..welcome import welcome


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login(request):
    """One answer for every failure; the account's own page, or the one asked for, after success."""
    if request.method == "GET":
        return redirect("home") if request.user.is_authenticated else _page(request, LoginForm())
    form = LoginForm(request.POST)
    officer = form.officer(request)
    if officer is None:
        _record_failure(request)
        return _page(request, form, INVALID)
    _begin(request, officer)
    return _welcome_back(request, officer)


@require_POST
def logout(request):
    """End this session and the person's others: nobody leaves one open on a shared machine."""
    with transaction.atomic():
        request.user.end_sessions()
        audit.record(audit.Act.LOGOUT, by=request.user, request=request, what=request.user.username)
    auth.logout(request)
    messages.info(request, _("You are logged out, on other devices too."))
    return redirect("pilots:login")


@login_not_required
@require_GET
def forgotten(request):
    """Whom to call. Names nobody and asks for nothing, so it tells a stranger nothing."""
    return render(request, "pilots/forgotten.html", {"hours": settings.ONE_TIME_PASSWORD_HOURS})


@transaction.atomic
def _begin(request, officer):
    auth.login(request, officer, backend="pilots.auth.OfficerBackend")
    begin_session(request.session)
    audit.record(audit.Act.LOGIN, by=officer, request=request, what=officer.username)


def _record_failure(request):
    locked = getattr(request, "axes_locked_out", False)
    act = audit.Act.LOCKED_OUT if locked else audit.Act.LOGIN_FAILED
    audit.record(act, request=request, name=request.POST.get("username", ""), succeeded=False)


def _page(request, form, status=200) -> HttpResponse:
    limits = {"limit": settings.AXES_FAILURE_LIMIT, "minutes": round(settings.AXES_COOLOFF_TIME * 60)}
    said = {"form": form, "welcome": welcome(clock.today()), "next": _asked_for(request), **limits}
    answer = render(request, "pilots/login.html", said, status=status)
    # Whoever comes next on a shared machine finds no page that the browser kept (base/fresh.py).
    answer["Clear-Site-Data"] = '"cache"'
    return answer


def _asked_for(request) -> str:
    page = request.POST.get("next") or request.GET.get("next", "")
    return page if url_has_allowed_host_and_scheme(page, {request.get_host()}) else ""


def _welcome_back(request, officer):
    answer = redirect(_asked_for(request) or resolve_url(settings.LOGIN_REDIRECT_URL))
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and officer.language != settings.LANGUAGE_CODE:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            officer.language,
            max_age=365 * 86400,
            samesite="Lax",
            secure=settings.HTTPS,
            httponly=True,
        )
    return answer
