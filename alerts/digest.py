"""One line of a message: one thing a person is told, as it stood then, in both languages."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from base.templatetags.ui import day_short
from tasks.models import Verb
from tasks.problem_rules import ProblemVerb

from .models.alerts import Alert, Kind, Rung


@dataclass(frozen=True)
class Line:
    """What a message says of one obligation. Stored as JSON in the message, so that what was told stays.

    `days` counts what its kind counts: days late, days left, working days waiting. `said` are the words of the ledger
    line, `until` a day asked for or granted, `notice` the key of a notice of the ladder.
    """

    plan: str
    unit: str
    unit_en: str
    obligation: str = ""
    deadline_version: int = 0
    number: int = 0
    task: str = ""
    task_en: str = ""
    due_on: str = ""
    wording: str = ""
    days_late: int = 0
    kind: str = Kind.OVERDUE
    days: int = 0
    rung: int = 0
    notice: str = ""
    entry: int = 0
    step: int = 0
    problem: str = ""
    verb: str = ""
    said: str = ""
    by: str = ""
    until: str = ""
    new: bool = False
    holds: bool = True

    @classmethod
    def of(cls, one, on: date, **more) -> "Line":
        """The line of an obligation (`for_list`) on the day `on`; `more` is what its kind says besides."""
        task = one.task
        return cls(
            obligation=str(one.key),
            deadline_version=one.deadline_version,
            plan=one.plan.document_number,
            number=task.number,
            task=task.short_name or task.text[:60],
            task_en=task.short_name_en,
            unit=one.unit.name,
            unit_en=one.unit.name_en,
            due_on=one.due_on.isoformat() if one.due_on else "",
            wording=task.deadline_wording if task.precision != "day" and one.due_on == task.due_on else "",
            days_late=one.days_late(on),
            **more,
        )

    @classmethod
    def of_alert(cls, alert: Alert, on: date, days: int = 0) -> "Line":
        """The line of an alert (`for_lines`); `days` are working days waiting, where its kind counts them."""
        if alert.step_id:
            return cls.of_step(alert, on)
        one, entry = alert.obligation, alert.entry
        more = {"kind": alert.kind, "rung": alert.rung, "days": days}
        if alert.kind == Kind.DUE:
            more["days"] = (one.due_on - on).days
        if alert.kind == Kind.RUNG:
            more["notice"] = str(alert.notice.key)
        if entry:
            more |= {"entry": entry.pk, "verb": entry.verb, "by": entry.by_name, "said": _said(entry)}
            more["until"] = _until(entry)
        return cls.of(one, on, **more)

    @classmethod
    def of_step(cls, alert: Alert, on: date) -> "Line":
        """The line of a step of a problem; one raised on an obligation names that too."""
        problem, step = alert.problem, alert.step
        said = problem.text if step.verb == ProblemVerb.RAISE else step.text
        more = {"kind": alert.kind, "step": step.pk, "problem": str(problem.key), "said": said, "by": step.by_name}
        more["until"] = step.promised_on.isoformat() if step.promised_on else ""
        if alert.obligation:
            return cls.of(alert.obligation, on, **more)
        unit = problem.unit
        kind = problem.get_kind_display()
        return cls(problem.plan.document_number, unit.name, unit.name_en, task=kind, task_en=kind, **more)

    @property
    def identity(self) -> tuple[str, int]:
        """What makes it the same news: the obligation under the same deadline."""
        return self.obligation, self.deadline_version

    @property
    def matter(self) -> str:
        """What there is to do something about: several lines may speak of it."""
        return self.obligation or self.problem

    @property
    def due(self) -> date | None:
        return date.fromisoformat(self.due_on) if self.due_on else None

    @property
    def task_name(self) -> str:
        return self.task_en if self.task_en and get_language() == "en" else self.task

    @property
    def unit_name(self) -> str:
        return self.unit_en if self.unit_en and get_language() == "en" else self.unit

    @property
    def url(self) -> str:
        """Where to act on it."""
        if self.notice:
            return reverse("alerts:notice", args=[self.notice])
        if self.problem:
            return reverse("tasks:problem", args=[self.problem])
        return reverse("tasks:obligation", args=[self.obligation])

    @property
    def what(self) -> str:
        """What is told of it, in the reader's language."""
        return WORDS[self.kind](self)

    def marked(self, **marks) -> "Line":
        return replace(self, **marks)

    def stored(self) -> dict:
        """What the message keeps; whether it still holds is asked each time."""
        return {name: value for name, value in asdict(self).items() if name != "holds"}


def _said(entry) -> str:
    return "；".join(part for part in (entry.detail.get("preset", ""), entry.text) if part)


def _until(entry) -> str:
    day = entry.due_on if entry.verb == Verb.GRANT_EXTENSION else entry.asked_due_on
    return day.isoformat() if day else ""


def _overdue(line: Line) -> str:
    return _("%(days)s d overdue") % {"days": line.days_late}


def _due(line: Line) -> str:
    if not line.days:
        return _("due today")
    return ngettext("due in %(n)s day", "due in %(n)s days", line.days) % {"n": line.days}


def _rung(line: Line) -> str:
    return _("%(notice)s, %(late)s") % {"notice": Rung(line.rung).label, "late": _overdue(line)}


def _decided(line: Line) -> str:
    if line.verb == Verb.GRANT_EXTENSION:
        day = day_short(date.fromisoformat(line.until))
        return _with(_("extended until %(day)s") % {"day": day}, line.said)
    return _with(_("extension refused"), line.said)


def _asked(line: Line) -> str:
    day = day_short(date.fromisoformat(line.until))
    return _with(_("asks for an extension until %(day)s") % {"day": day}, line.said)


def _waiting(line: Line) -> str:
    return ngettext("waiting for %(n)s working day", "waiting for %(n)s working days", line.days) % {"n": line.days}


def _answered(line: Line) -> str:
    day = day_short(date.fromisoformat(line.until))
    return _("%(said)s (by %(day)s)") % {"said": line.said, "day": day}


def _instructed(line: Line) -> str:
    day = day_short(date.fromisoformat(line.until))
    return _("%(said)s (answer by %(day)s)") % {"said": line.said, "day": day}


def _with(head: str, said: str) -> str:
    return _("%(head)s: %(said)s") % {"head": head, "said": said} if said else str(head)


WORDS = {
    Kind.OVERDUE: _overdue,
    Kind.RUNG: _rung,
    Kind.DUE: _due,
    Kind.RETURNED: lambda line: _with(_("returned"), line.said),
    Kind.REOPENED: lambda line: _with(_("reopened"), line.said),
    Kind.INSTRUCTED: _instructed,
    Kind.CHASED: lambda line: _with(_("chased"), line.said),
    Kind.COMMENT: lambda line: line.said,
    Kind.EXTENSION_DECIDED: _decided,
    Kind.WAITING: _waiting,
    Kind.EXTENSION_REQUESTED: _asked,
    Kind.PROBLEM_RAISED: lambda line: line.said,
    Kind.PROBLEM_ANSWERED: _answered,
    Kind.INSTRUCTION_ANSWERED: lambda line: line.said,
}


def ordered(lines: list[Line], told: set[tuple[str, int]]) -> list[Line]:
    """Kind by kind, news first, then by days late; `told` is what the digest before said was overdue."""
    order = list(Kind)
    marked = [line.marked(new=line.kind != Kind.OVERDUE or line.identity not in told) for line in lines]
    return sorted(marked, key=lambda line: (order.index(line.kind), not line.new, -line.days_late, line.days))


def sections(lines: list[Line]) -> list[tuple[Kind, list[Line]]]:
    """(kind, its lines) in the order in which people read them."""
    return [(kind, found) for kind in Kind if (found := [line for line in lines if line.kind == kind])]


def matters(lines: list[Line]) -> set[str]:
    """What the lines ask somebody to see to, each once: the number that may leave the office."""
    return {line.matter for line in lines}
