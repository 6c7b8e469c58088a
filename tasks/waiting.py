"""What other apps put before a verifier besides submissions; it counts in the menu and stands in the queue."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """`rows(request)` is a queryset of what waits for this person; `context(request, on)` fills `template`, or is None.

    In the context `count` is how many they are.
    """

    rows: Callable
    template: str
    context: Callable


_WAITING: list[Waiting] = []


def register(rows: Callable, template: str, context: Callable) -> None:
    """Add a panel to the review page and its count to the menu's entry."""
    _WAITING.append(Waiting(rows, template, context))


def rows(request) -> list:
    """What of it waits for this person, a queryset for each app."""
    return [each.rows(request) for each in _WAITING]


def panels(request, on) -> list[tuple[str, dict]]:
    """The (template, context) pairs to show above the queue."""
    filled = ((each.template, each.context(request, on)) for each in _WAITING)
    return [(template, context) for template, context in filled if context is not None]
