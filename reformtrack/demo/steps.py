"""What is done to the ledgers at a moment: facts written by the county, rulings asked for and given."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from transfers import rulings
from transfers.facts import Change, write
from transfers.models import Ruling


@dataclass
class Kept:
    """The county's officer writes facts."""

    at: datetime
    unit: str
    changes: list[Change]

    def live(self, unit, officers: dict) -> None:
        write(unit, self.changes, by=officers[self.unit], on=self.at.date())


@dataclass
class Asked:
    """The county's officer asks the bureau: `ask` is a function of transfers.rulings, `words` what it is told."""

    at: datetime
    unit: str
    ask: Callable
    words: dict = field(default_factory=dict)

    def live(self, unit, officers: dict) -> None:
        self.ask(unit, by=officers[self.unit], on=self.at.date(), **self.words)


@dataclass
class Ruled:
    """A reviewer accepts what waits."""

    at: datetime
    unit: str
    kind: Ruling.Kind
    who: str

    def live(self, unit, officers: dict) -> None:
        ruling = Ruling.objects.waiting().get(unit=unit, kind=self.kind)
        rulings.decide(ruling, by=officers[self.who], on=self.at.date(), granted=True)


Step = Kept | Asked | Ruled


class Course:
    """How one pilot's rows go: its letters on the board, when each row began, when and how it was submitted."""

    def __init__(self, letters: str, acts: Iterable):
        self.letters = letters
        acts = list(acts)
        self._begun = {act.row: act.at for act in acts if act.verb == "assign"}
        self._submitted = {act.row: act for act in acts if act.verb == "submit"}

    def letter(self, row: int) -> str:
        return self.letters[row - 1]

    def begun(self, row: int) -> datetime | None:
        """When the row was taken in hand; None where it is not started."""
        return self._begun.get(row)

    def submission(self, row: int):
        """The act that sent the row to the bureau, or None."""
        return self._submitted.get(row)
