"""The ledgers of one unit on a day, read as a page needs them: each part once, however many rows it has."""

from datetime import date
from uuid import UUID

from django.utils.functional import cached_property

from tasks.models import Obligation, Plan, State

from . import gaps
from .figures import Halving, Share, share_of, tests_of
from .models import Agreement, Department, Establishment, Item, StaffCount, StaffMember, TrainingSession
from .totals import Totals, totals


class Book:
    """What stands in the unit's ledgers at the end of the day `on`. `plan` spares the question what measures it."""

    def __init__(self, unit, on: date, today: date | None = None, plan: Plan | None = None):
        self.unit, self.on, self.today, self._plan = unit, on, today or on, plan

    def _of(self, model):
        return model.objects.as_of(self.on, self.today).filter(unit=self.unit)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan whose floor and mark apply: the newest that names the unit a pilot."""
        return self._plan or Plan.objects.naming(self.unit).first()

    @cached_property
    def establishment(self) -> Establishment | None:
        return self._of(Establishment).first()

    @cached_property
    def count(self) -> StaffCount | None:
        return self._of(StaffCount).first()

    @cached_property
    def departments(self) -> list[Department]:
        return list(self._of(Department))

    @cached_property
    def department_names(self) -> dict[UUID, str]:
        return {row.key: row.name for row in self.departments}

    @cached_property
    def roster(self) -> list[StaffMember]:
        """People with `is_transferred` and `is_trained`."""
        return list(self._of(StaffMember).with_marks(self.on))

    @cached_property
    def heads(self) -> list:
        """The same people without their names, for whoever may see counts alone."""
        told = ("key", "department", "post_kind", "post_moved", "items", "is_transferred", "is_trained")
        return list(self._of(StaffMember).with_marks(self.on).values_list(*told, named=True))

    @cached_property
    def sessions(self) -> list[TrainingSession]:
        return list(self._of(TrainingSession))

    @cached_property
    def items(self) -> list[Item]:
        """Items with their marks (ItemQuerySet.with_marks)."""
        return list(self._of(Item).with_marks(self.on, self.today))

    @cached_property
    def agreements(self) -> dict[UUID, Agreement]:
        """By the key of the item."""
        return {row.key: row for row in self._of(Agreement).with_marks(self.on).select_related("paper")}

    @cached_property
    def sums(self) -> Totals:
        return totals([self.unit], self.on, today=self.today)[self.unit.pk]

    @property
    def share(self) -> Share | None:
        return share_of(self.sums, self.plan) if self.plan else None

    @property
    def tests(self) -> list[Halving]:
        return tests_of(self.sums)

    @cached_property
    def founded_on(self) -> date | None:
        """The day on which the founding task was true; None while it is not closed out."""
        founding = Obligation.objects.as_of(self.on, self.today).filter(unit=self.unit, task__founding=True)
        return founding.filter(at_state=State.DONE).values_list("at_done_on", flat=True).first()

    @cached_property
    def people_findings(self) -> list[gaps.Finding]:
        return gaps.of_people(self.items, self.roster, self.unit, self.on)

    @cached_property
    def power_findings(self) -> list[gaps.Finding]:
        return gaps.of_power(self.items, self.agreements, self.founded_on, self.unit, self.on)
