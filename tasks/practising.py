"""经验做法: marking a report as worth passing on (a verb of an obligation; the rest are verbs of a practice)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from base import clock
from pilots.access import Action, may_on, not_included

from .transitions import TransitionNotAllowed


class Practising:
    """What can be passed on of an obligation's reports (a mixin of Obligation alone)."""

    def may_mark_practices(self, officer) -> bool:
        """The unit itself, or the bureau of the plan."""
        own = may_on(officer, Action.REPORT, self.unit)
        return own or self.plan.acts_for_bureau(officer, Action.PUBLISH_PRACTICE)

    @transaction.atomic
    def mark_practice(self, *, by, on, version=None, entry=None, title=""):
        """Propose the report with the number `entry` as a practice; it must still stand and say something."""
        from .models import Practice

        if not self.may_mark_practices(by):
            raise TransitionNotAllowed(not_included(Action.REPORT))
        self.plan.raise_revision()
        found = self.entries.standing_words().filter(number=entry).exclude(text="").first()
        if found is None:
            raise ValidationError({"entry": _("Choose a report that says something and was not taken back.")})
        practice = Practice(entry=found, title=title.strip(), proposed_by=by, proposed_at=clock.now())
        practice.full_clean()
        practice.save(force_insert=True)
        return practice
