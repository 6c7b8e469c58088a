"""One row of a workbook or of the grid on its way into a ledger, and what was decided about it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Cell = str | list


class Outcome(StrEnum):
    """What a row amounts to: each row is exactly one of them."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Doubt(StrEnum):
    """Refusals a person may overrule: the row is then taken as another one than that it resembles."""

    TWIN = "twin"
    REPEAT = "repeat"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Known:
    """A row as the ledger holds it now; `values` by column name, of the types `cells.normalised` gives."""

    key: str
    version: int
    values: dict


@dataclass(frozen=True)
class Refusal:
    """What is wrong with a cell (or, without a column, with the row), what was typed, what to type instead."""

    column: str
    typed: str
    sentence: str
    suggestion: str = ""
    doubt: str = ""


@dataclass
class Conflict:
    """A field that the file and somebody else changed differently since the version the row carries."""

    base: Any
    theirs: Any
    mine: Any


@dataclass(slots=True)
class Row:
    """A row as read, and, once compared, what it would make of the ledger.

    `cells` holds each given column as typed: a text, or [text, kind of cell] where it was no text. `answers`
    is what a person decided: {"cells": {column: text}, "skip", "distinct", "mine": bool}. `part` is the
    department whose workbook it stood in. `values` is the row as it would stand, `changed` the names that
    differ from `before`.
    """

    number: int
    cells: dict[str, Cell]
    key: str = ""
    version: int | None = None
    sheet: int = 0
    line: int = 0
    hidden: bool = False
    part: str = ""
    answers: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    before: Known | None = None
    changed: list[str] = field(default_factory=list)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def typed(self, column: str) -> tuple[str, str]:
        """(text, kind of cell) of a column as corrected, else as read; ("", "text") where nothing was given."""
        cell = self.corrected.get(column, self.cells.get(column, ""))
        return (cell, "text") if isinstance(cell, str) else (cell[0], cell[1])

    def refuse(self, column: str, sentence, suggestion: str = "", kind: str = "") -> None:
        """Keep the row out: what is wrong with `column` ("" for the whole row), and what to type instead.

        A `kind` of Doubt (twin, repeat, stranger) can be overruled by the person, after which it is not raised again.
        """
        if kind not in list(Doubt) or not self.distinct:
            text = self.typed(column)[0] if column else ""
            self.refusals.append(Refusal(column, text, str(sentence), str(suggestion), kind))

    def wrong(self, column: str) -> bool:
        """Whether the column is refused already: a ledger need not look at it again."""
        return any(refusal.column == column for refusal in self.refusals)

    def keep_mine(self) -> bool:
        """Whether the person chose their own content in a conflict; else that of the others stays."""
        return bool(self.answers.get("mine"))

    @property
    def corrected(self) -> dict[str, str]:
        """What was typed in place of the cells read, by column."""
        return self.answers.get("cells", {})

    @property
    def skipped(self) -> bool:
        return bool(self.answers.get("skip"))

    @property
    def distinct(self) -> bool:
        return bool(self.answers.get("distinct"))

    @property
    def target(self) -> str:
        """The key of the ledger's row that this one means; "" for a new one."""
        return self.before.key if self.before else ""

    @property
    def outcome(self) -> Outcome:
        if self.refusals or self.skipped:
            return Outcome.REFUSED
        if self.before is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changed else Outcome.UNCHANGED
