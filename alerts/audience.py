"""Whom each kind of alert is for, from one reading of the officers. Only active ones, by their rights of the moment."""

from collections.abc import Callable
from functools import cached_property

from pilots.access import Action, Role, may_on
from pilots.models import Officer

from .models import Alert, Kind, Rung

LEADS = {Role.COUNTY_LEAD, Role.BUREAU_LEAD}


class Audience:
    """The people to be told; `of(alert)` needs the alert with its obligation, task, unit and plan loaded."""

    def __init__(self) -> None:
        self._reaching: dict[int, list[Officer]] = {}

    @cached_property
    def officers(self) -> list[Officer]:
        return list(Officer.objects.active().select_related("unit"))

    def of(self, alert: Alert) -> list[Officer]:
        """Everybody to be told of one alert."""
        return FOR[Kind(alert.kind)](self, alert)

    def reaching(self, unit) -> list[Officer]:
        """Whose reach covers the unit."""
        if unit.pk not in self._reaching:
            self._reaching[unit.pk] = [one for one in self.officers if may_on(one, Action.SEE, unit)]
        return self._reaching[unit.pk]

    def of_the_unit(self, alert: Alert) -> list[Officer]:
        """Who can report on it."""
        unit = alert.unit
        return [one for one in self.reaching(unit) if may_on(one, Action.REPORT, unit)]

    def verifying(self, alert: Alert) -> list[Officer]:
        """To whom its verification falls."""
        return [one for one in self.reaching(alert.unit) if alert.obligation.may_be_verified_by(one)]

    def deciding(self, alert: Alert) -> list[Officer]:
        """To whom its extensions fall."""
        return [one for one in self.reaching(alert.unit) if alert.obligation.may_be_decided_by(one)]

    def answering(self, alert: Alert) -> list[Officer]:
        """Who answers problems of the pilot."""
        return [one for one in self.reaching(alert.unit) if may_on(one, Action.ANSWER_PROBLEM, alert.unit)]

    def instructing(self, alert: Alert) -> list[Officer]:
        """Who instructs there: whoever gave it, or whoever sits in that place by now."""
        return [one for one in self.reaching(alert.unit) if may_on(one, Action.INSTRUCT, alert.unit)]

    def on_the_ladder(self, alert: Alert) -> list[Officer]:
        """提醒单: the officer; 催办单: and the unit's lead; 督办单: and the bureau's lead."""
        unit = alert.unit
        here = [one for one in self.reaching(unit) if one.unit_id == unit.pk]
        told = self._in_charge(alert.obligation, here)
        if alert.rung >= Rung.URGING:
            told += [one for one in here if one.role in LEADS]
        if alert.rung >= Rung.SUPERVISION:
            told += [one for one in self.reaching(unit) if one.role == Role.BUREAU_LEAD]
        return list({one.pk: one for one in told}.values())

    def _in_charge(self, obligation, here: list[Officer]) -> list[Officer]:
        """The person in charge, else the unit's officers; its lead where there is nobody else."""
        working = [one for one in here if may_on(one, Action.REPORT, obligation.unit)]
        handler = [one for one in working if one.pk == obligation.handler_id]
        return handler or [one for one in working if one.role not in LEADS] or working


FOR: dict[Kind, Callable[[Audience, Alert], list[Officer]]] = {
    Kind.OVERDUE: lambda people, alert: people.reaching(alert.unit),
    Kind.PROBLEM_ANSWERED: Audience.of_the_unit,
    Kind.RUNG: Audience.on_the_ladder,
    Kind.DUE: Audience.of_the_unit,
    Kind.RETURNED: Audience.of_the_unit,
    Kind.REOPENED: Audience.of_the_unit,
    Kind.INSTRUCTED: Audience.of_the_unit,
    Kind.CHASED: Audience.of_the_unit,
    Kind.COMMENT: Audience.of_the_unit,
    Kind.EXTENSION_DECIDED: Audience.of_the_unit,
    Kind.WAITING: Audience.verifying,
    Kind.EXTENSION_REQUESTED: Audience.deciding,
    Kind.PROBLEM_RAISED: Audience.answering,
    Kind.INSTRUCTION_ANSWERED: Audience.instructing,
}
