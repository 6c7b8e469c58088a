"""How facts are laid out as rows of a table, and what a row says of each of its facts."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, reduce

from base.sheets.columns import Column, Kind
from base.sheets.comparing import is_blank
from base.sheets.rows import Row

from ..facts import CHUNK, Change, Fact

# Versions a fact can have before two of them side by side would be mistaken for others.
SIDE_BY_SIDE = 100_000
# A version as it was read: its number, then the values of the columns.
Version = tuple
# Days repeat from row to row: their texts are kept once.
_in_text = lru_cache(4096)(date.isoformat)


def days(columns: Iterable[Column]) -> list[str]:
    """The columns that hold days."""
    return [column.name for column in columns if column.kind is Kind.DAY]


def day_out(day: date | None) -> str | None:
    """A fact's day as a cell's value."""
    return day and _in_text(day)


def day_in(text: str | None) -> date | None:
    """A cell's value as a fact's day."""
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Shape:
    """Which fact each column belongs to, and how values are turned on their way out of it and back in.

    A row of several facts carries their versions side by side, so that a change of any is seen.
    """

    models: tuple[type[Fact], ...]
    columns: tuple[Column, ...]
    outward: dict[str, Callable]
    inward: dict[str, Callable]
    names: dict[type[Fact], list[str]] = field(init=False)

    def __post_init__(self):
        listed = [column.name for column in self.columns]
        names = {model: [name for name in listed if name in model.told()] for model in self.models}
        object.__setattr__(self, "names", names)

    def standing(self, unit) -> Iterator[tuple[uuid.UUID, list[Version | None]]]:
        """(key, versions that stand now) of each row, in the order of the first model; None where nothing is said."""
        first, *others = (self._standing(model, unit) for model in self.models)
        for key, version in first.items():
            yield key, [version, *(of.get(key) for of in others)]

    def earlier(self, unit, wanted: list[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], list[Version | None]]]:
        """The versions of the (key, version) pairs that ever were."""
        keys = sorted({key for key, _version in wanted})
        found = [self._all_versions(model, unit, keys) for model in self.models]
        for key, version in wanted:
            numbers = self.apart(version)
            facts = [of.get((uuid.UUID(key), number)) for of, number in zip(found, numbers, strict=True)]
            if all(fact or not number for fact, number in zip(facts, numbers, strict=True)) and facts[0]:
                yield (key, version), facts

    def values(self, facts: list[Version | None]) -> dict:
        """{column: value} of a row made of these facts."""
        values = {}
        for model, fact in zip(self.models, facts, strict=True):
            values |= zip(self.names[model], fact[1:], strict=True) if fact else self._nothing(model)
        for name, turned in self.outward.items():
            values[name] = turned(values[name])
        return values

    def together(self, facts: list[Version | None]) -> int:
        """The row's version; 0 stands for a fact that is not there."""
        return reduce(lambda whole, fact: whole * SIDE_BY_SIDE + (fact[0] if fact else 0), facts, 0)

    def apart(self, version: int) -> list[int]:
        """The version of each fact."""
        found = []
        for _model in self.models[1:]:
            version, last = divmod(version, SIDE_BY_SIDE)
            found.insert(0, last)
        return [version, *found]

    def changes(self, row: Row) -> Iterator[Change]:
        """What a row changes in each of its facts; one about which it says nothing is not begun."""
        key = uuid.UUID(row.target) if row.before else uuid.uuid4()
        versions = self.apart(row.before.version) if row.before else [0] * len(self.models)
        for model, version in zip(self.models, versions, strict=True):
            names = [name for name in self.names[model] if touches(row, name)]
            said = {name: row.values[name] for name in names if version or not is_blank(row.values[name])}
            if said:
                yield Change(model, self.read(said), key, version or None)

    def pair(self, change: Change, row: Row, unit) -> tuple[Fact | None, Fact]:
        """(before, after) as unsaved facts: what stands, and what the change would make of it."""
        before = None
        if change.version:
            said = {name: row.before.values[name] for name in self.names[change.model]}
            before = change.model(unit=unit, **self.read(said))
        return before, change.model(unit=unit, **{**(before.values() if before else {}), **change.values})

    def read(self, values: dict) -> dict:
        """Values of cells as values of a fact."""
        return {name: self.inward[name](value) if name in self.inward else value for name, value in values.items()}

    def _nothing(self, model) -> dict:
        return {column.name: column.empty for column in self.columns if column.name in self.names[model]}

    def _standing(self, model, unit) -> dict[uuid.UUID, Version]:
        return {row[0]: row[1:] for row in self._read(model, model.objects.current().filter(unit=unit))}

    def _all_versions(self, model, unit, keys: list[str]) -> dict:
        found = {}
        for start in range(0, len(keys), CHUNK):
            rows = model.objects.filter(unit=unit, key__in=keys[start : start + CHUNK], removed=False)
            found |= {(row[0], row[1]): row[1:] for row in self._read(model, rows)}
        return found

    def _read(self, model, rows) -> Iterator[tuple]:
        return rows.values_list("key", "version", *self.names[model]).iterator(CHUNK)


def touches(row: Row, name: str) -> bool:
    """Whether the row says something new in a column: a new row does in all."""
    return name in row.changed if row.before else name in row.values
