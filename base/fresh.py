"""A page that has not changed is not built again: 304 for a browser that still has it (DESIGN §4).

Its stamp is made of all that a page within a person's reach is built from: what apps register here (in
`AppConfig.ready()`), what waits in the menu, the red line, the day, the person's rights, language and display, and the
build. It costs the one query that the menu needs anyway.
"""

import hashlib
from collections.abc import Callable
from functools import cache, wraps

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language

from . import alarms, clock, display, nav
from .models import AuditRecord
from .querysets import One

# Kept by the browser alone, and asked for again each time.
KEPT = "private, no-cache"
SOURCES = ("*.py", "*.html", "*.mo", "*.css", "*.js", "*.svg")
SHOWN = ("DEMO", "SECRECY_NOTICE", "SUPPORT_CONTACT", "UPLOAD_LIMIT")
_columns: dict[str, Callable] = {"stamp_settings": lambda: One(AuditRecord.objects.of_settings().order_by("-pk"), "pk")}


def register(name: str, column: Callable) -> None:
    """Let `column()`, an expression of one value, be part of every stamp."""
    _columns[f"stamp_{name}"] = column


def unless_unchanged(view):
    """Answer 304 without calling the view where the browser's copy bears the stamp of now.

    What was just said to the person (messages) is shown once: such a page is neither kept nor spared.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        if len(get_messages(request)):
            return view(request, *args, **kwargs)
        etag = quote_etag(stamp(request))
        found = get_conditional_response(request, etag=etag) or view(request, *args, **kwargs)
        page = found.status_code == 200 and found["Content-Type"].startswith("text/html")
        if page or isinstance(found, HttpResponseNotModified):
            found["ETag"], found["Cache-Control"] = etag, KEPT
        return found

    return answer


def stamp(request) -> str:
    """Another one as soon as anything that a page may show this person is another."""
    officer = request.user
    # Of the red line what it says is part of the stamp: what it is made of changes every minute.
    red = alarms.columns(request)
    told = {name: value for name, value in nav.counts(request, _columns).items() if name not in red}
    parts = [
        build(),
        clock.today(),
        officer.pk,
        officer.rights_version,
        get_language(),
        display.big_type(request),
        display.single_keys(request),
        # The page's forms carry a token made from it.
        request.COOKIES.get(settings.CSRF_COOKIE_NAME),
        "HX-Request" in request.headers,
        sorted(told.items()),
        [alarm.text for alarm in alarms.of(request)],
    ]
    return hashlib.sha256(repr([str(part) for part in parts]).encode()).hexdigest()[:32]


@cache
def build() -> str:
    """What code, templates and words this process runs, and the settings that pages show."""
    rooms = [settings.BASE_DIR / name for name in ("locale", "static", "templates", *settings.INSTALLED_APPS)]
    files = sorted(file for room in rooms if room.is_dir() for kind in SOURCES for file in room.rglob(kind))
    seen = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    shown = [getattr(settings, name) for name in SHOWN]
    return hashlib.sha256(repr((seen, shown)).encode()).hexdigest()
