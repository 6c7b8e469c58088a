"""What those who keep the system must see on every page. Apps register in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Alarm:
    """A sentence, and the page that tells more."""

    text: str
    url: str


_sources: list[Callable[..., list[Alarm]]] = []


def register(source: Callable[..., list[Alarm]]) -> None:
    """Add `source(officer) -> alarms`; it is asked on every page, so it may cost next to nothing."""
    _sources.append(source)


def of(request) -> list[Alarm]:
    """What the person of the request must see now, asked once."""
    if "_alarms" not in request.__dict__:
        request._alarms = alarms(getattr(request, "user", None))
    return request._alarms


def alarms(officer) -> list[Alarm]:
    """What this person must see now; nothing for who is not logged in."""
    if officer is None or not officer.is_authenticated:
        return []
    return [alarm for source in _sources for alarm in source(officer)]
