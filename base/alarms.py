"""What those who keep the system must see on every page. Apps register in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass

from . import nav


@dataclass(frozen=True)
class Alarm:
    """A sentence, and the page that tells more."""

    text: str
    url: str


@dataclass(frozen=True)
class Source:
    """`columns` are what it needs to know, by name: `made()` is an expression of one value. They are asked for those
    of whom `told(officer)` holds. `alarms(found)` makes the sentences of their values.
    """

    told: Callable[..., bool]
    columns: dict[str, Callable]
    alarms: Callable[[dict], list[Alarm]]


_sources: list[Source] = []


def register(told: Callable[..., bool], columns: dict[str, Callable], alarms: Callable[[dict], list[Alarm]]) -> None:
    """Add a source; what it needs is asked on every page, by the query of the menu."""
    _sources.append(Source(told, columns, alarms))


def columns(request) -> dict[str, Callable]:
    """What has to be asked for the person of the request; nothing for who is not logged in."""
    return {name: made for source in _told(request) for name, made in source.columns.items()}


def of(request) -> list[Alarm]:
    """What the person of the request must see now."""
    sources = _told(request)
    found = nav.counts(request, {}) if sources else {}
    return [alarm for source in sources for alarm in source.alarms(found)]


def _told(request) -> list[Source]:
    return [source for source in _sources if nav.is_somebody(request) and source.told(request.user)]


nav.ask_beside(columns)
