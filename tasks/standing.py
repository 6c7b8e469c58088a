"""Where an obligation stands on a day: computed, never stored (DESIGN §4, 'Late' and 'Standing').

The same rules as a query are in querysets.py; one table of cases tests both.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .states import State


class Standing(TextChoices):
    """The five classes; each obligation that is not cancelled is in exactly one."""

    DONE = "done", _("closed out")
    IN_PROGRESS = "in_progress", _("in progress")
    SUBMITTED = "submitted", _("awaiting verification")
    OVERDUE = "overdue", _("overdue")
    NOT_STARTED = "not_started", _("not started")


@dataclass(frozen=True)
class Position:
    """What of an obligation decides its standing: its present, or its state after some entry."""

    state: str
    first_due_on: date | None = None
    due_on: date | None = None
    submitted_on: date | None = None
    done_on: date | None = None
    days_with_bureau: int = 0
    deadline_version: int = 0
    precision: str = "day"
    issued_due_on: date | None = None

    def standing(self, on: date) -> Standing | None:
        """The class on the day `on`; None when cancelled. Due today is not overdue."""
        match self.state:
            case State.DONE:
                return Standing.DONE
            case State.SUBMITTED:
                return Standing.SUBMITTED
            case State.CANCELLED:
                return None
        if self.due_on and self.due_on < on:
            return Standing.OVERDUE
        return Standing.NOT_STARTED if self.state == State.NOT_STARTED else Standing.IN_PROGRESS

    def days_late(self, on: date) -> int:
        """Calendar days late that are the unit's own: those with the bureau do not count.

        Once done, by the day it was true in the world. 0 when not late.
        """
        if not self.due_on:
            return 0
        if self.state == State.DONE:
            return max(0, (self.done_on - self.due_on).days) if self.done_on else 0
        if self.standing(on) is not Standing.OVERDUE:
            return 0
        return max(0, (on - self.due_on).days - self.days_with_bureau)

    def days_left(self, on: date) -> int | None:
        """Days to the last day; None when there is none, or only its year is named."""
        return (self.due_on - on).days if self.due_on and not self.bare_year else None

    def days_submitted_late(self) -> int:
        """Days by which the submission came after the due day (报送逾期n天); shown apart."""
        return max(0, (self.submitted_on - self.due_on).days) if self.submitted_on and self.due_on else 0

    def due_soon(self, on: date, days: int, *, by_year: bool = False) -> bool:
        """Whether it is open with the county and its last day lies in [on, on + days]."""
        open_here = self.standing(on) in (Standing.IN_PROGRESS, Standing.NOT_STARTED)
        counted = by_year or not self.bare_year
        return bool(open_here and counted and self.due_on and self.due_on - on <= timedelta(days=days))

    @property
    def bare_year(self) -> bool:
        """Whether its last day is only that of a year; an extension names a day of its own."""
        return self.precision == "year" and self.due_on is not None and (self.due_on.month, self.due_on.day) == (12, 31)

    @property
    def extended(self) -> bool:
        """Whether an extension moved its last day; a later day set by a document is no extension."""
        issued = max((day for day in (self.first_due_on, self.issued_due_on) if day), default=None)
        return bool(self.due_on and issued and self.due_on > issued)
