"""The menu. Each app registers its entries in AppConfig.ready(), so no room has to know those above it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

_entries: dict[str, "Entry"] = {}


@dataclass(frozen=True)
class Entry:
    """What an app registers: whom it is for, where it leads, what waits there."""

    name: str
    label: str
    url_name: str
    order: int
    roles: Callable
    count: Callable | None
    slot: str
    key: str
    covers: tuple[str, ...]


@dataclass(frozen=True)
class NavItem:
    """An entry as one person sees it now."""

    name: str
    label: str
    url: str
    current: bool
    count: int | None
    key: str


def register(name, label, url_name, *, order, roles, count=None, slot="main", key="", covers=()) -> None:
    """Add an entry to the menu, or replace the one of the same name.

    `label` is lazy; `roles(officer) -> bool`; `count(request) -> int | None` is the work waiting for
    this person; `slot` is "main" (the menu) or "side" (by the person's name); `key` follows G on the
    keyboard; `covers` are further view names ("tasks:obligation") on which the entry is the current one.
    """
    _entries[name] = Entry(name, label, url_name, order, roles, count, slot, key, tuple(covers))


def entries(request, slot: str = "main") -> list[NavItem]:
    """The entries this person may use, in order; each count is asked for once per request."""
    officer = getattr(request, "user", None)
    if officer is None or not officer.is_authenticated:
        return []
    chosen = [entry for entry in _entries.values() if entry.slot == slot and entry.roles(officer)]
    return [_item(request, entry) for entry in sorted(chosen, key=lambda entry: (entry.order, entry.name))]


def _item(request, entry: Entry) -> NavItem:
    view = request.resolver_match.view_name if request.resolver_match else ""
    current = view == entry.url_name or view in entry.covers
    return NavItem(entry.name, entry.label, reverse(entry.url_name), current, _count(request, entry), entry.key)


def _count(request, entry: Entry) -> int | None:
    if entry.count is None:
        return None
    counted = request.__dict__.setdefault("_nav_counts", {})
    if entry.name not in counted:
        counted[entry.name] = entry.count(request)
    return counted[entry.name]


def recount(request) -> None:
    """Forget the counts of this request: for a fragment that shows the menu after a change."""
    request.__dict__.pop("_nav_counts", None)
