"""联席会议: recording a joint meeting that was held, and that what it decided was done."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from base import clock
from pilots.access import Action, may_on, not_included

from .transitions import TransitionNotAllowed

MEASURE = "joint_meetings"


@dataclass(frozen=True)
class Decided:
    """A decision as it is recorded: what, who does it, by when, and the problem it is about."""

    text: str
    responsible: str = ""
    due_on: date | None = None
    problem: object = None


class MeetingVerbs:
    """What can be done with a joint meeting (a mixin of JointMeeting alone)."""

    @classmethod
    def record(
        cls, *, by, on, plan, unit, held_on=None, subject="", decisions: Sequence[Decided] = (), problems=(), key=None
    ):
        """Record a meeting that was held, in one transaction with what was decided and the problems dealt with.

        `unit` is the county whose meeting it was; None for the city's, which the bureau records. A
        county's first one starts the task that is measured by its meetings.
        """
        from .feeding import fed

        _require_recording(by, plan, unit)
        if held_on and held_on > on:
            raise ValidationError({"held_on": _("A meeting is recorded once it has been held.")})
        with transaction.atomic():
            plan.raise_revision()
            if key and cls.objects.filter(key=key).exists():
                raise TransitionNotAllowed(_("This meeting is recorded already."))
            meeting = cls(
                key=key or uuid.uuid4(),
                plan=plan,
                level=cls.Level.COUNTY if unit else cls.Level.CITY,
                unit=unit,
                held_on=held_on,
                subject=subject.strip(),
                recorded_by=by,
                recorded_at=clock.now(),
            )
            meeting.full_clean()
            meeting.save()
            meeting._decide(decisions)
            for problem in {each.pk: each for each in [*problems, *meeting._problems_of(decisions)]}.values():
                problem.put_to_meeting(meeting, by=by, on=on)
            if unit:
                fed(unit, [MEASURE], on)
        return meeting

    def _decide(self, decisions):
        for order, each in enumerate(decisions, 1):
            decision = self.decisions.model(
                meeting=self,
                order=order,
                text=each.text.strip(),
                responsible=each.responsible.strip(),
                due_on=each.due_on,
                problem=each.problem,
            )
            decision.full_clean()
            decision.save()

    def _problems_of(self, decisions):
        return [each.problem for each in decisions if each.problem]


class DecisionVerbs:
    """What can be done with a decision (a mixin of MeetingDecision alone)."""

    def mark_done(self, *, by, on, done_on: date | None = None):
        """It has been carried out; recorded by whoever records the meeting. `done_on` defaults to `on`."""
        meeting, day = self.meeting, done_on or on
        _require_recording(by, meeting.plan, meeting.unit)
        if not meeting.held_on <= day <= on:
            said = _("Give a day from %(first)s to today.") % {"first": meeting.held_on.isoformat()}
            raise ValidationError({"done_on": said})
        with transaction.atomic():
            meeting.plan.raise_revision()
            changes = {"done_on": day, "done_at": clock.now(), "done_by": by}
            if not type(self).objects.filter(pk=self.pk, done_on__isnull=True).update(**changes):
                raise TransitionNotAllowed(_("This decision was marked as carried out already."))
        for name, value in changes.items():
            setattr(self, name, value)


def may_record(officer, plan, unit) -> bool:
    """Whether the officer records the meetings of the county `unit`, or the city's (None)."""
    return may_on(officer, who_records(unit), unit or plan.bureau)


def who_records(unit) -> Action:
    """The right to record the meetings of the county `unit`, or the city's (None)."""
    return Action.RAISE_PROBLEM if unit else Action.ANSWER_PROBLEM


def _require_recording(by, plan, unit):
    if not may_record(by, plan, unit):
        raise TransitionNotAllowed(not_included(who_records(unit)))
