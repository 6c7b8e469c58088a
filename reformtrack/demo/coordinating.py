"""Problems raised and answered, and joint meetings held, in step with the story of the rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tasks.meetings import Decided
from tasks.models import JointMeeting, MeetingDecision, Obligation, Plan, Problem

from .days import Days, moment
from .troubles import CITY, DECISIONS, SECOND, SUBJECT, TROUBLES, Trouble
from .words import phrase

BUREAU, MEETING_ROW = "ganzhou-bureau", 6
SHORTLY = timedelta(minutes=40)
PILOTS_WORD = ("confirm", "reopen")


@dataclass
class Raised:
    """A county raises a problem."""

    at: datetime
    unit: str
    trouble: Trouble

    def live(self, unit, officers: dict) -> None:
        one, plan = self.trouble, Plan.objects.get()
        rows = Obligation.objects.filter(plan=plan, unit=unit, task__number=one.row or 0)
        words = {"kind": one.kind, "text": one.text, "since_on": one.since_on, "asked": one.asked}
        on, by = self.at.date(), officers[self.unit]
        Problem.raise_problem(by=by, on=on, plan=plan, unit=unit, obligation=rows.first(), **words)


@dataclass
class Moved:
    """The bureau, or the county, goes on with it."""

    at: datetime
    unit: str
    verb: str
    words: dict

    def live(self, unit, officers: dict) -> None:
        problem = Problem.objects.get(unit=unit)
        by = officers[self.unit if self.verb in PILOTS_WORD else "reviewer"]
        getattr(problem, self.verb)(by=by, on=self.at.date(), version=problem.version, **self.words)


@dataclass
class Met:
    """A joint meeting is recorded; decisions are (what, who, by when, whose problem)."""

    at: datetime
    unit: str
    held_on: date
    subject: str
    decisions: Sequence[tuple] = field(default_factory=list)

    def live(self, unit, officers: dict) -> None:
        city = self.unit == BUREAU
        decisions = [Decided(what, who, by, self._problem(whose)) for what, who, by, whose in self.decisions]
        JointMeeting.record(
            by=officers["reviewer" if city else self.unit],
            on=self.at.date(),
            plan=Plan.objects.get(),
            unit=None if city else unit,
            held_on=self.held_on,
            subject=self.subject,
            decisions=decisions,
        )

    def _problem(self, whose):
        return Problem.objects.get(unit__key=whose) if whose else None


@dataclass
class Done:
    """The county's first decision has been carried out."""

    at: datetime
    unit: str

    def live(self, unit, officers: dict) -> None:
        decision = MeetingDecision.objects.filter(meeting__unit=unit).first()
        decision.mark_done(by=officers[self.unit], on=self.at.date())


def steps(units: dict, acts: Sequence, days: Days) -> Iterator[Raised | Moved | Met | Done]:
    """Every step; `units` are the units by key, `acts` the story's."""
    for trouble in TROUBLES:
        yield Raised(moment(trouble.raised), trouble.unit, trouble)
        for verb, at, words in trouble.acts:
            yield Moved(moment(at), trouble.unit, verb, words)
    yield Met(moment(CITY["recorded"]), BUREAU, CITY["held_on"], CITY["subject"], CITY["decisions"])
    sent = [act for act in acts if act.verb == "submit" and act.row == MEETING_ROW]
    for place, act in enumerate(sent):
        yield from _meetings_of(units[act.unit], place, act, days)
    key, at, held_on, subject = SECOND
    yield Met(moment(at), key, held_on, phrase(subject, units[key]), _decisions(units[key], 2, 1))


def _meetings_of(unit, place: int, act, days: Days) -> Iterator[Met | Done]:
    """A first meeting, recorded shortly before the row was sent; at every third county what it decided is done."""
    held_on = max(day for day in days.working if day < act.at.date())
    yield Met(act.at - SHORTLY, unit.key, held_on, phrase(SUBJECT, unit), _decisions(unit, place, 1 + place % 2))
    later = [day for day in days.working if act.at.date() < day < date(2021, 2, 18)]
    if place % 3 == 0 and len(later) > 1:
        yield Done(datetime(later[1].year, later[1].month, later[1].day, 16, 5 + place), unit.key)


def _decisions(unit, place: int, number: int) -> list[tuple]:
    chosen = [DECISIONS[(place + n) % len(DECISIONS)] for n in range(number)]
    return [(what, phrase(who, unit), by, None) for what, who, by in chosen]
