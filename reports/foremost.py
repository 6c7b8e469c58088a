"""What waits for somebody to act, where it is too much to be read: the most pressing few, and how many there are."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Case, F, Q, QuerySet, Value, When

from base.querysets import Count
from tasks.models import Entry, Extension, Obligation
from tasks.places import Place, total
from tasks.said import ASKED as REQUESTS
from tasks.said import CHASED, KINDS, WORDS, last_lines, was_chased
from tasks.standing import Standing
from tasks.states import OPEN, WITH_COUNTY, State, Verb

from .attention import ASKED, OVERDUE, SUBMITTED, Item, Kind, Pressing, falling_to, with_words

STANDINGS = {SUBMITTED: Standing.SUBMITTED, OVERDUE: Standing.OVERDUE}
# Of each kind the states, and the day that decides how pressing a row is.
STATES = {SUBMITTED: (State.SUBMITTED,), OVERDUE: WITH_COUNTY}
DECIDING = {SUBMITTED: "at_submitted_on", OVERDUE: "at_due_on"}
# How pressing, the smallest first: of what day, of which task, and what else holds of such rows.
Ranks = Mapping[tuple, list[tuple[date, int, Q]]]


def pressing(board) -> Pressing:
    """Out of the sums of a board, which say how pressing the foremost are; three queries, five for a past day."""
    counts = {kind: total(_sums(board, kind)) for kind in STANDINGS}
    return _recalled(board, counts) if board.asof.past else _read(board, counts)


# -- which are foremost ------------------------------------------------------------------------------
def _ranks(board) -> dict[Kind, Ranks]:
    return {SUBMITTED: _by_wait(board), OVERDUE: _by_days_late(board)}


def _by_wait(board) -> Ranks:
    """Those that fall to the officer first, then by the day they were sent."""
    mine, own = falling_to(board), board.plan.bureau_id
    found = {
        (place.unit.pk not in mine, place.position.submitted_on, place.unit.pk == own, place.task.pk)
        for place in _sums(board, SUBMITTED)
    }
    ranks = defaultdict(list)
    for others, sent, of_bureau, task in sorted(found):
        ranks[others, sent].append((sent, task, Q(unit=own) if of_bureau else ~Q(unit=own)))
    return ranks


def _by_days_late(board) -> Ranks:
    """The longest overdue first."""
    found = {(place.position, place.task.pk) for place in _sums(board, OVERDUE)}
    late = {(at.due_on, at.days_with_bureau, task): at.days_late(board.on) for at, task in found}
    ranks = defaultdict(list)
    for (due_on, with_bureau, task), days in late.items():
        ranks[(-days,)].append((due_on, task, Q(at_days_with_bureau=with_bureau)))
    return ranks


def _foremost(rows: QuerySet, kind: Kind, ranks: Ranks) -> QuerySet:
    """Each rank holds one row at least, so no more of them than rows are shown; ties by age."""
    wanted = [ranks[rank] for rank in sorted(ranks)[: kind.shown]]
    if not wanted:
        return rows.none()
    name = DECIDING[kind]
    rank = Case(
        *(
            When(Q(**{name: day}, task=task) & also, then=Value(at))
            for at, each in enumerate(wanted)
            for day, task, also in each
        )
    )
    # Said plainly, so that a past day's few lines are found before any is looked up.
    days, tasks = ({one[place] for each in wanted for one in each} for place in (0, 1))
    rows = rows.filter(at_state__in=STATES[kind], task__in=tasks, **{f"{name}__in": days})
    return rows.annotate(rank=rank).filter(rank__isnull=False).order_by("rank", "pk")[: kind.shown]


def _sums(board, kind) -> list[Place]:
    wanted = STANDINGS[kind]
    return [place for place in board.places if place.standing is wanted]


def _stood(board) -> QuerySet:
    return board.scope.obligations(board.plan).as_of(board.on, board.asof.today).select_related("unit")


def _place(one: Obligation, board) -> Place:
    one.task = next(task for task in board.tasks if task.pk == one.task_id)
    return Place(one.pk, one.key, one.unit, one.task, one.position, one.position.standing(board.on))


# -- today -------------------------------------------------------------------------------------------
def _read(board, counts) -> Pressing:
    late = board.scope.obligations(board.plan).overdue(board.on).values("pk")
    chased = Entry.objects.filter(chased_on=board.on, obligation__in=late)
    said = {f"asked_{name}": F(f"asked__{name}") for name in ("requested_at", "asked_due_on", "reason")}
    rows = with_words(_stood(board), board.on).annotate(words=F("latest__text"), number_chased=Count(chased), **said)
    found = {kind: list(_foremost(rows, kind, ranks)) for kind, ranks in _ranks(board).items()}
    items = {kind: [_item(one, board) for one in each] for kind, each in found.items()}
    left = counts[OVERDUE] - found[OVERDUE][0].number_chased if found[OVERDUE] else 0
    asked, number = _asked(board)
    return Pressing(items | {ASKED: asked}, counts | {ASKED: number}, left)


def _item(one, board) -> Item:
    asked = one.asked_requested_at, one.asked_asked_due_on, one.asked_reason
    return Item(_place(one, board), one.words, *asked, chased=one.chased)


def _asked(board) -> tuple[list[Item], int]:
    """The requests that have waited longest, and how many wait."""
    waiting = Extension.objects.waiting().filter(obligation__in=_stood(board).values("pk"))
    rows = waiting.order_by("requested_at", "obligation").annotate(number=Count(waiting))
    found = list(rows.select_related("obligation__unit")[: ASKED.shown])
    items = [
        Item(_place(each.obligation, board), None, each.requested_at, each.asked_due_on, each.reason, chased=False)
        for each in found
    ]
    return items, found[0].number if found else 0


# -- a past day --------------------------------------------------------------------------------------
def _recalled(board, counts) -> Pressing:
    """Out of the ledger. Nobody is chased on a past day, so nobody is left to be."""
    found = {kind: list(_foremost(_stood(board), kind, ranks)) for kind, ranks in _ranks(board).items()}
    requests = _requests(board, board.on)
    said = last_lines([one.pk for one in found[OVERDUE]], [WORDS, CHASED], board.on)
    foremost = sorted(requests, key=lambda pk: (requests[pk][0], pk))[: ASKED.shown]
    asked = {one.pk: one for one in _stood(board).filter(pk__in=foremost)} if foremost else {}
    items = {
        SUBMITTED: [_remembered(one, board, requests) for one in found[SUBMITTED]],
        OVERDUE: [_remembered(one, board, requests, said) for one in found[OVERDUE]],
        ASKED: [_remembered(asked[pk], board, requests) for pk in foremost],
    }
    return Pressing(items, counts | {ASKED: len(requests)}, 0)


def _remembered(one, board, requests, said=None) -> Item:
    asked, line = requests.get(one.pk, (None, None, None)), (said or {}).get((one.pk, WORDS))
    chased = was_chased(said or {}, one.pk, board.on)
    return Item(_place(one, board), line.text if line else None, *asked, chased=chased)


def _requests(board, on: date) -> dict[int, tuple]:
    """{obligation id: (asked at, asked for, reason)} of the requests that waited at the end of the day."""
    within = board.scope.obligations(board.plan).order_by().values("pk")
    lines = Entry.objects.filter(obligation__in=within, verb__in=KINDS[REQUESTS]).recorded_by(on).not_undone(on)
    columns = ("obligation_id", "verb", "recorded_at", "asked_due_on", "text")
    last = {pk: (verb, *asked) for pk, verb, *asked in lines.order_by("number").values_list(*columns)}
    waiting = {pk: tuple(asked) for pk, (verb, *asked) in last.items() if verb == Verb.REQUEST_EXTENSION}
    still_open = _stood(board).filter(pk__in=list(waiting), at_state__in=OPEN).values_list("pk", flat=True)
    return {pk: waiting[pk] for pk in still_open} if waiting else {}
