"""Which verb moves a problem from which state, to whom it is given, and where it leads: the table as data."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pilots.access import Action

from .transitions import TransitionNotAllowed


class ProblemState(models.TextChoices):
    """Where a problem is between being raised and being solved."""

    RAISED = "raised", gettext_lazy("to be taken up")
    TAKEN = "taken", gettext_lazy("taken up")
    REFERRED = "referred", pgettext_lazy("state of a problem", "handed over")
    ANSWERED = "answered", gettext_lazy("answered")
    CONFIRMED = "confirmed", gettext_lazy("solved")
    CLOSED = "closed", gettext_lazy("closed by the bureau")


class ProblemVerb(models.TextChoices):
    """What can happen to a problem; each appends one step."""

    RAISE = "raise", pgettext_lazy("problem", "raised")
    TAKE = "take", pgettext_lazy("problem", "taken up")
    REFER = "refer", pgettext_lazy("problem", "handed over")
    ANSWER = "answer", pgettext_lazy("problem", "answered")
    CLOSE = "close", pgettext_lazy("problem", "closed by the bureau")
    CONFIRM = "confirm", pgettext_lazy("problem", "confirmed as solved")
    REOPEN = "reopen", pgettext_lazy("problem", "raised again")
    MEET = "meet", pgettext_lazy("problem", "put to the joint meeting")


S, V = ProblemState, ProblemVerb
WAITING = (S.RAISED, S.TAKEN, S.REFERRED)
OPEN = (*WAITING, S.ANSWERED)
# These put a problem before the bureau: from here its working days are counted.
ASKING = (V.RAISE, V.REOPEN)


@dataclass(frozen=True)
class Rule:
    """From which states, to which (None: unchanged), for which action."""

    states: tuple
    to: ProblemState | None
    action: Action


RULES: dict[str, Rule] = {
    V.TAKE: Rule((S.RAISED,), S.TAKEN, Action.ANSWER_PROBLEM),
    V.REFER: Rule(WAITING, S.REFERRED, Action.ANSWER_PROBLEM),
    V.ANSWER: Rule(OPEN, S.ANSWERED, Action.ANSWER_PROBLEM),
    V.CLOSE: Rule(OPEN, S.CLOSED, Action.ANSWER_PROBLEM),
    V.CONFIRM: Rule(OPEN, S.CONFIRMED, Action.RAISE_PROBLEM),
    V.REOPEN: Rule((S.ANSWERED, S.CONFIRMED, S.CLOSED), S.RAISED, Action.RAISE_PROBLEM),
    # At a county's own meeting the county puts it, at the city's the bureau: see ProblemVerbs.put_to_meeting.
    V.MEET: Rule(OPEN, None, Action.ANSWER_PROBLEM),
}

_WHY_NOT = {
    S.RAISED: gettext_lazy("It waits to be taken up by the bureau."),
    S.TAKEN: gettext_lazy("The bureau has taken it up and has not answered yet."),
    S.REFERRED: gettext_lazy("It has been handed over and is not answered yet."),
    S.ANSWERED: gettext_lazy("It is answered; the pilot confirms it or raises it again."),
    S.CONFIRMED: gettext_lazy("The pilot has confirmed it as solved; it can raise it again."),
    S.CLOSED: gettext_lazy("The bureau has closed it; the pilot can raise it again."),
}


def require_state(verb: ProblemVerb, state: str) -> None:
    """Raises TransitionNotAllowed when `verb` does not go out from `state`."""
    if state not in RULES[verb].states:
        said = _("“%(verb)s” is not possible now. %(why)s")
        raise TransitionNotAllowed(said % {"verb": verb.label, "why": _WHY_NOT[ProblemState(state)]})
