"""Pages for what went wrong. That for a fault of ours asks neither session nor database: either may be the fault."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views import defaults

from . import audit
from .files import FileRefused
from .uploads import UploadTooBig, drain


def bad_request(request, exception) -> HttpResponse:
    """413 and the sentence for a file over the limit, else the page for 400. Named as handler400 in the front door."""
    if not isinstance(exception, UploadTooBig):
        return defaults.bad_request(request, exception)
    drain(request)
    return HttpResponse(FileRefused("too_big").sentence, status=413, content_type="text/plain; charset=utf-8")


def refused(request, exception) -> HttpResponse:
    """403 with the sentence that names the missing right, and its audit record. Named as handler403."""
    record_refusal(request, 403)
    return render(request, "403.html", {"exception": str(exception)}, status=403)


def not_found(request, exception) -> HttpResponse:
    """404. A person who asked for a row that is missing or another unit's leaves a record. Named as handler404."""
    if request.resolver_match and request.resolver_match.kwargs and request.user.is_authenticated:
        record_refusal(request, 404)
    return render(request, "404.html", status=404)


def record_refusal(request, status: int) -> None:
    """Write down who was refused what; strangers are sent to the log-in page and never come here."""
    audit.record(
        audit.Act.REFUSED,
        by=request.user,
        request=request,
        succeeded=False,
        what=request.path,
        method=request.method,
        status=status,
    )


def server_error(request) -> HttpResponse:
    """500 with the number under which the log knows the request. Named as handler500 in the front door."""
    context = {"reference": getattr(request, "request_id", ""), "support_contact": settings.SUPPORT_CONTACT}
    return HttpResponse(loader.render_to_string("500.html", context), status=500)
