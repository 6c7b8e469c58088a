"""Pages no app owns: health, language, the auditor's log, a refused form."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET, require_POST

from . import health
from .http import came_from


@login_not_required
@require_GET
def healthz(request):
    """200 when database and migrations are in order; shows no data. `?deep=1` is for a monitor that knows the token."""
    if "deep" in request.GET:
        return _deep(request)
    faults = health.faults()
    said = faults or ["ok", *health.notes()]
    return HttpResponse("\n".join(said), status=503 if faults else 200, content_type="text/plain")


def _deep(request):
    """Figures without names, 503 when something is red. The token comes in a header: addresses are logged."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ") or request.headers.get(
        "X-Health-Token", ""
    )
    if not settings.HEALTH_TOKEN or not constant_time_compare(given, settings.HEALTH_TOKEN):
        return HttpResponse("not found", status=404, content_type="text/plain")
    said = health.deep()
    return JsonResponse(said, status=200 if said["status"] == "ok" else 503)


@login_not_required
@require_POST
def language(request):
    """Remember the chosen language and go back to the page the person came from."""
    chosen = request.POST.get("language", "")
    answer = redirect(came_from(request) or "home")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 86400,
            samesite="Lax",
            secure=settings.HTTPS,
            httponly=True,
        )
    return answer


def csrf_failure(request, reason=""):
    """A form whose token has gone: say what to do, lose nothing that the browser still holds."""
    return render(request, "403_csrf.html", status=403)
