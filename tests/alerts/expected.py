"""JB12, the database: what must be raised of many obligations and who must read it, told by the oracle alone."""

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from tests.alerts.oracle import Told, offices_work

COUNTY, LEAD, REVIEWER, BUREAU_LEAD = "county_officer", "county_lead", "reviewer", "bureau_lead"


@dataclass
class Person:
    name: str
    unit: str
    role: str
    active: bool = True

    def reads_of(self, unit: str) -> bool:
        return self.active and (self.role in (REVIEWER, BUREAU_LEAD) or self.unit == unit)

    def acts_for(self, unit: str) -> bool:
        """Whether the person can report on what the unit owes."""
        return self.active and self.unit == unit and self.role != BUREAU_LEAD


@dataclass
class Owed:
    """One obligation as the oracle sees it. `only_a_year` is what its deadline names as issued."""

    pk: int
    plan: str
    unit: str
    told: Told
    steps: tuple[int, ...]
    where: str = "unit"  # or county, bureau, done, cancelled
    version: int = 1
    handler: str = ""
    answered: frozenset = frozenset()
    before: "Owed | None" = None

    @property
    def with_unit(self) -> bool:
        return self.where in ("unit", "county")

    def move(self, where: str, **changes) -> None:
        """Remember what stood before, for an undo, and go there."""
        self.before = copy(self)
        self.where = where
        vars(self).update(changes)

    def begin(self, began: date, due: date) -> dict:
        """The changes by which a new version of the deadline comes into force."""
        return {
            "version": self.version + 1,
            "told": Told(began, due, steps=self.steps),
            "answered": frozenset(),
        }

    def undo(self) -> None:
        vars(self).update(vars(self.before))


@dataclass
class Expected:
    """Everything the oracle knows: people, obligations, what is raised and not yet read, the mornings held."""

    people: dict[str, Person] = field(default_factory=dict)
    owed: list[Owed] = field(default_factory=list)
    waiting: list[tuple] = field(default_factory=list)
    mornings: set[date] = field(default_factory=set)

    def raised(self, day: date) -> Counter:
        """(obligation, kind, step, version) of what a run on the day raises."""
        found = Counter()
        for one in self.owed:
            for kind, step in one.told.on(day, with_unit=one.with_unit):
                found[one.pk, kind, step, one.version] += 1
                if kind != "overdue":
                    self.waiting.append((one, one.told, kind, step))
        return found

    def read(self, day: date) -> Counter | None:
        """(obligation, person, kind, step) of the lines of the day's digests; None when none are made."""
        if not offices_work(day) or day in self.mornings:
            return None
        self.mornings.add(day)
        lines = Counter()
        for one in self.owed:
            if one.with_unit and one.told.due < day:
                lines.update((one.pk, name, "overdue", 0) for name in self.readers(one))
        for one, told, kind, step in self.waiting:
            if told is one.told and holds(one, kind, step, day):
                lines.update((one.pk, name, kind, step) for name in self.told(one, kind, step))
        self.waiting.clear()
        return lines

    def readers(self, one: Owed) -> list[str]:
        return [person.name for person in self.people.values() if person.reads_of(one.unit)]

    def told(self, one: Owed, kind: str, step: int) -> set[str]:
        acting = [person for person in self.people.values() if person.acts_for(one.unit)]
        if kind == "due":
            return {person.name for person in acting}
        return {person.name for person in self.in_charge(one, acting)} | self.above(one, step)

    def in_charge(self, one: Owed, acting: list[Person]) -> list[Person]:
        named = [person for person in acting if person.name == one.handler]
        return named or [person for person in acting if person.role != LEAD] or acting

    def above(self, one: Owed, step: int) -> set[str]:
        """From 催办单 on the unit's lead, from 督办单 on the bureau's."""
        found = set()
        for person in self.people.values():
            leads_unit = step >= 2 and person.unit == one.unit and person.role in (LEAD, BUREAU_LEAD)
            if person.active and (leads_unit or (step >= 3 and person.role == BUREAU_LEAD)):
                found.add(person.name)
        return found


def holds(one: Owed, kind: str, step: int, day: date) -> bool:
    """Whether a line raised earlier under the present deadline still says something true."""
    late = one.told.due < day
    return one.with_unit and (late and step not in one.answered if kind == "rung" else not late)
