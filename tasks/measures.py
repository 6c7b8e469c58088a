"""Figures that tasks are measured by, registered by the app that holds their ledgers.

A measure nobody registers is unknown (未计量), never zero and never reached.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Figure:
    """One unit's figure on a day: numerator / denominator against a floor, in words.

    `text` says it whole (`17/78 21.8%，差7人`), `floor` what is to be reached (`30%`), `how` in (label,
    value) lines what it was made of, `url` where its ledger is. `parts` are the figures it consists
    of, each with its `name` and a text that has it. Without a denominator nothing is known yet. One that is not
    `bounded` counts something without any mark to reach.
    """

    numerator: int | None
    denominator: int | None
    reached: bool
    text: str
    floor: str = ""
    how: tuple[tuple[str, str], ...] = ()
    url: str = ""
    parts: tuple["Figure", ...] = ()
    bounded: bool = True
    name: str = ""

    @property
    def recorded(self) -> bool:
        """Whether its ledger holds something towards it, which is proof enough: no attachment repeats a ledger."""
        return bool(self.numerator and self.denominator)

    @property
    def short(self) -> bool:
        """Whether sending it for verification needs a reason."""
        return self.bounded and not self.reached

    @property
    def tone(self) -> str:
        """Its colour: what is not known, or has no mark to reach, is neither good nor bad."""
        if not self.bounded:
            return "doing" if self.recorded else "idle"
        if self.reached:
            return "done"
        return "over" if self.denominator and self.numerator is not None else "idle"


Provider = Callable[[Sequence[str], object, Sequence, date], dict[str, dict[int, Figure]]]
_PROVIDERS: dict[str, Provider] = {}


def register(keys: Iterable[str], provider: Provider) -> None:
    """Serve the measures `keys`: `provider(keys, plan, units, on)` -> {key: {unit id: Figure}}.

    It is asked once for all of its keys and all units, and may take a few queries, however many.
    """
    _PROVIDERS.update(dict.fromkeys(keys, provider))


def known(key: str) -> bool:
    return key in _PROVIDERS


def several(keys: Iterable[str], plan, units: Sequence, on: date) -> dict[str, dict[int, Figure]]:
    """{key: {unit id: Figure}} of the registered ones among `keys`; each provider is asked once."""
    asked = defaultdict(list)
    for key in dict.fromkeys(keys):
        if known(key):
            asked[_PROVIDERS[key]].append(key)
    found: dict[str, dict[int, Figure]] = {}
    for provider, its_keys in asked.items():
        found |= provider(its_keys, plan, units, on)
    return found


def figures(key: str, plan, units: Sequence, on: date) -> dict[int, Figure]:
    """The figure of each unit by id; empty when nobody measures it."""
    return several([key], plan, units, on).get(key, {})


def of_unit(keys: Iterable[str], plan, unit, on: date) -> dict[str, Figure]:
    """{key: Figure} of one unit; what nobody measures is left out."""
    found = several(keys, plan, [unit], on)
    return {key: by_unit[unit.pk] for key, by_unit in found.items() if unit.pk in by_unit}


def beside(obligations: Iterable, on: date) -> dict[int, Figure]:
    """The figure that stands beside each obligation, by its id: one question for each plan among them."""
    by_plan = defaultdict(list)
    for one in obligations:
        if known(one.task.measure):
            by_plan[one.plan_id].append(one)
    found = {}
    for rows in by_plan.values():
        units = {one.unit_id: one.unit for one in rows}
        answers = several([one.task.measure for one in rows], rows[0].plan, list(units.values()), on)
        found |= {one.pk: answers.get(one.task.measure, {}).get(one.unit_id) for one in rows}
    return {pk: figure for pk, figure in found.items() if figure}
