"""What the preview of a load shows: one window of rows, each cell that matters, and what can be done about it."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from base.models import SheetLoad, SheetRow

from .collecting import collected
from .columns import Column, Kind
from .comparing import worded
from .forms import CELL
from .ledgers import Ledger
from .loads import can_take_back
from .rows import Doubt

WINDOW = 100
MOST_COLUMNS = 7
ALARMING = ("forbidden_column", "sheet_skipped")
FILTERS = {
    "all": gettext_lazy("All"),
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "unchanged": gettext_lazy("Unchanged"),
    "refused": gettext_lazy("Refused"),
    "conflicts": gettext_lazy("Conflicts"),
}
OVERRULED = {
    Doubt.TWIN: gettext_lazy("Not the same one"),
    Doubt.REPEAT: gettext_lazy("Take in as a new row"),
    Doubt.STRANGER: gettext_lazy("Take in as a new row"),
}


@dataclass(frozen=True)
class Fault:
    """One refused cell or row: where, what was typed, what is wrong, what to type, and the field to type it in."""

    column: Column | None
    place: str
    typed: str
    sentence: str
    suggestion: str
    overrule: str
    alike: int = 0

    @property
    def field(self) -> str:
        return f"{CELL}{self.column.name}" if self.column else ""

    @property
    def adoptable(self) -> bool:
        return bool(self.suggestion and self.column)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be chosen instead of typed; the text typed comes first, since it is neither."""
        if not self.column or self.column.kind not in (Kind.CHOICE, Kind.YES_NO):
            return []
        return [(self.typed, self.typed), *options(self.column)]


@dataclass(frozen=True)
class Line:
    """One row of the preview."""

    kept: SheetRow
    title: str
    cells: list[tuple[str, str]]
    faults: list[Fault]
    changes: list[tuple[Column, str, str]]
    conflicts: list[tuple[Column, str, str, str]]

    @property
    def skipped(self) -> bool:
        return bool(self.kept.answers.get("skip"))

    @property
    def mine(self) -> bool:
        return bool(self.kept.answers.get("mine"))

    @property
    def typed(self) -> bool:
        """Whether a text of the row can be typed anew."""
        return any(fault.field for fault in self.faults)

    @property
    def overrule(self) -> str:
        """What overrules the doubt about the row, if it is refused for nothing else."""
        words = {fault.overrule for fault in self.faults}
        return words.pop() if len(words) == 1 else ""


class Preview:
    """One window of a load under a filter."""

    def __init__(self, load: SheetLoad, ledger: Ledger, show: str = "", page: str | int | None = 1):
        self.load, self.ledger, self.counts = load, ledger, load.counts
        self.show = show if show in FILTERS and self._count(show) else self._first_filter()
        self.page: Page = _Counted(self._rows(), WINDOW, self._count(self.show)).get_page(page)

    @property
    def filters(self) -> list[tuple[str, str, int]]:
        """(slug, label, rows) of the filters that show something."""
        counted = [(slug, label, self._count(slug)) for slug, label in FILTERS.items()]
        return [each for each in counted if each[2] or each[0] in ("all", self.show)]

    @property
    def importable(self) -> int:
        return self.counts["new"] + self.counts["changed"]

    @property
    def open(self) -> bool:
        return self.load.state == SheetLoad.State.WAITING

    @property
    def reversible(self) -> bool:
        return can_take_back(self.ledger)

    @property
    def can_take_back(self) -> bool:
        return self.load.state == SheetLoad.State.APPLIED and self.reversible

    @cached_property
    def columns(self) -> list[Column]:
        """The columns by which a row is known, then those that matter most in this window."""
        known = self.ledger.known_by()
        busy = Counter(name for kept in self._window for name in _touched(kept))
        others = [column for column in self.ledger.columns if column.name in busy and column not in known]
        others.sort(key=lambda column: -busy[column.name])
        return [*known, *others][: max(MOST_COLUMNS, len(known))]

    @property
    def titled(self) -> bool:
        """Whether a row must say from which file or sheet it is."""
        return len(self.load.found["sheets"]) > 1

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(kept) for kept in self._window]

    @cached_property
    def collected(self):
        """Who of the departments answered."""
        return collected(self.load, self.ledger)

    @property
    def refused_files(self) -> list[dict]:
        return [file for file in self.load.found["files"] if file.get("refused")]

    @property
    def alarms(self) -> list[dict]:
        """What was left out of what stands in the files: columns of personal data, sheets without headings."""
        return [note for note in self._notes if note["code"] in ALARMING]

    @property
    def remarks(self) -> list[dict]:
        """What else is to be said about the files."""
        return [note for note in self._notes if note["code"] not in ALARMING]

    @property
    def unknown(self) -> list[str]:
        """Headings that the ledger does not have: these columns were not read."""
        return list(dict.fromkeys(label for sheet in self.load.found["sheets"] for label in sheet["unknown"]))

    @property
    def told(self) -> int:
        """How many things there are to be said about the files beside their rows."""
        return len(self.remarks) + bool(self.unknown) + bool(self.blank)

    @property
    def blank(self) -> int:
        return sum(sheet["blank"] for sheet in self.load.found["sheets"])

    @cached_property
    def _notes(self) -> list[dict]:
        files = self.load.found["files"]
        several = len(files) > 1
        return [{**note, "file": file["name"] if several else ""} for file in files for note in file.get("notes", ())]

    @cached_property
    def _window(self) -> list[SheetRow]:
        return list(self.page.object_list)

    def _rows(self):
        return self.load.rows.showing(self.show)

    def _count(self, show: str) -> int:
        return self.counts.get("found" if show == "all" else show, 0)

    def _first_filter(self) -> str:
        """What asks for a decision comes first."""
        waiting = self.load.state == SheetLoad.State.WAITING
        return next((show for show in ("refused", "conflicts") if waiting and self._count(show)), "all")

    def _line(self, kept: SheetRow) -> Line:
        shown = kept.shown
        return Line(
            kept,
            self._title(kept),
            [self._cell(kept, each) for each in self.columns],
            [self._fault(kept, *refusal) for refusal in shown.get("refusals", ())],
            [self._in_words(name, *values) for name, values in shown.get("changes", {}).items()],
            [self._in_words(name, *values) for name, values in shown.get("conflicts", {}).items()],
        )

    def _in_words(self, name: str, *values) -> tuple:
        column = self.ledger.column(name)
        return (column, *(worded(column, value) for value in values))

    def _title(self, kept: SheetRow) -> str:
        sheet = self.load.found["sheets"][kept.sheet]
        files = self.load.found["files"]
        return files[sheet["file"]]["name"] if len(files) > 1 else sheet["title"]

    def _fault(self, kept: SheetRow, name: str, typed: str, sentence: str, suggestion: str, doubt: str) -> Fault:
        sheet = self.load.found["sheets"][kept.sheet]
        column = self.ledger.column(name) if name else None
        place = f"{sheet['title']}!{sheet['letters'][name]}{kept.line}" if name in sheet["letters"] else ""
        alike = self._alike[name, typed, suggestion]
        return Fault(column, place, typed, sentence, suggestion, str(OVERRULED.get(doubt, "")), alike)

    @cached_property
    def _alike(self) -> Counter:
        """How many rows of the window are refused for the same text with the same suggestion."""
        refusals = [refusal for kept in self._window for refusal in kept.shown.get("refusals", ())]
        return Counter((name, typed, suggestion) for name, typed, _said, suggestion, _doubt in refusals)

    def _cell(self, kept: SheetRow, column: Column) -> tuple[str, str]:
        """(text as typed, "bad", "warn", "cur" or "")."""
        refusals = {each[0]: each[4] for each in kept.shown.get("refusals", ())}
        text = _typed(kept, column.name)
        if column.name in refusals:
            return text, "warn" if refusals[column.name] else "bad"
        if column.name in kept.shown.get("conflicts", {}):
            return text, "warn"
        return text, "cur" if column.name in kept.shown.get("changes", {}) else ""


class _Counted(Paginator):
    """A paginator that was told how many there are: the load has counted them."""

    def __init__(self, rows, size: int, known: int):
        super().__init__(rows, size)
        self.count = known


def options(column: Column) -> list[tuple[str, str]]:
    """(text, label) of what a choice or a yes/no cell may hold, as texts that are read back."""
    if column.kind is Kind.YES_NO:
        return [(worded(column, value), worded(column, value)) for value in (True, False)]
    return [(str(label), str(label)) for _value, label in column.choices]


def _touched(kept: SheetRow) -> set[str]:
    shown = kept.shown
    refused = {each[0] for each in shown.get("refusals", ()) if each[0]}
    return refused | set(shown.get("changes", {})) | set(shown.get("conflicts", {}))


def _typed(kept: SheetRow, name: str) -> str:
    cell = kept.answers.get("cells", {}).get(name, kept.cells.get(name, ""))
    return cell if isinstance(cell, str) else cell[0]
