"""延期: asking for more time, and deciding on it (verbs of an obligation)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .states import Verb
from .transitions import TransitionNotAllowed, require_state


class Extending:
    """What can be done about an obligation's deadline (a mixin of Obligation alone)."""

    @transaction.atomic
    def request_extension(self, *, by, on, version=None, asked_due_on=None, text=""):
        """Ask for a later due day. After the due day it is marked as a late request 逾期申请."""
        self._require_extension_possible(asked_due_on, text, on)
        late = self.plan.extensions_before_due and on > self.due_on
        entry = self._act(
            Verb.REQUEST_EXTENSION,
            by,
            version,
            words={"text": text, "asked_due_on": asked_due_on, "detail": {"late": late}},
        )
        self.extensions.create(
            from_due_on=self.due_on,
            asked_due_on=asked_due_on,
            reason=text,
            late_request=late,
            requested_by=by,
            requested_at=entry.recorded_at,
        )
        return entry

    @transaction.atomic
    def withdraw_extension(self, *, by, on, version=None):
        """Take a waiting request back."""
        waiting = self.waiting_extension()
        entry = self._act(Verb.WITHDRAW_EXTENSION, by, version)
        waiting.state = waiting.State.WITHDRAWN
        waiting.save(update_fields=["state"])
        return entry

    @transaction.atomic
    def decide_extension(self, *, by, on, version=None, granted=False, due_on=None, text=""):
        """Grant (the due day moves, the first one is kept) or refuse with a reason."""
        waiting = self.waiting_extension()
        if not granted:
            self._require_reason(text)
        day = due_on or waiting.asked_due_on
        if granted and self.due_on and day <= self.due_on:
            raise ValidationError(
                {"due_on": _("The day granted must be later than %(day)s.") % {"day": self.due_on.isoformat()}}
            )
        self._require_deciding(by, waiting)
        changes = self.new_deadline(day)
        words = {"text": text, "asked_due_on": waiting.asked_due_on}
        verb = Verb.GRANT_EXTENSION if granted else Verb.REFUSE_EXTENSION
        entry = self._act(verb, by, version, changes=changes if granted else {}, words=words)
        waiting.decide(granted, by=by, at=entry.recorded_at, due_on=day, text=text)
        return entry

    def waiting_extension(self):
        """The request that waits for a decision. Raises TransitionNotAllowed when there is none."""
        waiting = self.extensions.waiting().first()
        if waiting is None:
            raise TransitionNotAllowed(_("No extension request is waiting here."))
        return waiting

    def _require_deciding(self, by, waiting):
        if not self.may_be_decided_by(by):
            raise TransitionNotAllowed(_("This falls to %(unit)s.") % {"unit": self.plan.verifying_unit(self.unit)})
        if waiting.requested_by_id == by.pk:
            raise TransitionNotAllowed(_("You asked for this extension yourself; another officer must decide it."))

    def _require_extension_possible(self, asked, reason, on):
        require_state(Verb.REQUEST_EXTENSION, self.state)
        self._require_reason(reason)
        if not self.due_on:
            raise TransitionNotAllowed(_("This obligation has no due day that could be extended."))
        if not asked or asked <= max(self.due_on, on):
            raise ValidationError(
                {
                    "asked_due_on": _("The day asked for must be later than %(day)s.")
                    % {"day": max(self.due_on, on).isoformat()}
                }
            )
        if self.extensions.waiting().exists():
            raise TransitionNotAllowed(_("An extension request is already waiting for a decision."))
        used = self.extensions.exclude(state="withdrawn").count()
        if used >= self.plan.extension_limit:
            said = _("%(n)s extensions were already asked for; no more are possible.")
            raise TransitionNotAllowed(said % {"n": used})
