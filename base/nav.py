"""The menu. Each app registers its entries in AppConfig.ready(), so no room has to know those above it."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, reduce
from operator import add
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.urls import Resolver404, resolve, reverse

from . import clock
from .querysets import Count
from .statements import Statement, statement

_entries: dict[str, "Entry"] = {}
_beside: list[Callable] = []


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

    `label` is lazy; `roles(officer) -> bool`; `count(request)` gives the work waiting for this person as querysets,
    made of the person's row and the day alone, and those of all entries are counted by one query; `slot` is "main"
    (the menu) or "side" (by the person's name); `key` follows G on the keyboard; `covers` are further view names
    ("tasks:obligation") on which the entry is the current one.
    """
    _entries[name] = Entry(name, label, url_name, order, roles, count, slot, key, tuple(covers))


def ask_beside(columns: Callable) -> None:
    """Let `columns(request) -> {name: made}` be asked by the query of the menu, whoever asks it first.

    `made()` is an expression of one value.
    """
    _beside.append(columns)


def is_somebody(request) -> bool:
    """Whether a person who is logged in asks."""
    officer = getattr(request, "user", None)
    return officer is not None and officer.is_authenticated


def entries(request, slot: str = "main") -> list[NavItem]:
    """The entries this person may use, in order; each count is asked for once per request."""
    if not is_somebody(request):
        return []
    allowed = _allowed(request)
    told, page = _counted(request, allowed, {}), _page(request)
    chosen = sorted((entry for entry in allowed if entry.slot == slot), key=lambda entry: (entry.order, entry.name))
    return [_item(entry, page, told) for entry in chosen]


def _item(entry: Entry, page: str, counts) -> NavItem:
    current = page in (entry.url_name, *entry.covers)
    return NavItem(entry.name, entry.label, reverse(entry.url_name), current, counts.get(entry.name), entry.key)


def _page(request) -> str:
    """The view of the page the person looks at; for htmx that is the one it asks from, not the fragment's."""
    htmx = getattr(request, "htmx", None)
    if htmx and htmx.current_url_abs_path:
        with contextlib.suppress(Resolver404):
            return resolve(urlsplit(htmx.current_url_abs_path).path).view_name
    return request.resolver_match.view_name if request.resolver_match else ""


def counts(request, beside: dict) -> dict:
    """What waits behind each entry the person may use, and the further columns `beside` ({name: made}, see
    `ask_beside`); one query, asked once.
    """
    return _counted(request, _allowed(request), beside)


def _allowed(request) -> list[Entry]:
    return [entry for entry in _entries.values() if entry.roles(request.user)]


def _counted(request, allowed, beside) -> dict:
    """What waits behind each entry, and what is beside: by one query whatever is not told already."""
    told = request.__dict__.setdefault("_nav_counts", {})
    columns = {entry.name: partial(_waiting, entry.count, request) for entry in allowed if entry.count}
    for each in _beside:
        columns |= each(request)
    asked = {name: made for name, made in (columns | beside).items() if name not in told}
    if asked:
        # All that a column is made of: the person's rights and reach, the day.
        key = (request.user.row(), clock.today(), tuple(asked))
        told |= statement(key, partial(_statement, request.user, asked)).row()
    return told


def _waiting(count, request):
    """How many rows wait. Where nothing can be found the database is not asked, and the column is empty."""
    return reduce(add, (Coalesce(Count(rows), 0) for rows in count(request)), Value(0))


def _statement(person, asked) -> Statement:
    one = get_user_model()._base_manager.filter(pk=person.pk)
    return Statement.of(one, {name: made() for name, made in asked.items()})


def counted(request, name: str, count: int) -> None:
    """A page that has just read what waits behind an entry tells the menu, which then need not ask."""
    request.__dict__.setdefault("_nav_counts", {})[name] = count


def recount(request) -> None:
    """Forget the counts of this request: for a fragment that shows the menu after a change."""
    request.__dict__.pop("_nav_counts", None)
