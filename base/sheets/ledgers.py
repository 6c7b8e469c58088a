"""The tables that can be kept in a workbook and in the grid. Each app registers its own in AppConfig.ready()."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from difflib import get_close_matches

from django.http import Http404

from .columns import Column
from .rows import Known, Row

__all__ = ["Known", "Ledger", "nearest", "opened", "register"]

_OPENERS: dict[str, Callable] = {}
CLOSE = 0.5


class Ledger(ABC):
    """What a table answers about itself. One object serves one request: what it has read it may keep.

    `place` is whose table it is (a slug for addresses), `whose` the same in words, `part` the column by
    which it is handed out (the giving department), `headline` the columns by which a person knows a row,
    `groups` the column groups of the grid: {slug: (label, [column names])}. A ledger that can take a whole
    load back has a method `take_back(rows, *, by, on)`.
    """

    name: str = ""
    title: str = ""
    place: str = ""
    whose: str = ""
    columns: tuple[Column, ...] = ()
    part: str = ""
    headline: tuple[str, ...] = ()
    groups: dict[str, tuple[str, list[str]]] = {}
    note: str = ""

    @abstractmethod
    def rows(self) -> list[Known]:
        """All rows as they stand, in the order in which people read them."""

    def at_version(self, key: str, version: int) -> dict | None:
        """The values of an earlier version, for the three-way comparison; None when there was none."""
        return None

    def at_versions(self, wanted: list[tuple[str, int]]) -> dict[tuple[str, int], dict]:
        """Several at once; a ledger of many rows answers this with one query instead of `at_version`."""
        found = {each: self.at_version(*each) for each in wanted}
        return {each: values for each, values in found.items() if values is not None}

    def match(self, values: dict) -> str | None:
        """The key of the row that a row without key means; None for a new one."""
        return None

    def check(self, rows: list[Row]) -> None:  # noqa: B027 - a table without rules of its own needs none
        """What the domain refuses among rows that would be new or changed: `row.refuse(...)`."""

    def hold(self) -> None:  # noqa: B027 - a table whose rows carry versions needs no lock
        """Keep other writers out until the transaction ends; called before the last comparison."""

    @abstractmethod
    def apply(self, rows: list[Row], *, by, on) -> None:
        """Write rows that are new (`before` is None) or changed, inside the caller's transaction.

        A ledger with `take_back` sets `key` and `version` of each row to what it wrote.
        """

    def parts(self) -> list[str]:
        """The values of the column `part` that are asked for their rows."""
        return []

    @abstractmethod
    def back_url(self) -> str:
        """The ledger's own page."""

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(each for each in self.columns if each.name == name)

    def known_by(self) -> list[Column]:
        """The columns by which a person knows a row: the headline, else the first three."""
        return [self.column(name) for name in self.headline] if self.headline else list(self.columns[:3])


def register(name: str, opener: Callable) -> None:
    """Let `opener(officer, place, *, write) -> Ledger` open the ledger `name` (a slug).

    The opener raises Http404 for a place out of the officer's reach, PermissionDenied without the right.
    """
    _OPENERS[name] = opener


def opened(name: str, officer, place: str, *, write: bool = False) -> Ledger:
    """The ledger, for this officer. Raises Http404 (also for a name nobody registered) or PermissionDenied."""
    if name not in _OPENERS:
        raise Http404
    return _OPENERS[name](officer, place, write=write)


def nearest(text: str, names: list[str]) -> str:
    """The name most like the text typed, to be offered; "" when none is close."""
    return next(iter(get_close_matches(text, names, 1, CLOSE)), "")
