"""What the ledger had said of obligations by the end of a day: the last line of each kind, the rows as they stood."""

from collections.abc import Iterable
from datetime import date

from .models import Entry, Obligation
from .querysets import POSITION
from .states import Verb

WORDS, ASSIGNED, RETURNED, COMMENT, ASKED, CHASED = "words", "assigned", "returned", "comment", "asked", "chased"
KINDS = {
    WORDS: (Verb.REPORT, Verb.SUBMIT),
    ASSIGNED: (Verb.ASSIGN,),
    RETURNED: (Verb.RETURN,),
    COMMENT: (Verb.COMMENT,),
    ASKED: (Verb.REQUEST_EXTENSION, Verb.WITHDRAW_EXTENSION, Verb.GRANT_EXTENSION, Verb.REFUSE_EXTENSION),
    CHASED: (Verb.CHASE,),
}
# No row ever has this version: what is shown as it stood can no longer be acted on.
GONE = -1
Lines = dict[tuple[int, str], Entry]


def last_lines(obligations, kinds: Iterable[str], day: date | None = None) -> Lines:
    """{(obligation id, kind): its last line of that kind that nobody had taken back by the end of `day`}; one query.

    Without a day: by now.
    """
    verbs = [verb for kind in kinds for verb in KINDS[kind]]
    found = Entry.objects.filter(obligation__in=obligations, verb__in=verbs)
    return last_of(found.recorded_by(day).not_undone(day).order_by("number"), kinds)


def last_of(entries: Iterable[Entry], kinds: Iterable[str]) -> Lines:
    """The same among lines at hand, the oldest first, that nobody had taken back."""
    kind_of = {verb: kind for kind in kinds for verb in KINDS[kind]}
    return {(line.obligation_id, kind_of[line.verb]): line for line in entries if line.verb in kind_of}


def asked(lines: Lines, pk: int) -> Entry | None:
    """The request for an extension that waits, among the last lines of the obligation `pk`."""
    line = lines.get((pk, ASKED))
    return line if line and line.verb == Verb.REQUEST_EXTENSION else None


def was_chased(lines: Lines, pk: int, on: date) -> bool:
    """Whether the last chase among the last lines of the obligation `pk` was on the day."""
    line = lines.get((pk, CHASED))
    return line is not None and line.chased_on == on


def recall(obligations: list[Obligation], on: date, today: date, entries: Iterable[Entry] | None = None) -> Lines:
    """What rows read by `as_of` say beside their position. Those of a past day are turned into what they were then.

    One query; none with the lines at hand (`entries`, as `last_of` wants them).
    """
    past = on < today
    kinds = KINDS if past else (RETURNED, COMMENT, ASKED)
    day = on if past else None
    lines = last_lines(obligations, kinds, day) if entries is None else last_of(entries, kinds)
    if not past:
        return lines
    for one in obligations:
        _turn_back(one, lines)
    return lines


def recalled(obligation: Obligation, asof) -> Obligation | None:
    """The obligation as it stood on a past day; None when it was not yet issued, or cancelled by then."""
    rows = list(Obligation.objects.filter(pk=obligation.pk).as_of(asof.on, asof.today).for_list())
    recall(rows, asof.on, asof.today)
    return rows[0] if rows else None


def _turn_back(one: Obligation, lines: Lines) -> None:
    for name in POSITION:
        setattr(one, name, getattr(one, f"at_{name}"))
    assigned = lines.get((one.pk, ASSIGNED))
    detail = assigned.detail if assigned else {}
    one.latest = lines.get((one.pk, WORDS))
    one.lead_department, one.handler = detail.get("lead_department", ""), None
    one.handler_name = detail.get("handler", "")
    one.version = GONE
