"""From rounds to figures: medians with their spread, and ratios of rounds that ran side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Round:
    """Some requests in a row: CPU seconds of web and database, seconds by the clock, bytes of one answer."""

    requests: int
    web: float
    database: float
    seconds: float
    size: int = 0

    @property
    def web_ms(self) -> float:
        """CPU milliseconds of the web processes per request."""
        return 1000 * self.web / self.requests

    @property
    def database_ms(self) -> float:
        """The same of the database's processes."""
        return 1000 * self.database / self.requests

    @property
    def all_ms(self) -> float:
        return self.web_ms + self.database_ms

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


@dataclass(frozen=True)
class Spread:
    """The median of some rounds, and between which bounds they lay."""

    middle: float
    low: float
    high: float

    @property
    def relative(self) -> float:
        """Half the distance of the bounds, as a share of the median: 0.05 is +-5 %."""
        return (self.high - self.low) / 2 / self.middle if self.middle else 0.0


def spread(values: Sequence[float]) -> Spread:
    """Raises StatisticsError where there are none."""
    return Spread(median(values), min(values), max(values))


def of(rounds: Sequence[Round], name: str) -> Spread:
    """The spread of one property of the rounds."""
    return spread([getattr(each, name) for each in rounds])


def ratio(rounds: Sequence[Round], base: Sequence[Round], name: str) -> Spread:
    """How many times `base` a target costs, round by round: what slowed the machine slowed both."""
    pairs = zip(rounds, base, strict=True)
    return spread([getattr(one, name) / getattr(other, name) for one, other in pairs])


def turn(items: Sequence, number: int) -> list:
    """The items in order, each round beginning with another, so that none always follows the same one."""
    at = number % len(items)
    return [*items[at:], *items[:at]]
