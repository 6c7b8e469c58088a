"""What the frame of every page shows, as template context."""

from datetime import date
from types import SimpleNamespace

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from . import alarms, clock, display, nav

# Each language names itself in its own script, whatever the page's language is.
_OWN_NAMES = {"zh-hans": "中文", "en": "English"}


def site(request) -> dict:
    """The keys named in templates/base.html. The menu is lazy: a fragment without it counts nothing."""
    return {
        "nav": SimpleLazyObject(lambda: nav.entries(request)),
        "side_nav": SimpleLazyObject(lambda: nav.entries(request, "side")),
        "alarms": SimpleLazyObject(lambda: alarms.of(request)),
        "demo_banner": _demo_banner(),
        "printed_at": SimpleLazyObject(clock.now),
        "secrecy_notice": settings.SECRECY_NOTICE,
        "support_contact": settings.SUPPORT_CONTACT,
        "upload_limit": settings.UPLOAD_LIMIT,
        "next_language": _next_language(),
        "big_type": display.big_type(request),
        "single_keys": display.single_keys(request),
    }


def _demo_banner():
    if not settings.DEMO:
        return None
    pinned = settings.PINNED_TODAY
    return SimpleNamespace(day=date.fromisoformat(pinned) if pinned else None)


def _next_language():
    """The language the switch leads to: the one after the present one."""
    codes = [code for code, _name in settings.LANGUAGES]
    present = get_language()
    at = codes.index(present) if present in codes else -1
    code = codes[(at + 1) % len(codes)]
    return SimpleNamespace(code=code, name=_OWN_NAMES.get(code, code))
