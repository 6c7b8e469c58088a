"""Ledger lines that people must be told of: found by 'of this kind and without an alert', never by a number.

Each kind says until when a line still matters. The same condition finds the lines, and is asked again before a copy
leaves: what the unit has answered meanwhile, or somebody took back, is told to nobody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from tasks.models import Entry, Extension, ProblemStep, State, Verb
from tasks.problem_rules import ASKING, ProblemState, ProblemVerb
from tasks.states import REPORTABLE, WITH_COUNTY
from tasks.transitions import UNDO_SECONDS

from .models import Alert, Kind

# An act can be undone for so long; nobody hears of it before.
HELD_BACK = timedelta(seconds=UNDO_SECONDS)


@dataclass(frozen=True)
class Event:
    """Lines with these verbs, as long as `matters()` holds of them."""

    verbs: tuple[Verb, ...]
    matters: Callable[[], Q]


def _later(**conditions):
    """Lines after it that stand; what was taken back overtakes nothing."""
    later = Entry.objects.filter(obligation=OuterRef("obligation"), number__gt=OuterRef("number"), **conditions)
    return Exists(later.not_undone())


def _last_of(*verbs) -> Q:
    return Q(~_later(verb__in=verbs))


def _unit_was_silent() -> Q:
    """Nobody of the unit has written since: who acts on the obligation has seen what stands there."""
    return Q(~_later(by_unit_ref=OuterRef("obligation__unit")))


def _from_outside() -> Q:
    return ~Q(by_unit_ref=F("obligation__unit"))


def _asked() -> Q:
    waiting = Extension.objects.waiting().filter(obligation=OuterRef("obligation"))
    return Q(Exists(waiting)) & _last_of(Verb.REQUEST_EXTENSION)


def _unanswered() -> Q:
    """Whatever else the unit does meanwhile: only an answer settles it."""
    return Q(pk__in=Entry.objects.unanswered().values("pk"))


_DECISIONS = (Verb.GRANT_EXTENSION, Verb.REFUSE_EXTENSION)
_SENDINGS = (Verb.SUBMIT, Verb.PASS_ON)
EVENTS: dict[Kind, Event] = {
    Kind.RETURNED: Event((Verb.RETURN,), lambda: Q(obligation__state=State.RETURNED) & _last_of(Verb.RETURN)),
    Kind.REOPENED: Event(
        (Verb.REOPEN,), lambda: Q(obligation__state__in=REPORTABLE) & _last_of(Verb.REOPEN) & _unit_was_silent()
    ),
    Kind.INSTRUCTED: Event((Verb.INSTRUCT,), _unanswered),
    Kind.INSTRUCTION_ANSWERED: Event((Verb.ANSWER,), lambda: _last_of(Verb.INSTRUCT, Verb.ANSWER)),
    Kind.CHASED: Event(
        (Verb.CHASE,), lambda: Q(obligation__state__in=WITH_COUNTY) & _last_of(Verb.CHASE) & _unit_was_silent()
    ),
    Kind.COMMENT: Event((Verb.COMMENT,), lambda: _from_outside() & _unit_was_silent()),
    Kind.EXTENSION_DECIDED: Event(_DECISIONS, lambda: _last_of(*_DECISIONS) & _unit_was_silent()),
    Kind.EXTENSION_REQUESTED: Event((Verb.REQUEST_EXTENSION,), _asked),
}
# Found each morning only: it depends on the working days that have passed.
SUBMISSION = Event(
    _SENDINGS, lambda: Q(state=State.SUBMITTED, obligation__state=State.SUBMITTED) & _last_of(*_SENDINGS)
)


# Steps of problems: the verbs, and the state of the problem in which they still matter.
STEPS: dict[Kind, tuple[tuple[ProblemVerb, ...], ProblemState]] = {
    Kind.PROBLEM_RAISED: (ASKING, ProblemState.RAISED),
    Kind.PROBLEM_ANSWERED: ((ProblemVerb.ANSWER,), ProblemState.ANSWERED),
}


def new(now: datetime) -> list[Alert]:
    """Alerts, not saved yet, for every line and step that nobody raised and nobody can undo, oldest first."""
    lines = [alert for kind in EVENTS for alert in _alerts(kind, unraised(kind, now - HELD_BACK))]
    steps = [alert for kind in STEPS for alert in _alerts_of_steps(kind, unraised_steps(kind, now))]
    return sorted(lines, key=lambda alert: alert.entry_id) + sorted(steps, key=lambda alert: alert.step_id)


def waiting_since(day: date, now: datetime) -> list[Alert]:
    """Alerts, not saved yet, for submissions that have lain with the bureau since `day` or longer."""
    return _alerts(Kind.WAITING, unraised(Kind.WAITING, now).filter(obligation__submitted_on__lte=day))


def unraised(kind: Kind, before: datetime):
    """The lines of a kind that nobody raised yet, recorded at or before a moment, oldest first."""
    known = Alert.objects.filter(entry=OuterRef("pk"), kind=kind)
    found = _that_matter(kind, Entry.objects.filter(recorded_at__lte=before))
    return found.filter(~Exists(known), plan__withdrawn_at__isnull=True).order_by("pk")


def unraised_steps(kind: Kind, before: datetime):
    """The steps of problems of a kind that nobody raised yet, oldest first."""
    known = Alert.objects.filter(step=OuterRef("pk"), kind=kind)
    found = _steps_that_matter(kind, ProblemStep.objects.filter(recorded_at__lte=before))
    return found.filter(~Exists(known), problem__plan__withdrawn_at__isnull=True).order_by("pk")


def that_still_matter(kind: Kind, ids: Iterable[int]) -> set[int]:
    """Which of the lines, or of the steps of problems, by id, people still have to be told of."""
    if kind in STEPS:
        return set(_steps_that_matter(kind, ProblemStep.objects.filter(pk__in=list(ids))).values_list("pk", flat=True))
    return set(_that_matter(kind, Entry.objects.filter(pk__in=list(ids))).values_list("pk", flat=True))


def _alerts(kind: Kind, entries) -> list[Alert]:
    return [
        Alert(kind=kind, entry_id=pk, obligation_id=obligation, deadline_version=version)
        for pk, obligation, version in entries.values_list("pk", "obligation_id", "deadline_version")
    ]


def _alerts_of_steps(kind: Kind, steps) -> list[Alert]:
    return [
        Alert(kind=kind, step_id=pk, obligation_id=obligation)
        for pk, obligation in steps.values_list("pk", "problem__obligation_id")
    ]


def _steps_that_matter(kind: Kind, steps):
    """The last one of its problem, as long as the problem stands where it put it."""
    verbs, state = STEPS[kind]
    later = ProblemStep.objects.filter(problem=OuterRef("problem"), number__gt=OuterRef("number"), verb__in=verbs)
    return steps.filter(~Exists(later), verb__in=verbs, problem__state=state)


def _that_matter(kind: Kind, entries):
    event = SUBMISSION if kind == Kind.WAITING else EVENTS[kind]
    return entries.not_undone().filter(event.matters(), verb__in=event.verbs)
