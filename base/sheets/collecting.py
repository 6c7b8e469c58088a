"""分部门收表: who of the departments has sent a workbook back, and what it held."""

from collections import Counter
from dataclasses import dataclass, field

from base.models import SheetLoad

from .ledgers import Ledger


@dataclass(frozen=True)
class Collected:
    """The departments that were asked: those that answered with their rows per outcome, and those that did not."""

    answered: list[tuple[str, dict]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return len(self.answered) + len(self.missing)


def collected(load: SheetLoad, ledger: Ledger) -> Collected | None:
    """Who answered in this load; None where nobody was asked, or the files are not the departments'."""
    sheets = load.found["sheets"]
    sent = {sheet["part"] for sheet in sheets} - {""}
    if not ledger.part or not sent:
        return None
    tally = _tally(load, [sheet["part"] for sheet in sheets])
    answered = [(part, tally.get(part, {})) for part in ledger.parts() if part in sent]
    return Collected(answered, [part for part in ledger.parts() if part not in sent])


def _tally(load: SheetLoad, part_of: list[str]) -> dict[str, Counter]:
    tally: dict[str, Counter] = {}
    for sheet, outcome, count in load.rows.per_sheet():
        tally.setdefault(part_of[sheet], Counter())[outcome] += count
    return tally
