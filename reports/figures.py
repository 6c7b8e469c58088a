"""The strip of figures: the five classes that sum to the total, and what is due soon apart from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.templatetags.ui import day_short
from tasks.looks import CLASSES
from tasks.places import Place, tally, total
from tasks.standing import Standing
from tasks.states import State

ORDER = (Standing.DONE, Standing.IN_PROGRESS, Standing.SUBMITTED, Standing.OVERDUE, Standing.NOT_STARTED)
# How each class is counted, in one sentence.
HOW = {
    Standing.DONE: gettext_lazy("Verified and closed out by the verifying unit."),
    Standing.IN_PROGRESS: gettext_lazy(
        "Begun, not yet submitted, last day not passed; county review, returned and extended ones are among them."
    ),
    Standing.SUBMITTED: gettext_lazy(
        "Submitted for verification; the clock of the unit stands still. The wait is counted in "
        "working days from the day after submission."
    ),
    Standing.OVERDUE: gettext_lazy(
        "The last day, extensions included, has passed, and it is neither submitted nor closed out. Calendar days "
        "from the day after; days with the bureau do not count."
    ),
    Standing.NOT_STARTED: gettext_lazy("Nothing reported yet, last day not passed."),
}
# As drawn in the bar: what is settled first, what is late and what is untouched last.
DRAWN = (Standing.DONE, Standing.SUBMITTED, Standing.IN_PROGRESS, Standing.OVERDUE, Standing.NOT_STARTED)


@dataclass(frozen=True)
class Line:
    """One line of context under a figure; `query` narrows the list it counts, where it counts one."""

    text: str
    query: str = ""


@dataclass(frozen=True)
class Tile:
    """A figure: how many, of what, how it is counted, and the query of the list it counts."""

    name: str
    label: str
    number: int
    query: str
    how: str
    line: Line | None = None
    tone: str = ""
    shape: str = ""


def tiles(places: Sequence[Place], plan, on: date, waits: Mapping[date, int]) -> list[Tile]:
    """The total, the five classes, and what is due within the plan's days; `waits` by the day of submission."""
    counted = tally((place.standing, place) for place in places)
    lines = _lines(places, on, waits)
    classes = [
        Tile(
            standing,
            CLASSES[standing].label,
            counted[standing],
            f"standing={standing}",
            HOW[standing],
            lines.get(standing),
            CLASSES[standing].tone,
            CLASSES[standing].shape,
        )
        for standing in ORDER
    ]
    whole = Tile(
        "all",
        _("obligations"),
        total(places),
        "",
        _("One task times one responsible unit. Cancelled ones are left out. The five states sum to this figure."),
        Line(_("sum of the five states")),
    )
    return [whole, *classes, _soon(places, plan, on)]


def parts(places: Sequence[Place]) -> list[tuple[str, int]]:
    """The bar: (tone, number) in the order drawn."""
    counted = tally((place.standing, place) for place in places)
    return [(CLASSES[standing].tone, counted[standing]) for standing in DRAWN]


def due_soon(place: Place, plan, on: date) -> bool:
    return place.position.due_soon(on, plan.due_soon_days, by_year=plan.year_reminder)


def cliff(places: Sequence[Place], on: date) -> date | None:
    """The next last day that the task table names; None when all have passed."""
    return min((place.task.due_on for place in places if place.task.due_on and place.task.due_on >= on), default=None)


def by(places: Sequence[Place], day: date) -> list[Place]:
    """What must be closed out by `day` and is not."""
    return [
        place
        for place in places
        if place.standing is not Standing.DONE and place.position.due_on and place.position.due_on <= day
    ]


def _soon(places, plan, on) -> Tile:
    number = total(place for place in places if due_soon(place, plan, on))
    how = _(
        "Open with the unit and due within %(days)s days; already counted among the five states. Deadlines "
        "that name only a year are left out."
    ) % {"days": plan.due_soon_days}
    label = _("of these due within %(days)s days") % {"days": plan.due_soon_days}
    day = cliff(places, on)
    line = day and Line(
        _("to close out by %(day)s: %(n)s") % {"day": day_short(day), "n": total(by(places, day))},
        f"due={day.isoformat()}",
    )
    return Tile("soon", label, number, "due=soon", how, line)


def _lines(places, on, waits) -> dict[Standing, Line]:
    """What each class most needs said beside its figure."""
    found = {standing: [place for place in places if place.standing is standing] for standing in ORDER}
    lines = {Standing.DONE: Line(f"{total(found[Standing.DONE]) / max(total(places), 1):.1%}")}
    marks = _marks(found[Standing.IN_PROGRESS])
    if marks:
        lines[Standing.IN_PROGRESS] = Line(marks)
    if found[Standing.SUBMITTED]:
        longest = max(waits[place.position.submitted_on] for place in found[Standing.SUBMITTED])
        lines[Standing.SUBMITTED] = Line(_("longest wait %(n)s working days") % {"n": longest})
    if found[Standing.OVERDUE]:
        late = max(place.position.days_late(on) for place in found[Standing.OVERDUE])
        lines[Standing.OVERDUE] = Line(_("up to %(n)s days") % {"n": late})
    return lines | _idle(places, on)


def _marks(places) -> str:
    returned = total(place for place in places if place.position.state == State.RETURNED)
    open_ones = (place for place in places if place.position.state != State.RETURNED)
    extended = total(place for place in open_ones if place.position.extended)
    words = [_("returned %(n)s") % {"n": returned}] * bool(returned)
    return " ".join(words + [_("extended %(n)s") % {"n": extended}] * bool(extended))


def _idle(places, on) -> dict[Standing, Line]:
    day = cliff(places, on)
    number = total(place for place in by(places, day) if place.standing is Standing.NOT_STARTED) if day else 0
    if not number:
        return {}
    query = f"standing={Standing.NOT_STARTED}&due={day.isoformat()}"
    return {Standing.NOT_STARTED: Line(_("%(n)s due by %(day)s") % {"n": number, "day": day_short(day)}, query)}
