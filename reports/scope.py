"""What a dashboard looks at: all within an officer's reach, or one unit there with all below it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from pilots.access import Reach, reach_of
from pilots.models import Unit
from tasks.models import Obligation, Plan

from .requests import last_notice


@dataclass(frozen=True)
class Scope:
    """Everything below `path`; `unit` is the one looked into, None where the whole reach is looked at."""

    officer: object
    path: str
    unit: Unit | None

    @classmethod
    def of(cls, officer, key: str) -> "Scope":
        """One query for a unit asked for, none without. Raises Http404 when it lies out of reach."""
        if reach_of(officer) is Reach.OWN:
            return cls(officer, officer.unit.path, None)
        if not key:
            return cls(officer, officer.unit.home_path, None)
        unit = Unit.objects.within_reach_of(officer).filter(key=key).first()
        if unit is None:
            raise Http404
        return cls(officer, unit.path, unit)

    def plans(self) -> Iterable[Plan]:
        """The plans within reach, with their pilots in here: how many, and how many deeper than the rows."""
        seen = Plan.objects.visible_to(self.officer).with_pilots(self.path).with_settings_version()
        return seen.annotate(last_notice=last_notice())

    def units(self):
        """The units in here."""
        units = Unit.objects.within_reach_of(self.officer)
        return units.filter(path__startswith=self.path) if self.unit else units

    def obligations(self, plan: Plan):
        """What the units in here owe under the plan."""
        seen = Obligation.objects.visible_to(self.officer).filter(plan=plan)
        return seen.filter(unit__path__startswith=self.path) if self.unit else seen
