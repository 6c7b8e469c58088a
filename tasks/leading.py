"""批示 and 抽查: what a lead asks of a unit, and whether what was closed out is true (verbs of an obligation).

Neither moves the obligation, but for a spot check that fails: that opens it again in the same transaction.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base import clock
from base.workdays import Calendar
from pilots.access import Action, may_on, not_included

from .states import State, Verb
from .transitions import TransitionNotAllowed, require_state
from .verbs import writers_of

REPLY_WITHIN = 5


class Way(models.TextChoices):
    """How a spot check was made."""

    ON_SITE = "on_site", gettext_lazy("on site")
    BY_PHONE = "by_phone", gettext_lazy("by telephone")
    BY_PAPERS = "by_papers", gettext_lazy("from the files")
    BY_SYSTEM = "by_system", gettext_lazy("by comparing systems")


def reply_day(on: date) -> date:
    """The day by which an answer is asked for where the lead names none: five working days on."""
    return Calendar(on, on + timedelta(days=6 * REPLY_WITHIN)).after(on, REPLY_WITHIN)


class Leading:
    """What the bureau's lead and those who look again do with an obligation (a mixin of Obligation alone)."""

    def instruct(self, *, by, on, version=None, text="", reply_by: date | None = None):
        """批示: words, and the day by which the unit answers; any number may be open at once."""
        self._require_words(text)
        if reply_by and reply_by < on:
            said = _("%(day)s has passed; give a day on which the unit can still answer.")
            raise ValidationError({"reply_by": said % {"day": reply_by.isoformat()}})
        words = {"text": text, "asked_due_on": reply_by or reply_day(on)}
        return self._act(Verb.INSTRUCT, by, version, words=words)

    def answer_instruction(self, *, by, on, version=None, text=""):
        """办理情况: one answer to every instruction that is open here; what came since the page was opened is not."""
        self._require_words(text)
        require_state(Verb.ANSWER, self.state)
        if not self.entries.unanswered().exists():
            raise TransitionNotAllowed(_("No instruction waits for an answer here."))
        return self._act(Verb.ANSWER, by, version, words={"text": text})

    @transaction.atomic
    def spot_check(self, *, by, on, version=None, way="", held: bool | None = None, checked_on=None, text=""):
        """抽查 of what is closed out: how, on which day, whether it holds; what does not is open again at once."""
        require_state(Verb.SPOT_CHECK, self.state)
        self._require_fresh_eyes(by)
        self._require_finding(way, held, text)
        self._require_checked(checked_on, on)
        words = {"text": text, "true_on": checked_on or on, "detail": {"way": way, "held": held}}
        entry = self._act(Verb.SPOT_CHECK, by, version, words=words)
        if not held:
            self._open_again(by, on, None, text)
        return entry

    def may_be_spot_checked_by(self, officer) -> bool:
        """Whether it falls to the officer to look again, now."""
        return self.state == State.DONE and not self._why_not_checked_by(officer)

    def _require_fresh_eyes(self, by) -> None:
        if why := self._why_not_checked_by(by):
            raise TransitionNotAllowed(why)

    def _why_not_checked_by(self, officer) -> str:
        """Four eyes: not the own unit's, not what one closed out or reported on oneself."""
        if not may_on(officer, Action.SPOT_CHECK, self.unit):
            return not_included(Action.SPOT_CHECK)
        if officer.unit_id == self.unit_id:
            return _("Nobody spot-checks the own unit.")
        lines = self.standing_lines(Verb.SIGN_OFF, Verb.RETURN, Verb.REPORT, Verb.SUBMIT)
        closings = [line for line in lines if line.verb == Verb.SIGN_OFF]
        if closings and closings[-1].by_id == officer.pk:
            return _("You closed this out yourself; another officer must check it.")
        if officer.pk in writers_of(lines):
            return _("You reported on this yourself; another officer must check it.")
        return ""

    def _require_finding(self, way, held, text) -> None:
        lacking = {}
        if way not in Way.values:
            lacking["way"] = _("Choose how it was checked.")
        if held is None:
            lacking["held"] = _("Choose what was found.")
        if held is False and not text.strip():
            lacking["text"] = _("Say what does not hold; it is the reason why it is open again.")
        if lacking:
            raise ValidationError(lacking)

    def _require_checked(self, day, on) -> None:
        """Checked when it was closed out, and not later than today."""
        self._require_past("checked_on", day, on, _("%(day)s lies in the future; give the day of the spot check."))
        closing = self.last_entry(Verb.SIGN_OFF)
        if day and closing and day < clock.local_day(closing.recorded_at):
            said = _("It was closed out on %(day)s; a spot check comes after that.")
            raise ValidationError({"checked_on": said % {"day": clock.local_day(closing.recorded_at).isoformat()}})
