"""The bureau on its own board 本局: how long others wait for it, and how its own rows stand (DESIGN §6.4)."""

from dataclasses import dataclass
from statistics import median_high

from django.urls import reverse
from django.utils.translation import gettext as _

from tasks import tallies
from tasks.looks import CLASSES, Look
from tasks.measures import Figure
from tasks.places import Place
from tasks.standing import Standing
from tasks.waits import LONG, problem_waits, review_waits


@dataclass(frozen=True)
class Line:
    """Something that waits for the bureau: `waits` in working days, and the page it is explained on."""

    label: str
    url: str
    waits: list[int]

    @property
    def count(self) -> int:
        return len(self.waits)

    @property
    def longest(self) -> int:
        return max(self.waits, default=0)

    @property
    def median(self) -> int:
        """The wait that half of them have reached; of two in the middle the longer one."""
        return median_high(self.waits) if self.waits else 0

    @property
    def long(self) -> int:
        return sum(wait > LONG for wait in self.waits)


@dataclass(frozen=True)
class OwnRow:
    """An obligation of the bureau itself, how it stands and its figure."""

    place: Place
    url: str
    look: Look
    figure: Figure


@dataclass(frozen=True)
class Bureau:
    """The strip: what waits, the bureau's measured rows, how often it dispatched this month."""

    unit: object
    lines: list[Line]
    rows: list[OwnRow]
    dispatches: int
    dispatches_url: str
    days: int = LONG


def bureau(board) -> Bureau:
    """Five queries, and the calendar of the board: three for what waits, one for each of the measures."""
    dispatched = tallies.dispatched(board.plan, board.on)
    practised = tallies.practised(board.plan, board.on)
    figures = {
        tallies.DISPATCHES: dispatched.figure(),
        tallies.PRACTICES: practised.figure(board.plan.bureau_id, bureau=True),
    }
    own = [place for place in board.of_bureau if place.task.measure in figures]
    rows = [_row(place, board, figures[place.task.measure]) for place in own]
    url = reverse("tasks:dispatches") + board.asof.query
    return Bureau(board.plan.bureau, waiting(board), rows, dispatched.this_month, url)


def waiting(board) -> list[Line]:
    """What waits for the bureau. Each kind of waiting is one line here."""
    submitted = f"{reverse('tasks:obligations')}?standing={Standing.SUBMITTED}{board.asof.also}"
    reviews = submitted if board.asof.past else reverse("tasks:review")
    return [
        Line(_("Reviews waiting"), reviews, review_waits(board.places, board.plan, board.on, board.calendar)),
        Line(
            _("Problems waiting"),
            reverse("tasks:problems") + board.asof.query,
            problem_waits(board.officer, board.plan, board.on),
        ),
    ]


def _row(place, board, figure) -> OwnRow:
    look = CLASSES[place.standing]
    return OwnRow(place, board.addresses.of("tasks:obligation", place.key), look, figure)
