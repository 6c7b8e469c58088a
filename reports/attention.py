"""What waits for somebody to act, each row with one action: verify, chase, decide."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.templatetags.ui import day_short
from pilots.access import Action, may, may_on
from tasks.looks import CLASSES, EXTENDED, Look
from tasks.models import Entry, Extension, Obligation
from tasks.places import Place
from tasks.said import ASKED as REQUESTS
from tasks.said import CHASED, WORDS, asked, last_lines, was_chased
from tasks.standing import Standing
from tasks.states import OPEN

from .months import Month
from .requests import how_often


class Kind(NamedTuple):
    """What can wait, how it is drawn and called, and how many of it are shown."""

    look: Look
    label: str
    shown: int


SUBMITTED = Kind(CLASSES[Standing.SUBMITTED], CLASSES[Standing.SUBMITTED].label, 3)
OVERDUE = Kind(CLASSES[Standing.OVERDUE], CLASSES[Standing.OVERDUE].label, 4)
PRESSING = (Standing.SUBMITTED, Standing.OVERDUE)
ASKED = Kind(EXTENDED, gettext_lazy("extension requests"), 2)


class Item(NamedTuple):
    """What else must be known of an obligation that waits: its last words, a request, whether it was chased today."""

    place: Place
    said: str | None
    asked_at: datetime | None
    asked_due_on: date | None
    asked_reason: str | None
    chased: bool


@dataclass(frozen=True)
class Act:
    """A link, or with `post` a button that sends a form."""

    label: str
    url: str
    post: bool = False


@dataclass(frozen=True)
class Waiting:
    """One row: what, since when or how late in `days`, in what words, the one act; how often its unit was `asked`."""

    place: Place
    url: str
    days: str
    words: str
    act: Act | None
    asked: int = 0


@dataclass(frozen=True)
class Group:
    """Rows of one kind: the most pressing ones, how many there are, the way to all and the act on all."""

    look: Look
    label: str
    count: int
    rows: list[Waiting]
    all: Act | None
    more: str


@dataclass(frozen=True)
class Pressing:
    """The items of each kind, at least those shown, the most pressing first; how many there are; who was not chased."""

    items: dict[Kind, list[Item]]
    counts: dict[Kind, int]
    not_chased: int


def pressing(board) -> Pressing:
    """Among the places of a board; one query, two for a past day."""
    items = _recalled(board) if board.asof.past else _read(board)
    counts = {kind: len(found) for kind, found in items.items()}
    return Pressing(items, counts, sum(not one.chased for one in items[OVERDUE]))


def groups(board, found: Pressing) -> list[Group]:
    """What awaits verification, what is overdue, which extensions are asked for.

    What waited on a past day can be looked at alone.
    """
    past = board.asof.past
    listed = f"{reverse('tasks:obligations')}?plan={board.plan.key}{board.also}&standing="
    to_review, chase_all = (None, None) if past else (_to_review(board), _chase_all(board, found.not_chased))
    return [
        _group(board, found, SUBMITTED, _submitted, to_review, f"{listed}{Standing.SUBMITTED}"),
        _group(board, found, OVERDUE, _overdue, chase_all, f"{listed}{Standing.OVERDUE}"),
        _group(board, found, ASKED, _asked, None, "" if past else reverse("tasks:review_extensions")),
    ]


def _group(board, found, kind, row, act, more) -> Group:
    rows = [row(one, board) for one in found.items[kind][: kind.shown]]
    rows = _with_requests(rows, board) if kind is OVERDUE else rows
    count = found.counts[kind]
    return Group(kind.look, kind.label, count, rows, act, more if count > len(rows) else "")


def _with_requests(rows, board) -> list[Waiting]:
    """For who may chase, how often each pilot was asked this month: one query, none where nobody is to be chased."""
    units = {row.place.unit.pk: row.place.unit for row in rows if _asked_of_a_pilot(row, board)}
    if not units:
        return rows
    # All plans that a unit in here is asked under are within reach too.
    stood = (*(plan.stood for plan in board.plans), board.plan.last_notice)
    asked = how_often(units, Month.of(board.on), stood)
    return [replace(row, asked=asked[row.place.unit.pk]) for row in rows]


def _asked_of_a_pilot(row, board) -> bool:
    return row.place.unit.is_county and _may_be_chased(row.place.unit, board)


def _may_be_chased(unit, board) -> bool:
    return not board.asof.past and may_on(board.officer, Action.CHASE, unit)


def _read(board) -> dict[Kind, list[Item]]:
    """The rows of each group, the most pressing first."""
    places = {place.pk: place for place in board.places}
    waits = [place.pk for place in board.places if place.standing in PRESSING]
    rows = (
        with_words(board.scope.obligations(board.plan), board.on)
        # What is closed out waits for no decision any more, though nobody took the request back.
        .filter(Q(pk__in=waits) | Q(asked__isnull=False, state__in=OPEN))
        .order_by("pk")
        .values_list("pk", "latest__text", "asked__requested_at", "asked__asked_due_on", "asked__reason", "chased")
    )
    return _sorted([Item(places[pk], *words) for pk, *words in rows if pk in places], board)


def with_words(obligations, on: date):
    """With what else is shown today: the request that waits as `asked`, whether it was `chased` on the day."""
    waiting = Q(extensions__state=Extension.State.WAITING)
    chased = Entry.objects.filter(obligation=OuterRef("pk"), chased_on=on)
    return obligations.annotate(asked=FilteredRelation("extensions", condition=waiting), chased=Exists(chased))


def _recalled(board) -> dict[Kind, list[Item]]:
    """The same at the end of a past day, out of the ledger; last words of those that are shown alone."""
    places = {place.pk: place for place in board.places}
    within = board.scope.obligations(board.plan).order_by()
    lines = last_lines(within.values("pk"), [REQUESTS], board.on)
    still_open = {pk for pk, place in places.items() if place.position.state in OPEN}
    found = [_remembered(place, asked(lines, pk) if pk in still_open else None) for pk, place in places.items()]
    waiting = _sorted([one for one in found if one.asked_at or one.place.standing in PRESSING], board)
    late = waiting[OVERDUE][: OVERDUE.shown]
    said = last_lines([one.place.pk for one in late], [WORDS, CHASED], board.on)
    waiting[OVERDUE][: OVERDUE.shown] = [_with_words(one, said, board.on) for one in late]
    return waiting


def _remembered(place, request) -> Item:
    if request is None:
        return Item(place, None, None, None, None, chased=False)
    return Item(place, None, request.recorded_at, request.asked_due_on, request.text, chased=False)


def _with_words(one, said, on) -> Item:
    line = said.get((one.place.pk, WORDS))
    return one._replace(said=line.text if line else None, chased=was_chased(said, one.place.pk, on))


def _sorted(found, board) -> dict[Kind, list[Item]]:
    mine = falling_to(board)
    submitted = [one for one in found if one.place.standing is Standing.SUBMITTED]
    overdue = [one for one in found if one.place.standing is Standing.OVERDUE]
    return {
        SUBMITTED: sorted(submitted, key=lambda one: (one.place.unit.pk not in mine, one.place.position.submitted_on)),
        OVERDUE: sorted(overdue, key=lambda one: -one.place.position.days_late(board.on)),
        ASKED: sorted((one for one in found if one.asked_at), key=lambda one: one.asked_at),
    }


def falling_to(board) -> set[int]:
    """The rows whose submissions the officer verifies."""
    # The rule tells the bureau from all others alone: it is asked of one of each.
    one_of_each = {unit.pk == board.plan.bureau_id: unit for unit in board.units}
    falls = {own: _falls_to(board.officer, unit, board.plan) for own, unit in one_of_each.items()}
    return {unit.pk for unit in board.units if falls[unit.pk == board.plan.bureau_id]}


def _falls_to(officer, unit, plan) -> bool:
    """The rule of the obligation itself, asked without reading one."""
    return Obligation(plan=plan, unit=unit).may_be_verified_by(officer)


def _submitted(one, board) -> Waiting:
    position = one.place.position
    sent = _("sent %(day)s, waiting %(n)s working days") % {
        "day": day_short(position.submitted_on),
        "n": board.waits[position.submitted_on],
    }
    late = position.days_submitted_late()
    words = [sent] + [_("sent %(n)s days late") % {"n": late}] * bool(late)
    mine = not board.asof.past and _falls_to(board.officer, one.place.unit, board.plan)
    act = Act(_("Verify"), board.addresses.of("tasks:review_item", one.place.key)) if mine else _view(one, board)
    return Waiting(one.place, _page(one, board), "", _("; ").join(words), act)


def _overdue(one, board) -> Waiting:
    days = _("overdue %(n)s days") % {"n": one.place.position.days_late(board.on)}
    if one.chased:
        return Waiting(one.place, _page(one, board), days, _("chased on the day"), _view(one, board))
    words = _("extension asked for") if one.asked_at else one.said or _("no report yet")
    allowed = _may_be_chased(one.place.unit, board)
    act = Act(_("Chase"), board.addresses.of("tasks:chase", one.place.key), post=True) if allowed else _view(one, board)
    return Waiting(one.place, _page(one, board), days, words, act)


def _asked(one, board) -> Waiting:
    words = _("until %(day)s") % {"day": day_short(one.asked_due_on)}
    own_matter = one.place.unit.pk == board.plan.bureau_id
    falls = not board.asof.past and (not own_matter or _falls_to(board.officer, one.place.unit, board.plan))
    act = Act(_("Decide"), _page(one, board) + "#extension") if falls else _view(one, board)
    return Waiting(one.place, _page(one, board), "", _("; ").join([words, one.asked_reason]), act)


def _view(one, board) -> Act:
    return Act(_("View"), _page(one, board))


def _page(one, board) -> str:
    return board.addresses.of("tasks:obligation", one.place.key)


def _to_review(board) -> Act | None:
    return Act(_("One by one"), reverse("tasks:review")) if may(board.officer, Action.REVIEW) else None


def _chase_all(board, not_chased: int) -> Act | None:
    may_chase = not_chased > 1 and may(board.officer, Action.CHASE)
    return Act(_("Chase all"), reverse("tasks:chase_all"), post=True) if may_chase else None
