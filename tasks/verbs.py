"""What can be done to an obligation. Each verb checks state, person and words, and appends one entry.

Every verb takes `by` (an officer), `on` (the business day) and `version` (the version the person
saw; None where no page was seen). Raises TransitionNotAllowed, Stale or ValidationError.
"""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from base import clock
from base.forms import Stale
from pilots.access import Action, Role, may, may_on, not_included

from .states import State, Verb
from .transitions import RULES, UNDO_SECONDS, UNDOABLE, TransitionNotAllowed, require_state, require_working_day

SPEAKING = (Verb.REPORT, Verb.SUBMIT)


def writers_of(lines) -> set:
    """Ids of officers who wrote one of the reports or submissions among the lines after the last return."""
    returned = max((line.number for line in lines if line.verb == Verb.RETURN), default=0)
    return {line.by_id for line in lines if line.verb in SPEAKING and line.number > returned}


class Verbs:
    """The verbs of an obligation (a mixin of Obligation alone)."""

    # -- the county ---------------------------------------------------------------------------
    def assign(self, *, by, on, version=None, lead_department="", handler=None):
        """Name the department and person in charge; the handler must be an officer of the unit."""
        if handler and handler.unit_id != self.unit_id:
            raise ValidationError(_("%(name)s does not belong to %(unit)s.") % {"name": handler, "unit": self.unit})
        detail = {"lead_department": lead_department, "handler": str(handler or "")}
        return self._act(
            Verb.ASSIGN,
            by,
            version,
            changes={"lead_department": lead_department, "handler": handler},
            words={"detail": detail},
        )

    def hand_to(self, taker):
        """Put a colleague in charge when work is handed over; who ordered it stands in the audit log."""
        detail = {"lead_department": self.lead_department, "handler": str(taker), "handed_over": str(self.handler)}
        return self._act(Verb.ASSIGN, None, None, changes={"handler": taker}, words={"detail": detail}, action=None)

    def start(self, *, by, on, version=None):
        """Begin; nothing needs to be said."""
        return self._act(Verb.START, by, version)

    def start_by_ledger(self, *, on):
        """Begin because a ledger that feeds it holds its first line; the system's own act, kept in one language."""
        with override(settings.LANGUAGE_CODE):
            words = {"text": _("The ledger holds its first record.")}
        return self._act(Verb.START, None, None, words=words, action=None)

    def report(
        self,
        *,
        by,
        on,
        version=None,
        text="",
        difficulty="",
        next_step="",
        document_number="",
        true_on=None,
        evidence=(),
    ):
        """State progress; only `text` is required. A reviewer records it on a county's behalf 代报.

        `true_on` is the day of which it tells, where that is an earlier one 补录.
        """
        self._require_words(text)
        self._require_past("true_on", true_on, on)
        on_behalf = by.unit_id != self.unit_id
        after = State.RETURNED if self.state == State.RETURNED else State.IN_PROGRESS
        words = {
            "text": text,
            "difficulty": difficulty,
            "next_step": next_step,
            "document_number": document_number,
            "true_on": true_on,
            "on_behalf": on_behalf,
        }
        return self._act(
            Verb.REPORT,
            by,
            version,
            to=after,
            words=words,
            evidence=evidence,
            action=Action.REPORT_FOR if on_behalf else Action.REPORT,
        )

    def submit(
        self,
        *,
        by,
        on,
        version=None,
        text="",
        difficulty="",
        next_step="",
        document_number="",
        no_file_reason="",
        true_on=None,
        short_reason="",
        evidence=(),
    ):
        """Ask for verification with one proof: a document number, a file, or a reason for none.

        A proof that a ledger holds or a report since the last return carries is not asked for again.
        A figure below its floor needs `short_reason`; the line keeps figure, floor and reason.

        Stops the clock, unless the unit's county review comes first. `true_on` is the day it was
        true in the world; any day up to `on` is accepted.
        """
        self._require_past("true_on", true_on, on)
        figure = self.figure(on)
        self._require_proof(figure, document_number or evidence or no_file_reason)
        words = {
            "text": text,
            "difficulty": difficulty,
            "next_step": next_step,
            "document_number": document_number,
            "no_file_reason": no_file_reason,
            "true_on": true_on or on,
            "detail": self._kept_of(figure, on, short_reason),
        }
        if self.unit.county_review:
            return self._act(Verb.SUBMIT, by, version, to=State.COUNTY_REVIEW, words=words, evidence=evidence)
        return self._act(Verb.SUBMIT, by, version, changes={"submitted_on": on}, words=words, evidence=evidence)

    def pass_on(self, *, by, on, version=None, text=""):
        """The county lead lets the submission go to the bureau; now the clock stops."""
        return self._act(Verb.PASS_ON, by, version, changes={"submitted_on": on}, words={"text": text})

    def send_back(self, *, by, on, version=None, text=""):
        """The county lead gives the submission back inside the county."""
        self._require_reason(text)
        return self._act(Verb.SEND_BACK, by, version, words={"text": text})

    def withdraw(self, *, by, on, version=None):
        """Take back what one sent, as long as nobody has decided on it."""
        require_state(Verb.WITHDRAW, self.state)
        sender = self.last_entry(Verb.SUBMIT, Verb.PASS_ON).by
        if sender != by and not self.has_lost(sender):
            raise TransitionNotAllowed(_("Only %(name)s, who sent it, can withdraw it.") % {"name": sender})
        return self._act(Verb.WITHDRAW, by, version, changes={"submitted_on": None})

    # -- the bureau ---------------------------------------------------------------------------
    def sign_off(self, *, by, on, version=None, done_on=None, text="", ticks=()):
        """Verify and close out. `done_on` defaults to the day the county stated.

        `ticks` are the ids of the manual checkpoints that hold; an open one needs a sentence.
        """
        require_state(Verb.SIGN_OFF, self.state)
        self._require_four_eyes(by)
        day = done_on or self.stated_done_on() or self.submitted_on
        self._require_past("done_on", day, on)
        unticked = self.unmet_checkpoints(on, ticks)
        if unticked and not text:
            raise ValidationError(
                {
                    "text": _("Say why it is closed out although this is open: %(points)s.")
                    % {"points": "；".join(str(point) for point in unticked)}
                }
            )
        words = {"text": text, "true_on": day, "detail": {"ticks": sorted(ticks), "open": [str(p) for p in unticked]}}
        return self._act(Verb.SIGN_OFF, by, version, changes={"done_on": day}, words=words, action=None)

    def return_for_rework(self, *, by, on, version=None, text="", preset=""):
        """Give it back to the county with a reason; what it lay with the bureau is not its delay."""
        require_state(Verb.RETURN, self.state)
        self._require_four_eyes(by, judges=False)
        self._require_reason(text or preset)
        late = bool(self.due_on and self.due_on < on)
        changes = {
            "days_with_bureau": self._days_with_bureau_until(on),
            "submitted_on": None,
            "deadline_version": self.deadline_version + late,
        }
        return self._act(
            Verb.RETURN, by, version, changes=changes, words={"text": text, "detail": {"preset": preset}}, action=None
        )

    def reopen(self, *, by, on, version=None, text=""):
        """Open a closed-out obligation again, with a reason; the days since it was sent are not the unit's delay."""
        self._require_reason(text)
        require_state(Verb.REOPEN, self.state)
        self._require_four_eyes(by, judges=False)
        return self._open_again(by, on, version, text)

    def _open_again(self, by, on, version, text):
        changes = {
            "done_on": None,
            "submitted_on": None,
            "deadline_version": self.deadline_version + 1,
            "days_with_bureau": self._days_with_bureau_until(on),
        }
        return self._act(Verb.REOPEN, by, version, changes=changes, words={"text": text}, action=None)

    def chase(self, *, by, on, version=None, text=""):
        """Chase 催办: one click, once per obligation and working day."""
        require_working_day(on)
        if self.entries.filter(chased_on=on).exists():
            raise TransitionNotAllowed(_("This obligation was already chased today."))
        return self._act(Verb.CHASE, by, version, words={"text": text, "chased_on": on})

    def comment(self, *, by, on, version=None, text=""):
        """A comment of the bureau 市局意见, or the unit's reply."""
        self._require_words(text)
        return self._act(Verb.COMMENT, by, version, words={"text": text})

    # -- undo ---------------------------------------------------------------------------------
    @transaction.atomic
    def undo(self, *, by, on, version=None):
        """Take back one's own last act within 30 s: the state before it stands again."""
        last, before = self._undoable(by)
        restored = {
            name: getattr(before, name)
            for name in ("state", "due_on", "submitted_on", "done_on", "deadline_version", "days_with_bureau")
        }
        restored["latest"] = self.entries.exclude(pk=last.pk).standing_words().last()
        entry = self._append(Verb.UNDO, by, version, restored, {"undoes": last.number})
        self._undo_beside(last, by)
        return entry

    def can_undo(self, by) -> bool:
        """Whether the officer's own last act can still be undone."""
        return self.undo_seconds(by) > 0

    def undo_seconds(self, by) -> int:
        """For how many seconds the officer's own last act can still be undone; 0 when it cannot."""
        try:
            last, _before = self._undoable(by)
        except TransitionNotAllowed:
            return 0
        # A line is never recorded before the one ahead of it, so it may lie ahead of this clock.
        left = UNDO_SECONDS - int((clock.now() - last.recorded_at).total_seconds())
        return max(1, min(left, UNDO_SECONDS))

    # -- the plan load ------------------------------------------------------------------------
    def amend(self, *, by, changes, detail):
        """Text or deadline changed by a document, which is the reason."""
        return self._act(Verb.AMEND, by, None, changes=changes, words={"detail": detail}, action=None)

    def cancel(self, *, by, detail):
        """Taken out by a document; leaves the totals from that day."""
        return self._act(Verb.CANCEL, by, None, changes={"done_on": None}, words={"detail": detail}, action=None)

    def reinstate(self, *, by, changes, detail):
        """Put back by a document, into the state it had; `changes` is the deadline it now has."""
        before = self.entries.filter(version=self.version - 1).get()
        changes = {**changes, "state": before.state, "done_on": before.done_on}
        return self._act(Verb.REINSTATE, by, None, changes=changes, words={"detail": detail}, action=None)

    # -- what the verbs ask -------------------------------------------------------------------
    def last_entry(self, *verbs):
        """The last entry with one of the verbs, undone ones left out; None when there is none."""
        return self.entries.not_undone().filter(verb__in=verbs).select_related("by").order_by("-number").first()

    def stated_done_on(self) -> date | None:
        """The day the county said it was true."""
        submission = self.last_entry(Verb.SUBMIT)
        return submission.true_on if submission else None

    def has_lost(self, sender) -> bool:
        """Whether the sender can no longer act here: disabled, or moved to another unit."""
        return not sender.is_active or sender.unit_id != self.unit_id

    def writers_since_return(self) -> set:
        """Ids of officers who wrote a report or submission since the last return."""
        return writers_of(self.standing_lines(Verb.RETURN, *SPEAKING))

    def standing_lines(self, *verbs) -> list:
        """The lines with one of the verbs that nobody took back, oldest first; one query."""
        return list(self.entries.not_undone().filter(verb__in=verbs).order_by("number"))

    def proved_since_return(self) -> bool:
        """Whether a report or submission since the last return carries a document number or a file."""
        return self._words_since_return().proving().exists()

    def new_deadline(self, due_on: date | None) -> dict:
        """The changes by which another due day comes into force; days with the bureau count against it."""
        return {
            "due_on": due_on,
            "deadline_version": self.deadline_version + 1,
            "days_with_bureau": self._days_with_bureau_after(due_on),
        }

    def may_be_verified_by(self, officer) -> bool:
        """Whether it falls to the officer to close it out, by place and role; four eyes apart."""
        if self.unit_id == self.plan.bureau_id and officer.role == Role.BUREAU_LEAD:
            return self.plan.bureau_lead_may_sign_own and officer.unit_id == self.plan.bureau_id
        return may(officer, Action.REVIEW) and officer.unit_id == self.plan.verifying_unit_id(self.unit_id)

    def may_be_decided_by(self, officer) -> bool:
        """Whether its extensions fall to the officer: who verifies it, or a bureau lead over a pilot."""
        leads = officer.role == Role.BUREAU_LEAD and self.unit_id != self.plan.bureau_id
        return self.may_be_verified_by(officer) or (leads and may_on(officer, Action.DECIDE_EXTENSION, self.unit))

    # -- how the verbs are checked --------------------------------------------------------------
    def _words_since_return(self):
        last = self.last_entry(Verb.RETURN)
        return self.entries.standing_words().filter(number__gt=last.number if last else 0)

    def _days_with_bureau_until(self, on) -> int:
        return self.days_with_bureau + _lay(self.submitted_on, on, self.due_on)

    def _days_with_bureau_after(self, due_on) -> int:
        """The same days counted again against another due day, from the lines that ended a stay with the bureau."""
        days, sent = 0, None
        for line in self.entries.not_undone().order_by("number"):
            if line.verb in (Verb.RETURN, Verb.REOPEN):
                days += _lay(sent, clock.local_day(line.recorded_at), due_on)
            sent = line.submitted_on
        return days

    def _require_words(self, text):
        if not text.strip():
            raise ValidationError({"text": _("Write what is to be said.")})

    def _require_reason(self, text):
        if not text.strip():
            raise ValidationError({"text": _("Give the reason.")})

    def _require_proof(self, figure, given):
        if not (given or (figure and figure.recorded) or self.proved_since_return()):
            raise ValidationError(_("Give one of these: a document number, a file, or the reason why there is none."))

    def _require_past(self, name, day, on, sentence=""):
        if day and day > on:
            said = sentence or _("%(day)s lies in the future; give the day it was really done.")
            raise ValidationError({name: said % {"day": day.isoformat()}})

    def _require_four_eyes(self, by, judges=True):
        if not self.may_be_verified_by(by):
            raise TransitionNotAllowed(
                _("Verification of this falls to %(unit)s.") % {"unit": self.plan.verifying_unit(self.unit)}
            )
        if judges and by.pk in self.writers_since_return():
            raise TransitionNotAllowed(_("You reported on this yourself; another officer must close it out."))

    def _undoable(self, by):
        last = self.entries.order_by("-number").first()
        if last is None or last.verb not in UNDOABLE or last.by_id != by.pk:
            raise TransitionNotAllowed(_("Only your own last act can be undone."))
        if not last.still_new:
            raise TransitionNotAllowed(_("The time for undoing has passed."))
        before = self.entries.get(version=last.version - 1)
        if before.failed_check:
            raise TransitionNotAllowed(_("A spot check that failed stands with what follows from it."))
        return last, before

    def _undo_beside(self, last, by):
        """What an undone act did beside the obligation: words and proofs wait again, a request moves back."""
        from . import drafts

        if last.verb in SPEAKING:
            drafts.put_back(self, by, last)
            for proof in last.evidence.all():
                self.evidence.create(stored=proof.stored, name=proof.name, uploaded_by=by, uploaded_at=clock.now())
        if last.verb in (Verb.REQUEST_EXTENSION, Verb.WITHDRAW_EXTENSION, Verb.GRANT_EXTENSION, Verb.REFUSE_EXTENSION):
            self.extensions.first().step_back(last.verb)

    def _act(self, verb, by, version, *, to=None, changes=None, words=None, evidence=(), action=True):
        rule = RULES[verb]
        require_state(verb, self.state)
        wanted = rule.action if action is True else action
        if wanted and not may_on(by, wanted, self.unit):
            raise TransitionNotAllowed(not_included(wanted))
        changes = dict(changes or {})
        if to or rule.to:
            changes.setdefault("state", to or rule.to)
        return self._append(verb, by, version, changes, words or {}, evidence)

    def _append(self, verb, by, version, changes, words, evidence=()):
        from .ledger import Line, append

        if version is not None and version != self.version:
            raise Stale(self)
        return append(self.plan, [Line(self, verb, by, changes, words, evidence)])[0]


def _lay(sent: date | None, until: date, due_on: date | None) -> int:
    """Days after the due day that something sent on `sent` lay with the bureau."""
    return max(0, (until - max(sent, due_on)).days) if sent and due_on else 0
