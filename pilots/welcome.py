"""What the log-in page says of the work itself. The app that knows the plan fills it in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Milestone:
    """A step of the reform as a stranger may see it; `left` in calendar days, negative when over."""

    name: str
    due_on: date
    left: int


@dataclass(frozen=True)
class Welcome:
    """The title of the reform, a line of facts, its milestones, who runs it."""

    title: str
    facts: list[str]
    milestones: list[Milestone]
    host: str


_fillers: list[Callable[[date], Welcome | None]] = []


def register(fill: Callable[[date], Welcome | None]) -> None:
    """Let `fill(on)` say what stands on the log-in page; the first that answers wins."""
    _fillers.append(fill)


def welcome(on: date) -> Welcome | None:
    """What to show, None before any plan is loaded."""
    return next((said for fill in _fillers if (said := fill(on))), None)
