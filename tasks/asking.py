"""What a form by which the bureau asks something of a unit says beforehand; filled by the apps above.

It is asked for only where such a form stands on the page: whoever registers here keeps to one or two queries.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pilots.access import Action, may_on


@dataclass(frozen=True)
class Told:
    """`context(request, obligation, figure, proofs, on)` fills `template`; None leaves it out."""

    template: str
    context: Callable


_TOLD: list[Told] = []


def register(template: str, context: Callable) -> None:
    """Add a fragment to the forms of chasing, commenting, instructing, returning, reopening and spot-checking."""
    _TOLD.append(Told(template, context))


def before(request, obligation, figure, proofs, on) -> list[tuple[str, dict]]:
    """The (template, context) pairs for who may ask; nothing for the unit itself.

    `figure` is what measures it, `proofs` how many its standing reports bear: what the page has read already.
    """
    if may_on(request.user, Action.REPORT, obligation.unit) or not may_on(request.user, Action.CHASE, obligation.unit):
        return []
    filled = ((told.template, told.context(request, obligation, figure, proofs, on)) for told in _TOLD)
    return [(template, context) for template, context in filled if context is not None]
