"""一县一档 on paper: all that a pilot's file holds at the end of a day, as titled tables for the page and for Word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base import clock, official, word
from base.templatetags.ui import day_iso, day_long, filesize_short
from tasks.asof import AsOf
from tasks.board import Board, board_of
from tasks.history import Line, lines_by
from tasks.models import JointMeeting, MeetingDecision, Problem
from tasks.problem_looks import steps_by
from tasks.problem_rules import ProblemState

# (size of the words, height of a row) in points.
CELLS = (9.5, 15)
ROMAN = "一二三四五六七八九十"


@dataclass(frozen=True)
class Table:
    """Rows of words under a head; `widths` in mm sum up to the text's 156."""

    head: Sequence[str]
    rows: list[list[str]]
    widths: Sequence[float]
    title: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the dossier; without rows it says so in one line."""

    title: str
    tables: list[Table]

    @property
    def empty(self) -> bool:
        return not any(table.rows for table in self.tables)


@dataclass
class Dossier:
    """A unit's file at the end of a day, as `officer` may see it."""

    unit: object
    asof: AsOf
    board: Board
    sections: list[Section] = field(default_factory=list)

    @property
    def on(self) -> date:
        return self.board.on

    @property
    def title(self) -> str:
        return _("File of %(unit)s") % {"unit": self.unit}

    @property
    def summary(self) -> str:
        """Closed out, overdue, lamp: what the head of the unit's page says."""
        board = self.board
        late = sum(row.due.over > 0 for row in board.rows)
        said = _("%(done)s of %(total)s obligations closed out, %(late)s overdue; %(lamp)s")
        return said % {"done": board.done, "total": board.total, "late": late, "lamp": board.lamp.label}


def dossier(unit, officer, asof: AsOf) -> Dossier:
    """A fixed number of queries, however many lines the ledger has."""
    lines: dict[int, list[Line]] = {}

    def history(obligations) -> list:
        lines.update(lines_by(obligations, asof.day))
        return [line.entry for each in lines.values() for line in reversed(each) if not line.undone]

    board = board_of(unit, officer, asof.on, asof.today, history)
    rows = sorted(board.rows, key=lambda row: (row.obligation.plan_id, row.obligation.task.number))
    parts = [
        Section(_("Obligations"), [_obligations(rows)]),
        Section(_("Figures"), [_figures(rows)]),
        Section(_("Ledger"), [_ledger(row, lines.get(row.obligation.pk, [])) for row in rows]),
        Section(_("List of proofs"), [_proofs(rows, lines)]),
        Section(_("Problems and answers"), [_problems(unit, officer, asof)]),
        Section(_("Joint meetings"), [_meetings(unit, officer, asof)]),
    ]
    return Dossier(unit, asof, board, parts)


def paper(one: Dossier, made_at: datetime) -> bytes:
    """The Word file; `made_at` (aware) is written into it."""
    doc = word.document(made_at, one.title)
    word.title(doc, one.title)
    word.paragraph(doc, _("Data as of %(day)s.") % {"day": day_long(one.on)} + one.summary)
    for numeral, section in zip(ROMAN, one.sections, strict=False):
        word.heading(doc, f"{numeral}、{section.title}")
        if section.empty:
            word.paragraph(doc, _("Nothing recorded."))
        for table in section.tables if not section.empty else ():
            if table.title:
                word.heading(doc, table.title, level=2)
            official.fit(word.table(doc, table.head, table.rows, table.widths), range(len(table.head)), *CELLS)
    return word.to_bytes(doc)


# -- the parts -----------------------------------------------------------------------------------
def _obligations(rows) -> Table:
    head = [
        _("No."),
        _("Task"),
        _("First deadline"),
        _("Deadline now"),
        _("State"),
        _("Done on"),
        _("Department in charge"),
    ]
    return Table(head, [_obligation(row) for row in rows], [10, 46, 22, 22, 20, 18, 18])


def _obligation(row) -> list[str]:
    one, at = row.obligation, row.obligation.position
    days = _("overdue %(n)s days") % {"n": row.due.over} if row.due.over else str(row.look.label)
    return [
        str(one.task.number),
        one.task.label,
        day_iso(at.first_due_on),
        day_iso(at.due_on) if at.due_on != at.first_due_on else "",
        days,
        day_iso(at.done_on),
        row.in_charge,
    ]


def _figures(rows) -> Table:
    head = [_("No."), _("Task"), _("Figure"), _("Floor"), _("How it is made")]
    measured = [row for row in rows if row.figure]
    return Table(head, [_figure(row.obligation.task, row.figure) for row in measured], [10, 30, 44, 14, 58])


def _figure(task, figure) -> list[str]:
    how = pgettext("between clauses", ", ").join(f"{label} {value}" for label, value in figure.how)
    return [str(task.number), task.label, figure.text, figure.floor, how]


def _ledger(row, lines: list[Line]) -> Table:
    task = row.obligation.task
    head = [_("Recorded"), _("Act of the ledger"), _("Who"), _("Words and facts")]
    return Table(head, [_line(line) for line in reversed(lines)], [26, 24, 24, 82], f"{task.number} {task.label}")


def _line(line: Line) -> list[str]:
    entry = line.entry
    said = [entry.text, *(f"{label}：{value}" for label, value in line.facts)]
    said += [f"{_('Proof')}：{each.name}" for each in line.evidence]
    title = f"{line.title}（{_('undone')}）" if line.undone else line.title
    return [_moment(entry.recorded_at), title, entry.by_name or _("by the system"), "\n".join(filter(None, said))]


def _proofs(rows, lines) -> Table:
    head = [_("No."), _("Task"), _("File"), _("Size"), _("Sent on"), _("Who")]
    standing = ((row, line) for row in rows for line in _upwards(lines, row) if not line.undone)
    found = [(row, line, each) for row, line in standing for each in line.evidence]
    return Table(head, [_proof(*one) for one in found], [10, 30, 56, 16, 24, 20])


def _proof(row, line, each) -> list[str]:
    task, size = row.obligation.task, filesize_short(each.stored.size)
    return [str(task.number), task.label, each.name, size, _moment(line.entry.recorded_at), line.entry.by_name]


def _upwards(lines, row) -> Iterable[Line]:
    return reversed(lines.get(row.obligation.pk, []))


def _problems(unit, officer, asof) -> Table:
    seen = Problem.objects.visible_to(officer).filter(unit=unit).as_of(asof.on, asof.today)
    rows = list(seen.for_list())
    said: dict[int, list[str]] = {}
    for line in steps_by(rows, asof):
        said.setdefault(line.step.problem_id, []).append(_step(line))
    head = [_("Raised"), _("What the problem is"), _("What is asked of whom"), _("State"), _("What became of it")]
    return Table(head, [_problem(one, said.get(one.pk, [])) for one in rows], [20, 38, 30, 18, 50])


def _problem(one, said) -> list[str]:
    state = str(ProblemState(one.at_state).label)
    return [day_iso(clock.local_day(one.raised_at)), one.text, one.asked, state, "\n".join(said)]


def _step(line) -> str:
    """2021-02-10 已答复：请派员（办结时限 2021-03-01）."""
    facts = [f"{label} {value}" for label, value in line.facts]
    said = f"{day_iso(clock.local_day(line.step.recorded_at))} {line.title}"
    said += f"：{line.step.text}" if line.step.text else ""
    return said + (f"（{'，'.join(facts)}）" if facts else "")


def _meetings(unit, officer, asof) -> Table:
    held = JointMeeting.objects.visible_to(officer).filter(unit=unit).recorded_by(asof.day).order_by("held_on", "pk")
    taken = MeetingDecision.objects.visible_to(officer).filter(meeting__unit=unit).as_of(asof.day)
    by_meeting: dict[int, list] = {}
    for each in taken.order_by("meeting_id", "order"):
        by_meeting.setdefault(each.meeting_id, []).append(each)
    rows = [_decision(met, each) for met in held for each in by_meeting.get(met.pk, [None])]
    head = [_("Held on"), _("Subject"), _("What was decided"), _("Who does it"), _("By when"), _("Done on")]
    return Table(head, rows, [22, 36, 46, 20, 16, 16])


def _decision(met, each) -> list[str]:
    """A decision; a meeting that decided nothing has a row of its own."""
    said = [each.text, each.responsible, day_iso(each.due_on), day_iso(each.at_done_on)] if each else [""] * 4
    return [day_iso(met.held_on), met.subject, *said]


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "Y-m-d H:i")
