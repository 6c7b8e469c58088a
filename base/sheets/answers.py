"""What a person says to a preview: another text for a cell, skip this row, not the same one, mine or theirs."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from base.forms import Refused
from base.models import SheetLoad

from .rows import Row

SWITCHES = ("skip", "distinct", "mine")
REFUSED, CONFLICTS = "refused", "conflicts"


@dataclass(frozen=True)
class Given:
    """One answer. Without a `row` it is for every conflict; `alike` extends it to the same mistake in other rows."""

    row: int | None = None
    cells: dict[str, str] = field(default_factory=dict)
    switches: dict[str, bool] = field(default_factory=dict)
    alike: bool = False


def merge(given: Given, load: SheetLoad, rows: list[Row]) -> None:
    """Put the answer to the rows it is for; texts that say what stands there already are no answer.

    Raises Refused when the row meant is not in the load.
    """
    by_number = {row.number: row for row in rows}
    if given.row is not None and given.row not in by_number:
        raise Refused(_("Name the row that is meant."))
    for number, names in _addressed(given, load).items():
        row = by_number[number]
        fresh = {name: given.cells[name] for name in names if given.cells[name] != row.typed(name)[0]}
        row.answers = {**row.answers, **given.switches}
        if fresh:
            row.answers["cells"] = {**row.corrected, **fresh}


def _addressed(given: Given, load: SheetLoad) -> dict[int, list[str]]:
    """The rows an answer is for, and which of its cells are for each."""
    if given.row is None:
        return {number: [] for number in load.rows.showing(CONFLICTS).values_list("number", flat=True)}
    addressed = {given.row: list(given.cells)}
    return {**_alike(given, load), **addressed} if given.alike else addressed


def _alike(given: Given, load: SheetLoad) -> dict[int, list[str]]:
    """Other rows that are refused for the same text in the same column."""
    refused = {kept.number: _mistakes(kept.shown) for kept in load.rows.showing(REFUSED).told("number", "shown")}
    wanted = {(name, typed) for name, typed in refused.get(given.row, ()) if name in given.cells}
    found = {number: [name for name, _typed in wanted & mistakes] for number, mistakes in refused.items()}
    return {number: names for number, names in found.items() if names}


def _mistakes(shown: dict) -> set[tuple[str, str]]:
    """The (column, text) pairs a row is refused for."""
    return {(column, typed) for column, typed, *_rest in shown.get("refusals", ())}
