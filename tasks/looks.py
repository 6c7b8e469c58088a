"""How a standing and a deadline are shown everywhere: tone, shape, letter, words (DESIGN-UI §4)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .standing import Position, Standing
from .states import State


@dataclass(frozen=True)
class Look:
    """A mark's tone and shape (base.templatetags.ui), its letter in the matrix, its words elsewhere."""

    tone: str
    shape: str
    letter: str
    label: str


CLASSES = {
    Standing.OVERDUE: Look("over", "bar", pgettext_lazy("mark", "L"), Standing.OVERDUE.label),
    Standing.IN_PROGRESS: Look("doing", "ci", pgettext_lazy("mark", "P"), Standing.IN_PROGRESS.label),
    Standing.NOT_STARTED: Look("idle", "none", pgettext_lazy("mark", "N"), Standing.NOT_STARTED.label),
    Standing.SUBMITTED: Look("review", "hex", pgettext_lazy("mark", "V"), Standing.SUBMITTED.label),
    Standing.DONE: Look("done", "sq", pgettext_lazy("mark", "C"), Standing.DONE.label),
}
RETURNED = Look("doing", "left", pgettext_lazy("mark", "R"), State.RETURNED.label)
EXTENDED = Look("doing", "right", pgettext_lazy("mark", "E"), _("extension granted"))
COUNTY_REVIEW = Look("doing", "ci", pgettext_lazy("mark", "P"), State.COUNTY_REVIEW.label)
CANCELLED = Look("idle", "none", "", State.CANCELLED.label)
# After an entry only the state is known, not the day's standing.
AFTER = {
    State.NOT_STARTED: CLASSES[Standing.NOT_STARTED],
    State.IN_PROGRESS: CLASSES[Standing.IN_PROGRESS],
    State.COUNTY_REVIEW: COUNTY_REVIEW,
    State.SUBMITTED: CLASSES[Standing.SUBMITTED],
    State.RETURNED: RETURNED,
    State.DONE: CLASSES[Standing.DONE],
    State.CANCELLED: CANCELLED,
}


def look_of(position: Position, on: date) -> Look:
    """The mark of a position on a day: its class, or returned, extended, county review within 'in progress'."""
    standing = position.standing(on)
    if standing is not Standing.IN_PROGRESS:
        return CLASSES.get(standing, CANCELLED)
    if position.state == State.RETURNED:
        return RETURNED
    if position.extended:
        return EXTENDED
    return COUNTY_REVIEW if position.state == State.COUNTY_REVIEW else CLASSES[Standing.IN_PROGRESS]


@dataclass(frozen=True)
class Due:
    """A deadline as a row shows it. `first` is set when it was extended, `year` when only that is named.

    `over` are the days overdue now, `late_done` those by which the closed-out work came late.
    """

    day: date | None
    first: date | None
    year: int | None
    over: int
    late_done: int
    left: int | None
    soon: bool
    late_sent: int


def due_of(obligation, on: date) -> Due:
    """The obligation's deadline on a day. No countdown once it is sent or done, nor for a bare year."""
    at = obligation.position
    standing = at.standing(on)
    counting = standing in (Standing.IN_PROGRESS, Standing.NOT_STARTED)
    late = at.days_late(on)
    return Due(
        day=at.due_on,
        first=at.first_due_on if at.extended else None,
        year=at.due_on.year if at.bare_year else None,
        over=late if standing is Standing.OVERDUE else 0,
        late_done=late if standing is Standing.DONE else 0,
        left=at.days_left(on) if counting else None,
        soon=obligation.due_soon(on),
        late_sent=at.days_submitted_late(),
    )
