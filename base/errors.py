"""The page for a fault of ours. It asks neither session nor database, since either may be the fault."""

from django.conf import settings
from django.http import HttpResponse
from django.template import loader
from django.views import defaults

from .files import FileRefused
from .uploads import UploadTooBig, drain


def bad_request(request, exception) -> HttpResponse:
    """413 and the sentence for a file over the limit, else the page for 400. Named as handler400 in the front door."""
    if not isinstance(exception, UploadTooBig):
        return defaults.bad_request(request, exception)
    drain(request)
    return HttpResponse(FileRefused("too_big").sentence, status=413, content_type="text/plain; charset=utf-8")


def server_error(request) -> HttpResponse:
    """500 with the number under which the log knows the request. Named as handler500 in the front door."""
    context = {"reference": getattr(request, "request_id", ""), "support_contact": settings.SUPPORT_CONTACT}
    return HttpResponse(loader.render_to_string("500.html", context), status=500)
