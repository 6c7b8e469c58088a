"""Which lines of a message still hold for its reader: asked on the page, and again before a copy leaves (rule 6)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tasks.models import Obligation, Problem
from tasks.states import WITH_COUNTY

from . import events
from .digest import Line
from .models.alerts import Kind
from .models.notices import Notice


def held(lines: Iterable[Line], officer, on: date) -> list[Line]:
    """The lines within the officer's reach, each marked whether it holds on the day `on`; a few queries for all."""
    return marked(within_reach([list(lines)], officer)[0], on)


def within_reach(told: list[list[Line]], officer) -> list[list[Line]]:
    """Of each list of lines those that the officer may still see; at most two queries for all of them."""
    every = [line for lines in told for line in lines]
    within = _visible(Obligation, {line.obligation for line in every if not line.problem}, officer)
    within |= _visible(Problem, {line.problem for line in every if line.problem}, officer)
    return [[line for line in lines if (line.problem or line.obligation) in within] for lines in told]


def _visible(model, keys: set[str], officer) -> set[str]:
    if not keys:
        return set()
    rows = model.objects.visible_to(officer).filter(key__in=keys)
    return {str(key) for key in rows.values_list("key", flat=True)}


def marked(lines: list[Line], on: date) -> list[Line]:
    """Each line marked whether it holds, whoever reads it."""
    holding = _Holding(lines, on)
    return [line.marked(holds=holding.of(line)) for line in lines]


class _Holding:
    """What is true now of the obligations, ledger lines, problems and notices that some lines name."""

    def __init__(self, lines: list[Line], on: date):
        self.on = on
        keys = {line.obligation for line in lines if line.obligation}
        rows = Obligation.objects.filter(key__in=keys, plan__withdrawn_at__isnull=True)
        present = rows.values_list("key", "state", "due_on", "deadline_version")
        self.present = {str(key): (state, due_on, version) for key, state, due_on, version in present}
        self.answered = self._answered({line.notice for line in lines if line.notice})
        self.entries = self._entries(lines)

    def _answered(self, notices: set[str]) -> set[str]:
        if not notices:
            return set()
        done = Notice.objects.answered().filter(key__in=notices)
        return {str(key) for key in done.values_list("key", flat=True)}

    def _entries(self, lines) -> set[tuple[str, int]]:
        by_kind = defaultdict(set)
        for line in lines:
            if line.entry or line.step:
                by_kind[line.kind].add(line.entry or line.step)
        return {(kind, pk) for kind, ids in by_kind.items() for pk in events.that_still_matter(kind, ids)}

    def of(self, line: Line) -> bool:
        if line.entry or line.step:
            return (line.kind, line.entry or line.step) in self.entries
        if line.obligation not in self.present:
            return False
        state, due_on, version = self.present[line.obligation]
        here = state in WITH_COUNTY and version == line.deadline_version and line.notice not in self.answered
        late = bool(due_on and due_on < self.on)
        return here and (not late if line.kind == Kind.DUE else late)
