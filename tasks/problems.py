"""问题协调: what can be done about a problem. Each verb checks state, person and words, and appends one step.

Every verb takes `by` (an officer), `on` (the business day) and `version` (the version the person
saw; None where no page was seen). Raises TransitionNotAllowed, Stale or ValidationError.
"""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from base import clock
from base.forms import Stale
from pilots.access import Action, may_on, not_included

from .problem_rules import ASKING, RULES, ProblemVerb, require_state
from .transitions import TransitionNotAllowed


class ProblemVerbs:
    """The verbs of a problem (a mixin of Problem alone)."""

    # -- the pilot ----------------------------------------------------------------------------
    @classmethod
    def raise_problem(
        cls, *, by, on, plan, unit, kind="other", text="", since_on=None, asked="", obligation=None, key=None
    ):
        """Ask for help, on an obligation or in general: what, since when, what is asked of whom."""
        _require_right(by, Action.RAISE_PROBLEM, unit)
        _require_past("since_on", since_on, on)
        with transaction.atomic():
            plan.raise_revision()
            _require_new(cls, key, _("This problem is recorded already."))
            now = clock.now()
            problem = cls(
                key=key or uuid.uuid4(),
                plan=plan,
                unit=unit,
                obligation=obligation,
                kind=kind,
                text=text.strip(),
                since_on=since_on or on,
                asked=asked.strip(),
                raised_by=by,
                raised_at=now,
                asked_at=now,
            )
            problem.full_clean()
            problem.save()
            problem._step(ProblemVerb.RAISE, by)
        return problem

    def confirm(self, *, by, on, version=None, text=""):
        """The pilot says that it is solved."""
        return self._act(ProblemVerb.CONFIRM, by, version, text=text)

    def reopen(self, *, by, on, version=None, text=""):
        """The pilot raises it again, with what is still lacking; the bureau's days count anew."""
        _require(text, _("Say what is still not solved."))
        return self._act(ProblemVerb.REOPEN, by, version, text=text)

    # -- the bureau ---------------------------------------------------------------------------
    def take(self, *, by, on, version=None, text=""):
        """受理: somebody at the bureau sees to it."""
        return self._act(ProblemVerb.TAKE, by, version, text=text)

    def refer(self, *, by, on, version=None, body="", outside=False, text=""):
        """转办 to a body of the own government; `outside` it is asked by courtesy, 商请."""
        _require(body, _("Say to whom it is handed over."), "body")
        return self._act(ProblemVerb.REFER, by, version, body=body.strip(), outside=outside, text=text)

    def answer(self, *, by, on, version=None, text="", promised_on: date | None = None):
        """答复, with the day by which, or on which, it is solved. Said again, it replaces the answer."""
        _require(text, _("Write the answer."))
        if promised_on is None:
            raise ValidationError({"promised_on": _("Give the day by which, or on which, it is solved.")})
        return self._act(ProblemVerb.ANSWER, by, version, text=text, promised_on=promised_on)

    def close(self, *, by, on, version=None, text=""):
        """办结 by the bureau, for instance when the pilot does not confirm; with the reason."""
        _require(text, _("Give the reason."))
        return self._act(ProblemVerb.CLOSE, by, version, text=text)

    # -- either -------------------------------------------------------------------------------
    def put_to_meeting(self, meeting, *, by, on, version=None, text=""):
        """It was dealt with at a joint meeting: at its own county's by the pilot, at the city's by the bureau."""
        if meeting.plan_id != self.plan_id or meeting.unit_id not in (None, self.unit_id):
            raise TransitionNotAllowed(_("This problem is not a matter of that meeting."))
        action = Action.RAISE_PROBLEM if meeting.unit_id else Action.ANSWER_PROBLEM
        return self._act(ProblemVerb.MEET, by, version, action=action, text=text, meeting=meeting)

    # -- how the verbs are checked and written ---------------------------------------------------
    @transaction.atomic
    def _act(self, verb, by, version, *, action=None, **words):
        _require_right(by, action or RULES[verb].action, self.unit)
        if version is not None and version != self.version:
            raise Stale(self)
        require_state(verb, self.state)
        self.plan.raise_revision()
        self._move(verb)
        return self._step(verb, by, **words)

    def _move(self, verb):
        changes = {"state": RULES[verb].to or self.state}
        if verb in ASKING:
            changes["asked_at"] = max(clock.now(), self.asked_at)
        rows = type(self).objects.filter(pk=self.pk, version=self.version)
        if not rows.update(version=F("version") + 1, **changes):
            raise Stale(type(self).objects.for_list().get(pk=self.pk))
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)

    def _step(self, verb, by, **words):
        """Append to the history; a step is never recorded before the one ahead of it."""
        last = self.steps.order_by("-number").first()
        return self.steps.create(
            number=last.number + 1 if last else 1,
            verb=verb,
            recorded_at=max(clock.now(), last.recorded_at) if last else self.raised_at,
            by=by,
            by_name=by.name,
            by_unit=by.unit.name,
            state=self.state,
            asked_at=self.asked_at,
            **words,
        )


def _require_right(by, action, unit):
    if not may_on(by, action, unit):
        raise TransitionNotAllowed(not_included(action))


def _require(text, sentence, name="text"):
    if not text.strip():
        raise ValidationError({name: sentence})


def _require_new(model, key, sentence):
    """A form that comes back after its receipt was forgotten makes nothing a second time."""
    if key and model.objects.filter(key=key).exists():
        raise TransitionNotAllowed(sentence)


def _require_past(name, day, on):
    if day and day > on:
        said = _("%(day)s lies in the future; give the day since which it has been so.")
        raise ValidationError({name: said % {"day": day.isoformat()}})
