"""A ledger as a grid in the page: a window of rows under one group of columns, and what is posted from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.forms import Refused, Stale

from .columns import Column, Kind
from .comparing import compare, counts, worded
from .ledgers import Known, Ledger
from .loads import record
from .preview import options
from .rows import Outcome, Refusal, Row

WINDOW = 50
# A post of more fields is refused before any view sees it (DATA_UPLOAD_MAX_NUMBER_FIELDS).
MOST_FIELDS = 900
OTHER_PAGES = 100_000
EVERYTHING = "all"


@dataclass(frozen=True)
class Field:
    """One cell to be edited."""

    column: Column
    name: str
    text: str
    refusals: list[Refusal]
    conflict: object | None = None

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen; with a text that is none of it in front, so that nothing typed is lost."""
        if self.column.kind not in (Kind.CHOICE, Kind.YES_NO):
            return []
        known = [("", ""), *options(self.column)]
        return known if any(self.text == text for text, _label in known) else [(self.text, self.text), *known]


@dataclass(frozen=True)
class Line:
    """One row of the grid: whose it is, the words beside it, its cells, and what is wrong with it."""

    number: int
    key: str
    version: int | None
    who: str
    known_by: list[str]
    fields: list[Field]
    row: Row | None = None
    ticked: bool = False

    @property
    def faults(self) -> list[Field]:
        return [field for field in self.fields if field.refusals]

    @property
    def whole(self) -> list[Refusal]:
        """What is wrong with the row rather than with one of its cells."""
        shown = {field.column.name for field in self.fields}
        return [each for each in self.row.refusals if each.column not in shown] if self.row else []

    @property
    def conflicts(self) -> list[tuple[Column, str, str, str]]:
        """(column, as it was, theirs, mine) of what somebody else changed meanwhile."""
        found = [(field.column, field.conflict) for field in self.fields if field.conflict]
        return [(each, worded(each, c.base), worded(each, c.theirs), worded(each, c.mine)) for each, c in found]

    @property
    def chosen(self) -> bool:
        return bool(self.row and "mine" in self.row.answers)

    @property
    def mine(self) -> bool:
        return bool(self.row and self.row.keep_mine())


class Grid:
    """The window asked for, and, once posted, the rows as they were typed."""

    def __init__(self, ledger: Ledger, asked, post=None):
        self.ledger, self.post = ledger, post
        self.groups = ledger.groups or {EVERYTHING: (gettext_lazy("all columns"), [c.name for c in ledger.columns])}
        self.group = asked.get("columns") if asked.get("columns") in self.groups else next(iter(self.groups))
        self.part = asked.get("part", "")
        self.page = Paginator(self._known, self._window).get_page(asked.get("page"))

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the group that can be edited here."""
        named = [self.ledger.column(name) for name in self.groups[self.group][1]]
        return [column for column in named if not column.locked]

    @cached_property
    def known_by(self) -> list[Column]:
        """The columns that name a row, the first two, as far as they are not in the group."""
        return [column for column in self.ledger.known_by()[:2] if column not in self.columns]

    @cached_property
    def rows(self) -> list[Row]:
        """The posted rows of the window, and with "all" ticked one for each further row of the part."""
        rows = [row for number in range(self._window) if (row := self._posted(number))]
        return [*rows, *self._others(rows)]

    @cached_property
    def lines(self) -> list[Line]:
        """The rows to be shown: as typed where they were posted, else as they stand."""
        if self.post is None:
            return [self._line(number, each) for number, each in enumerate(self.page.object_list)]
        known = {each.key: each for each in self._known}
        return [self._typed(row, known.get(row.key)) for row in self.rows if row.number < OTHER_PAGES]

    @property
    def group_links(self) -> list[tuple[str, object]]:
        return [(slug, label) for slug, (label, _names) in self.groups.items()]

    @property
    def open_conflicts(self) -> list[Row]:
        """Rows that somebody else changed too, about which nothing was chosen yet."""
        return [row for row in self.rows if row.conflicts and "mine" not in row.answers]

    @property
    def faulty(self) -> list[Row]:
        return [row for row in self.rows if row.outcome is Outcome.REFUSED]

    @property
    def set_column(self) -> str:
        return self._asked("set_column")

    @property
    def set_value(self) -> str:
        return self._asked("set_value")

    @property
    def everywhere(self) -> bool:
        """Whether what is set is set in the rows of the other pages too."""
        return self._asked("everywhere") == "1"

    @property
    def parts(self) -> list[str]:
        return self.ledger.parts()

    @property
    def width(self) -> int:
        """Columns beside the first."""
        return len(self.known_by) + len(self.columns)

    @property
    def _ticked(self) -> list[str]:
        return self.post.getlist("tick") if self.post is not None else []

    def _asked(self, name: str) -> str:
        return self.post.get(name, "") if self.post is not None else ""

    @cached_property
    def _known(self) -> list[Known]:
        known = self.ledger.rows()
        return [each for each in known if each.values.get(self.ledger.part) == self.part] if self.part else known

    @property
    def _window(self) -> int:
        return min(WINDOW, MOST_FIELDS // (len(self.columns) + 4))

    def _line(self, number: int, known: Known) -> Line:
        fields = [
            Field(column, _name(number, column), worded(column, known.values.get(column.name)), [])
            for column in self.columns
        ]
        return Line(number, known.key, known.version, self._who(known), self._words(known), fields)

    def _typed(self, row: Row, known: Known | None) -> Line:
        fields = [
            Field(
                column,
                _name(row.number, column),
                row.typed(column.name)[0],
                [each for each in row.refusals if each.column == column.name],
                row.conflicts.get(column.name),
            )
            for column in self.columns
        ]
        who, words = (self._who(known), self._words(known)) if known else ("", [""] * len(self.known_by))
        return Line(row.number, row.key, row.version, who, words, fields, row, str(row.number) in self._ticked)

    def _who(self, known: Known) -> str:
        first = self.ledger.known_by()[0]
        return worded(first, known.values.get(first.name))

    def _words(self, known: Known) -> list[str]:
        return [worded(column, known.values.get(column.name)) for column in self.known_by]

    def _posted(self, number: int) -> Row | None:
        key, version = self.post.get(f"key-{number}"), self.post.get(f"version-{number}", "")
        if not key or not version.isdecimal():
            return None
        cells = {column.name: self.post.get(_name(number, column)) for column in self.columns}
        cells = {name: text for name, text in cells.items() if text is not None}
        chosen = self.post.get(f"mine-{number}")
        answers = {"mine": chosen == "1"} if chosen in ("0", "1") else {}
        if str(number) in self._ticked or self.everywhere:
            cells |= self._set()
        return Row(number, cells, key=key, version=int(version), line=number + 1, answers=answers)

    def _others(self, rows: list[Row]) -> Iterator[Row]:
        if not self.everywhere or not self._set():
            return
        here = {row.key for row in rows}
        for number, each in enumerate(self._known):
            if each.key not in here:
                yield Row(OTHER_PAGES + number, self._set(), key=each.key, version=each.version, line=number + 1)

    def _set(self) -> dict[str, str]:
        """What is to be set in all ticked rows."""
        names = {column.name for column in self.columns}
        return {self.set_column: self.set_value} if self.set_column in names else {}


def save(*, grid: Grid, by, on, version: int | None = None, request=None) -> int:
    """Write what was changed in the grid, inside the caller's transaction; return how many rows that were.

    Raises Refused when a cell is wrong (its row then says so) and Stale when somebody else changed the same
    cell and nothing was chosen: nothing is written then, and what was typed stays in the grid.
    """
    grid.ledger.hold()
    compare(grid.ledger, grid.rows)
    if grid.faulty:
        raise Refused(_("Nothing is saved yet: some cells cannot be read."))
    if grid.open_conflicts:
        raise Stale(grid)
    changed = [row for row in grid.rows if row.outcome is Outcome.CHANGED]
    if changed:
        grid.ledger.apply(changed, by=by, on=on)
        record(grid.ledger, counts(grid.rows), by=by, request=request)
    return len(changed)


def said(grid: Grid) -> str:
    """What saving did, in words."""
    saved = sum(row.outcome is Outcome.CHANGED for row in grid.rows)
    return ngettext("%(n)d row saved", "%(n)d rows saved", saved) % {"n": saved} if saved else _("Nothing was changed")


def _name(number: int, column: Column) -> str:
    return f"c-{number}-{column.name}"
