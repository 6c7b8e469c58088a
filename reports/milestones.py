"""The gates of the phases as tiles: how many pilots have passed, how long is left, what keeps the others."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from tasks.gates import AtGate, Gate

MOST_TICKS = 40


@dataclass(frozen=True)
class Milestone:
    """A gate on the board; `days` until its day, below 0 once it has passed; `url` narrows the matrix to it."""

    gate: Gate
    days: int
    url: str
    current: bool

    @property
    def missing(self) -> int:
        return len(self.gate.pilots) - self.gate.passed

    @property
    def passed_by(self) -> int:
        """Days since its day."""
        return -self.days

    @property
    def late(self) -> bool:
        return self.days < 0 and not self.gate.reached

    @property
    def words(self) -> str:
        """What keeps the other pilots, worst first."""
        return " ".join(counted(at, number) for at, number in self.gate.shortfall)

    @property
    def few(self) -> bool:
        """Whether there is room for a tick each; else a bar of shares is drawn."""
        return len(self.gate.pilots) <= MOST_TICKS

    @property
    def shares(self) -> list[tuple[str, int]]:
        """The bar: (tone, number), nearest first."""
        return [(at.tone, number) for at, number in Counter(at for _unit, at in self.gate.pilots).items()]

    @property
    def ticks(self) -> str:
        """A tick for each pilot, nearest first."""
        labels = {at: at.label for at in AtGate}
        return format_html_join(
            "", '<i class="{}" title="{} {}"></i>', ((at.tone, unit, labels[at]) for unit, at in self.gate.pilots)
        )

    @property
    def said(self) -> str:
        """All ticks in words, for those who hear them."""
        near = [(AtGate.DONE, self.gate.passed), *self.gate.shortfall]
        return " ".join(counted(at, number) for at, number in near if number)


def counted(what, number: int) -> str:
    """正常12: a choice and how many are so."""
    return _("%(what)s %(n)s") % {"what": what.label, "n": number}


def milestones(board, gates: Iterable[Gate]) -> list[Milestone]:
    """The gates of a dashboard in the order of their phases."""
    return [_milestone(gate, board) for gate in gates]


def _milestone(gate, board) -> Milestone:
    current = gate.phase == board.phase
    url = board.filters.url(phase="" if current else str(gate.phase.order)) + "#matrix"
    return Milestone(gate, (gate.phase.due_on - board.on).days, url, current)
