"""Fragments that higher apps put on an obligation's or a unit's page; none appears unregistered."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """`template` is rendered with what `context(request, subject, asof)` returns; None leaves it out.

    The subject is what the page has read: an obligation, or the board of a unit (tasks.board.Board).
    """

    place: str
    template: str
    context: Callable
    order: int = 0


_PANELS: list[Panel] = []


def register(place: str, template: str, context: Callable, order: int = 0) -> None:
    """Add a fragment to `place`: 'obligation', at the foot of its page, or 'unit', at the head of its second column."""
    _PANELS.append(Panel(place, template, context, order))


def panels(place: str, request, subject, asof) -> list[tuple[str, dict]]:
    """The (template, context) pairs to show on a day (tasks.asof.AsOf); on a past one nothing to act on."""
    chosen = sorted((panel for panel in _PANELS if panel.place == place), key=lambda panel: panel.order)
    filled = ((panel.template, panel.context(request, subject, asof)) for panel in chosen)
    return [(template, context) for template, context in filled if context is not None]
