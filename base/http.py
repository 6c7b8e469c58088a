"""How a view answers: a page or its fragment, and what follows a form. Decided here and nowhere else."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from . import audit

INVALID, CONFLICT = 422, 409


def wants_fragment(request) -> bool:
    """Whether htmx asks for a part of the page. A boosted link or a way back in history is a whole page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page_or_fragment(request, page: str, fragment: str, context: dict, status: int = 200) -> HttpResponse:
    """Render `fragment` alone for htmx, else `page`, which includes it; caches keep the two apart."""
    response = render(request, fragment if wants_fragment(request) else page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def respond(request, form, fragment: str, page: str, context: dict, *, ok_redirect, said: str = "") -> HttpResponse:
    """The answer to a posted form after its verb was tried.

    Done: htmx gets the fragment and hears `said`, a plain post is sent on to `ok_redirect` (303) and
    reads it there. Not done: the same fragment or page with the form in it, 409 when somebody else
    was faster (`form.conflict`), else 422. With an empty `fragment` htmx too goes to `ok_redirect`.
    """
    if getattr(form, "done", False):
        return _done(request, fragment, context, ok_redirect, said)
    status = CONFLICT if getattr(form, "conflict", None) else INVALID
    return page_or_fragment(request, page, fragment or page, {**context, "form": form}, status)


def _done(request, fragment, context, ok_redirect, said):
    if wants_fragment(request) and fragment:
        return announced(page_or_fragment(request, fragment, fragment, context), said)
    if said:
        messages.success(request, said)
    return sent_on(request, ok_redirect)


def sent_on(request, to, *args, **kwargs) -> HttpResponse:
    """Go to another page after a post: 303, or for htmx the header that makes the browser go."""
    url = resolve_url(to, *args, **kwargs)
    if wants_fragment(request):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url, status=303)


def given_out(request, content: bytes, name: str, media_type: str, **detail) -> HttpResponse:
    """What the product has just made, as a download named `name`; recorded as an export with `detail`."""
    audit.record(audit.Act.EXPORT, by=request.user, request=request, what=name, **detail)
    return HttpResponse(content, media_type, headers={"Content-Disposition": content_disposition_header(True, name)})


def came_from(request) -> str | None:
    """The page of ours the person came from, path and query alone; None when the browser does not say."""
    back = urlsplit(request.META.get("HTTP_REFERER", ""))
    page = back._replace(scheme="", netloc="").geturl()
    # Without its host a path such as //elsewhere would name another.
    safe = all(url_has_allowed_host_and_scheme(each, {request.get_host()}) for each in (back.geturl(), page))
    return page if safe and back.path else None


def announced(response: HttpResponse, said: str) -> HttpResponse:
    """Let htmx speak a sentence to those who hear the page."""
    return trigger_client_event(response, "announce", {"text": str(said)}) if said else response
