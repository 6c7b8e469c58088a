"""批示: instructions with what became of each, on an obligation's page, at a unit's workbench and as a list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base import clock
from pilots.access import Action, may_on

from . import panels
from .looks import Look
from .models import Entry
from .states import ENDS_INSTRUCTION, Verb


class Standing(TextChoices):
    """Where an instruction stands on a day."""

    LATE = "late", pgettext_lazy("instruction", "answer overdue")
    WAITING = "waiting", pgettext_lazy("instruction", "waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("instruction", "answered")
    LAPSED = "lapsed", _("cancelled by document")


LOOKS = {
    Standing.LATE: Look("over", "bar", "", Standing.LATE.label),
    Standing.WAITING: Look("doing", "ci", "", Standing.WAITING.label),
    Standing.ANSWERED: Look("done", "sq", "", Standing.ANSWERED.label),
    Standing.LAPSED: Look("idle", "none", "", Standing.LAPSED.label),
}


@dataclass(frozen=True)
class Row:
    """An instruction on the day `on`, and the line that ended it, if one had by then."""

    entry: Entry
    end: Entry | None
    on: date

    @property
    def reply_by(self) -> date:
        return self.entry.asked_due_on

    @property
    def answer(self) -> Entry | None:
        return self.end if self.end and self.end.verb == Verb.ANSWER else None

    @property
    def open(self) -> bool:
        return self.end is None

    @property
    def days_late(self) -> int:
        """Calendar days after its day, up to the answer or, without one, up to the day looked at."""
        if self.end and not self.answer:
            return 0
        until = clock.local_day(self.end.recorded_at) if self.end else self.on
        return max(0, (until - self.reply_by).days)

    @property
    def standing(self) -> Standing:
        if self.end:
            return Standing.ANSWERED if self.answer else Standing.LAPSED
        return Standing.LATE if self.days_late else Standing.WAITING

    @property
    def look(self) -> Look:
        return LOOKS[self.standing]


def paired(lines: Iterable[Entry], on: date) -> list[Row]:
    """Each instruction among the lines of obligations (in any order) with the first line after it that ends it."""
    ordered = sorted(lines, key=lambda line: line.number)
    ends: dict[int, list[Entry]] = defaultdict(list)
    for line in ordered:
        of_same = ends[line.obligation_id]
        if line.verb in ENDS_INSTRUCTION:
            of_same.append(line)
        elif line.verb == Verb.REINSTATE:
            # What was taken out waits again.
            of_same[:] = [end for end in of_same if end.verb != Verb.CANCEL]
    return [_row(line, ends.get(line.obligation_id, []), on) for line in ordered if line.verb == Verb.INSTRUCT]


def _row(line: Entry, ends: list[Entry], on: date) -> Row:
    return Row(line, next((end for end in ends if end.number > line.number), None), on)


def listed(officer, asof) -> list[Row]:
    """All within reach by the end of the day: what waits, the earliest day ahead, then the latest given; one query."""
    verbs = (Verb.INSTRUCT, *ENDS_INSTRUCTION, Verb.REINSTATE)
    lines = Entry.objects.visible_to(officer).filter(verb__in=verbs, plan__withdrawn_at__isnull=True)
    lines = lines.filter(obligation__in=Entry.objects.filter(verb=Verb.INSTRUCT).values("obligation"))
    found = lines.recorded_by(asof.day).not_undone(asof.day).select_related("obligation__unit", "obligation__task")
    rows = paired(found, asof.on)
    return sorted(rows, key=_rank)


def _rank(row: Row) -> tuple:
    """Numbers are a plan's own: of several plans, only the moment says which came later."""
    given = -row.entry.recorded_at.timestamp()
    return not row.open, row.reply_by if row.open else date.max, given, -row.entry.number


def open_by_obligation(obligations, asof) -> dict[int, list[Row]]:
    """The unanswered ones of each obligation by its id; one query."""
    found: dict[int, list[Row]] = {}
    for line in (
        Entry.objects.filter(obligation__in=obligations).unanswered(asof.day).order_by("asked_due_on", "number")
    ):
        found.setdefault(line.obligation_id, []).append(Row(line, None, asof.on))
    return found


def register() -> None:
    """Put those that wait on the page of a unit, above everything else."""
    panels.register("unit", "tasks/_unit_instructions.html", of_unit, order=-10)


def of_unit(request, board, asof) -> dict | None:
    """What waits for the unit's answer, the earliest day first; nothing where nothing does. `own`: who can give it."""
    unit = board.unit
    waiting = Entry.objects.visible_to(request.user).filter(obligation__unit=unit, plan__withdrawn_at__isnull=True)
    waiting = waiting.unanswered(asof.day).select_related("obligation__task").order_by("asked_due_on", "number")
    rows = [Row(line, None, asof.on) for line in waiting]
    return {"rows": rows, "own": may_on(request.user, Action.REPORT, unit)} if rows else None
