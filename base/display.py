"""How one person wants pages shown in this browser: type size, single-key shortcuts (WCAG 2.1.4)."""

from django.conf import settings
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

TYPE, KEYS = "type", "keys"
YEAR = 365 * 86400


def big_type(request) -> bool:
    """Whether large type was chosen."""
    return request.COOKIES.get(TYPE) == "big"


def single_keys(request) -> bool:
    """Whether single keys act; they do unless switched off."""
    return request.COOKIES.get(KEYS) != "off"


@require_POST
def remember(request):
    """Store both switches of templates/_display.html and go back to the page they stand on."""
    answer = redirect(_back(request))
    chosen = {TYPE: "big" if request.POST.get(TYPE) else "", KEYS: "" if request.POST.get(KEYS) else "off"}
    for name, value in chosen.items():
        answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)
    return answer


def _back(request) -> str:
    page = request.POST.get("next", "")
    return page if url_has_allowed_host_and_scheme(page, {request.get_host()}) else "/"
