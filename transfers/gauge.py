"""The gauge of a share: where its bar, the floor and the mark lie on a scale from 0 to 60 %."""

from dataclasses import dataclass
from decimal import Decimal

from .figures import Share, per_cent, plain_per_cent

FULL = Decimal("0.60")
LEFT, WIDTH = 4, 372
# Two head counts nearer than this would run into each other under the bar.
APART = 40


@dataclass(frozen=True)
class Gauge:
    """Places along a drawing of 380 x 58 units."""

    share: Share

    @property
    def scale(self) -> Decimal:
        """The right end: 60 %, or more where a pilot's own floor asks for more."""
        return max(FULL, self.share.floor, self.share.mark)

    def _at(self, part: Decimal) -> int:
        return LEFT + round(min(part, self.scale) / self.scale * WIDTH)

    @property
    def moved_at(self) -> int:
        return self._at(Decimal(self.share.moved) / self.share.of if self.share.of else Decimal(0))

    @property
    def moved_width(self) -> int:
        return self.moved_at - LEFT

    @property
    def floor_at(self) -> int:
        return self._at(self.share.floor)

    @property
    def mark_at(self) -> int:
        return self._at(self.share.mark)

    @property
    def between(self) -> int:
        """The width from the floor to the mark; 0 where the floor lies beyond it."""
        return max(0, self.mark_at - self.floor_at)

    @property
    def rules(self) -> list[tuple[int, str, int, bool]]:
        """(place, share, heads, whether the heads fit beside the bar's own)."""
        both = [
            (self.floor_at, self.share.floor, self.share.needed),
            (self.mark_at, self.share.mark, self.share.wanted),
        ]
        rules = both if self.between > APART else both[:1]
        return [(at, plain_per_cent(part), n, abs(at - self.moved_at) > APART) for at, part, n in rules]

    @property
    def tone(self) -> str:
        """Red below the floor, green from it on."""
        return "done" if self.share.met else "over"

    @property
    def per_cent(self) -> str:
        return per_cent(self.share.moved, self.share.of)

    @property
    def filled(self) -> int:
        """The share on a small bar."""
        return tenths(self.share.moved, self.share.of, self.scale)

    @property
    def floor_filled(self) -> int:
        """The floor on a small bar."""
        return tenths(self.share.floor, 1, self.scale)

    @property
    def end(self) -> str:
        return plain_per_cent(self.scale)


def tenths(part: int | Decimal, whole: int, full: Decimal = FULL) -> int:
    """How far a small bar of 600 units is filled, on the same scale."""
    return min(600, round(Decimal(part) / whole / full * 600)) if whole else 0
