"""A ledger of one county as a table: read from its facts, checked by their own rules, written by their one way."""

import uuid
from collections import Counter
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from base.sheets.columns import Column, Kind
from base.sheets.comparing import as_typed, worded
from base.sheets.ledgers import Known, Ledger, nearest
from base.sheets.rows import Row
from pilots.access import Action

from ..facts import Fact, hold, kept_by_the_bureau, require_writable, write
from ..models import Department
from .shape import Shape, day_in, day_out, days, touches


class FactLedger(Ledger):
    """The rows of `unit` as they stand on `on`, today.

    `models` share their keys, and the first is there for every row; `unique` are columns in which a text stands
    once; `seen_with` are the rights without which nobody sees the table.
    """

    models: tuple[type[Fact], ...] = ()
    unique: tuple[str, ...] = ()
    seen_with: tuple[Action, ...] = (Action.SEE_LEDGERS,)

    def __init__(self, unit, on: date):
        self.unit, self.on = unit, on
        self.place, self.whose = unit.key, unit.name
        self.known: list[Known] = []

    # -- what stands ------------------------------------------------------------------------------
    def rows(self) -> list[Known]:
        """Read anew each time: others may have written since."""
        self.forget()
        rows = self.shape.standing(self.unit)
        self.known = [Known(str(key), self.shape.together(facts), self.shape.values(facts)) for key, facts in rows]
        return self.known

    def at_versions(self, wanted: list[tuple[str, int]]) -> dict[tuple[str, int], dict]:
        return {pair: self.shape.values(facts) for pair, facts in self.shape.earlier(self.unit, wanted)}

    def hold(self) -> None:
        hold(self.unit)

    @cached_property
    def departments(self) -> dict[uuid.UUID, str]:
        """Names of the original departments by key, in their order."""
        return dict(Department.objects.current().filter(unit=self.unit).values_list("key", "name"))

    @cached_property
    def department_keys(self) -> dict[str, uuid.UUID]:
        return {name: key for key, name in self.departments.items()}

    def parts(self) -> list[str]:
        return list(self.department_keys) if self.part else []

    # -- how it is laid out -----------------------------------------------------------------------
    @cached_property
    def shape(self) -> Shape:
        return Shape(self.models, self.columns, self.outward(), self.inward())

    def outward(self) -> dict:
        """{column: what makes a cell's value of a fact's}."""
        turned = dict.fromkeys(days(self.columns), day_out)
        return turned | ({self.part: lambda key: self.departments.get(key, "")} if self.part else {})

    def inward(self) -> dict:
        """{column: what makes a fact's value of a cell's}. An empty cell of yes and no says no."""
        turned = dict.fromkeys(days(self.columns), day_in)
        turned |= {column.name: bool for column in self.columns if column.kind is Kind.YES_NO}
        return turned | ({self.part: lambda name: self.department_keys.get(name)} if self.part else {})

    def forget(self) -> None:
        """Let go what was read of other facts."""
        for name in ("departments", "department_keys"):
            self.__dict__.pop(name, None)

    # -- what is refused --------------------------------------------------------------------------
    def check(self, rows: list[Row]) -> None:
        for row in rows:
            if not row.wrong(""):
                self.check_row(row)
                self._check_facts(row)
        for name in self.unique:
            self._refuse_second(rows, self.column(name))

    def check_row(self, row: Row) -> None:
        """What the facts themselves cannot know: a name that stands for no other fact."""
        name = row.values.get(self.part)
        if name and touches(row, self.part) and not row.wrong(self.part) and name not in self.department_keys:
            said = _("No original department has this name. Choose one that is listed, or list it first.")
            row.refuse(self.part, said, nearest(name, list(self.department_keys)))

    def _check_facts(self, row: Row) -> None:
        for change in self.shape.changes(row):
            before, after = self.shape.pair(change, row, self.unit)
            try:
                require_writable(after, before, self.on)
            except ValidationError as error:
                for name, sentences in error.message_dict.items():
                    self._refuse(row, name, " ".join(sentences))
            for name, sentence in kept_by_the_bureau(after, before).items():
                self._refuse(row, name, sentence, row.before.values.get(name) if row.before else None)

    def _refuse(self, row: Row, name: str, sentence: str, rather=None) -> None:
        column = next((each for each in self.columns if each.name == name), None)
        if column is None:
            row.refuse("", sentence)
        elif not row.wrong(name):
            row.refuse(name, sentence, worded(column, rather))

    def _refuse_second(self, rows: list[Row], column: Column) -> None:
        """Refuse texts that would stand twice; a row that is refused keeps its old text, which may refuse another."""
        standing = {known.key: as_typed(column, known.values[column.name]) for known in self.known}
        said = _("“%(text)s” stands in another row too, and may stand once only. Type another, or skip one of them.")
        while True:
            taken = [row for row in rows if not row.refusals and touches(row, column.name)]
            moved = {row.target for row in taken}
            texts = Counter(text for key, text in standing.items() if key not in moved)
            texts.update(row.values[column.name] for row in taken)
            second = [row for row in taken if (text := row.values[column.name]) and texts[text] > 1]
            for row in second:
                row.refuse(column.name, said % {"text": row.values[column.name]})
            if not second:
                return

    # -- what is written --------------------------------------------------------------------------
    def apply(self, rows: list[Row], *, by, on) -> None:
        changes = [change for row in rows for change in self.shape.changes(row)]
        write(self.unit, changes, by=by, on=on)
