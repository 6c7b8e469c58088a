"""How a problem and its history are shown: a tone and a shape for each state, a line for each step."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .looks import Look
from .models import Problem, ProblemStep
from .problem_rules import ProblemState, ProblemVerb

LOOKS = {
    ProblemState.RAISED: Look("review", "hex", "", ProblemState.RAISED.label),
    ProblemState.TAKEN: Look("doing", "ci", "", ProblemState.TAKEN.label),
    ProblemState.REFERRED: Look("doing", "right", "", ProblemState.REFERRED.label),
    ProblemState.ANSWERED: Look("doing", "left", "", ProblemState.ANSWERED.label),
    ProblemState.CONFIRMED: Look("done", "sq", "", ProblemState.CONFIRMED.label),
    ProblemState.CLOSED: Look("idle", "sq", "", ProblemState.CLOSED.label),
}


@dataclass
class Row:
    """A problem of `with_answers`: how it is drawn, the working days it has waited, the answer that stands."""

    problem: Problem
    days: int = 0

    @property
    def look(self) -> Look:
        return LOOKS[ProblemState(getattr(self.problem, "at_state", self.problem.state))]


@dataclass(frozen=True)
class StepLine:
    """A step in the history: how it is drawn, and its facts as (label, value) pairs."""

    step: ProblemStep

    @property
    def look(self) -> Look:
        return LOOKS[ProblemState(self.step.state)]

    @property
    def title(self) -> str:
        if self.step.verb == ProblemVerb.REFER and self.step.outside:
            return _("asked for help by courtesy")
        return self.step.get_verb_display()

    @property
    def facts(self):
        step = self.step
        if step.body:
            yield _("Handed over to"), step.body
        if step.promised_on:
            yield _("Solved by"), date_format(step.promised_on, _("j F Y"))


def steps_of(problem, asof) -> list[StepLine]:
    """The history up to the end of a day, newest first."""
    steps = problem.steps.recorded_by(asof.day).select_related("meeting")
    return [StepLine(step) for step in steps.order_by("-number")]


def steps_by(problems, asof) -> list[StepLine]:
    """What happened to several after they were raised, up to the end of a day, the oldest first; one query."""
    steps = ProblemStep.objects.filter(problem__in=problems).exclude(verb=ProblemVerb.RAISE).recorded_by(asof.day)
    return [StepLine(step) for step in steps.select_related("meeting").order_by("number")]


def rows_of(problems, asof) -> list[Row]:
    """Rows of a list read `as_of` the day `with_answers`: the problems, and one reading of the calendar."""
    from .waits import working_days_of

    problems = list(problems)
    days = working_days_of(problems, asof.on)
    return [Row(each, days[each.pk]) for each in problems]
