"""Which verb is allowed from which state, to whom, and where it leads: DESIGN §4's table as data."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.forms import Refused
from base.workdays import is_working
from pilots.access import Action

from .states import OPEN, REPORTABLE, State, Verb


class TransitionNotAllowed(Refused):
    """A verb that the state or the person does not allow, with a sentence to act on."""


@dataclass(frozen=True)
class Rule:
    """From which states, to which (None: unchanged), for which action; None: the plan load alone."""

    states: tuple
    to: State | None
    action: Action | None


_NOT_CANCELLED = tuple(state for state in State if state != State.CANCELLED)
RULES: dict[str, Rule] = {
    Verb.ASSIGN: Rule(OPEN, None, Action.REPORT),
    Verb.START: Rule((State.NOT_STARTED,), State.IN_PROGRESS, Action.REPORT),
    Verb.REPORT: Rule(REPORTABLE, State.IN_PROGRESS, Action.REPORT),
    Verb.SUBMIT: Rule(REPORTABLE, State.SUBMITTED, Action.REPORT),
    Verb.PASS_ON: Rule((State.COUNTY_REVIEW,), State.SUBMITTED, Action.PASS_ON),
    Verb.SEND_BACK: Rule((State.COUNTY_REVIEW,), State.IN_PROGRESS, Action.PASS_ON),
    Verb.WITHDRAW: Rule((State.COUNTY_REVIEW, State.SUBMITTED), State.IN_PROGRESS, Action.REPORT),
    Verb.SIGN_OFF: Rule((State.SUBMITTED,), State.DONE, Action.REVIEW),
    Verb.RETURN: Rule((State.SUBMITTED,), State.RETURNED, Action.REVIEW),
    Verb.REQUEST_EXTENSION: Rule(OPEN, None, Action.REPORT),
    Verb.WITHDRAW_EXTENSION: Rule(OPEN, None, Action.REPORT),
    Verb.GRANT_EXTENSION: Rule(OPEN, None, Action.DECIDE_EXTENSION),
    Verb.REFUSE_EXTENSION: Rule(OPEN, None, Action.DECIDE_EXTENSION),
    Verb.COMMENT: Rule(_NOT_CANCELLED, None, Action.COMMENT),
    Verb.CHASE: Rule((*REPORTABLE, State.COUNTY_REVIEW), None, Action.CHASE),
    Verb.INSTRUCT: Rule(_NOT_CANCELLED, None, Action.INSTRUCT),
    Verb.ANSWER: Rule(_NOT_CANCELLED, None, Action.REPORT),
    Verb.SPOT_CHECK: Rule((State.DONE,), None, Action.SPOT_CHECK),
    Verb.REOPEN: Rule((State.DONE,), State.IN_PROGRESS, Action.REVIEW),
    Verb.AMEND: Rule(_NOT_CANCELLED, None, None),
    Verb.CANCEL: Rule(_NOT_CANCELLED, State.CANCELLED, None),
    Verb.REINSTATE: Rule((State.CANCELLED,), None, None),
}
UNDOABLE = frozenset(
    {
        Verb.START,
        Verb.REPORT,
        Verb.SUBMIT,
        Verb.PASS_ON,
        Verb.SEND_BACK,
        Verb.WITHDRAW,
        Verb.SIGN_OFF,
        Verb.RETURN,
        Verb.REQUEST_EXTENSION,
        Verb.WITHDRAW_EXTENSION,
        Verb.GRANT_EXTENSION,
        Verb.REFUSE_EXTENSION,
        Verb.INSTRUCT,
        Verb.ANSWER,
        Verb.SPOT_CHECK,
        Verb.REOPEN,
    }
)
UNDO_SECONDS = 30

WHAT_TO_DO = {
    State.NOT_STARTED: gettext_lazy("It has not been started yet."),
    State.IN_PROGRESS: gettext_lazy("It is in progress with the responsible unit."),
    State.COUNTY_REVIEW: gettext_lazy("It lies with the county lead; withdraw it first to change it."),
    State.SUBMITTED: gettext_lazy("It lies with the bureau for verification; withdraw it first to change it."),
    State.RETURNED: gettext_lazy("It was returned to the responsible unit."),
    State.DONE: gettext_lazy("It is closed out; the bureau can reopen it."),
    State.CANCELLED: gettext_lazy("It was cancelled by a document."),
}


def require_state(verb: Verb, state: State) -> None:
    """Raises TransitionNotAllowed when `verb` does not go out from `state`."""
    if state not in RULES[verb].states:
        raise TransitionNotAllowed(
            _("“%(verb)s” is not possible now. %(why)s") % {"verb": verb.label, "why": WHAT_TO_DO[State(state)]}
        )


def require_working_day(on: date) -> None:
    """Raises TransitionNotAllowed on a rest day, on which nobody is chased (DESIGN §6, manner 5)."""
    if not is_working(on):
        raise TransitionNotAllowed(
            _("Chasing waits for the next working day: %(day)s is a rest day.") % {"day": on.isoformat()}
        )
