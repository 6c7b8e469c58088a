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
    """`columns(officer)` are what it needs to know, by name: expressions of one value, none where the officer is not
    told. `alarms(found)` makes the sentences of their values, none where they are not among them.
    """

    columns: Callable[..., dict]
    alarms: Callable[[dict], list[Alarm]]


_sources: list[Source] = []


def register(columns: Callable[..., dict], alarms: Callable[[dict], list[Alarm]]) -> None:
    """Add a source; what it needs is asked on every page, by the query of the menu."""
    _sources.append(Source(columns, alarms))


def columns(request) -> dict:
    """What has to be asked for the person of the request; nothing for who is not logged in."""
    if "_alarm_columns" not in request.__dict__:
        asked = [source.columns(request.user) for source in _sources] if nav.is_somebody(request) else []
        request._alarm_columns = {name: column for each in asked for name, column in each.items()}
    return request._alarm_columns


def of(request) -> list[Alarm]:
    """What the person of the request must see now."""
    found = nav.counts(request, {}) if columns(request) else {}
    return [alarm for source in _sources for alarm in source.alarms(found)] if found else []


nav.ask_beside(columns)
