"""What the preview of a load shows: each row beside its source and beside what stands (screen 07)."""

from dataclasses import dataclass, field
from datetime import date

from tasks.models import Precision
from tasks.reading import Notice
from tasks.reading_texts import place_text, warning_text

from .changes import Changes, RowChange, compare
from .fields import FIELD_LABELS
from .intake import data_for
from .refusal import LoadRefused
from .rows import Row


@dataclass(frozen=True)
class Difference:
    """One field of a row, before and after, in words."""

    label: str
    before: object
    after: object


@dataclass(frozen=True)
class PreviewRow:
    """A row of the preview: as read, where it was read, what was inferred, what would change."""

    row: Row
    before: Row | None
    change: RowChange | None
    inherited: bool
    place: str
    wording: str
    precision: str
    differences: list[Difference] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.change.kind if self.change else "same"


@dataclass(frozen=True)
class Doubt:
    """Something a person must rule on; `ruling` names the choice that goes with it."""

    place: str
    code: str
    text: str
    seen: bool
    ruling: str


@dataclass(frozen=True)
class Preview:
    """The whole page, or the sentence why the file cannot be loaded here."""

    notice: Notice
    rows: list[PreviewRow] = field(default_factory=list)
    removed: list[RowChange] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    changes: Changes | None = None
    refused: str = ""

    @property
    def unconfirmed(self) -> int:
        return sum(not doubt.seen for doubt in self.doubts)

    @property
    def changed(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.kind == "changed"]

    @property
    def per_precision(self) -> list[tuple[str, int]]:
        found = [row.precision for row in self.rows]
        return [(name, found.count(name)) for name in dict.fromkeys(found)]


RULINGS = {"rest_day": "rest_day", "year_precision": "year_reminder"}


def preview(load, form, on: date) -> Preview:
    """Compare the kept reading with what stands, under the rulings chosen so far."""
    notice = Notice.from_dict(load.read)
    seen = form.seen()
    doubts = [
        Doubt(str(place), doubt.code, warning_text(doubt), str(place) in seen, RULINGS.get(doubt.code, ""))
        for place, doubt in enumerate(notice.warnings)
    ]
    try:
        changes = compare(notice, load.plan, data_for(notice, load.plan, load.number), load.rulings)
    except LoadRefused as refused:
        return Preview(notice, doubts=doubts, refused=str(refused))
    by_number = {change.number: change for change in changes.changed}
    sources = {task.number: task for task in notice.tasks}
    rows = [_row(row, by_number.get(row.number), sources[row.number], load.plan) for row in changes.rows]
    removed = [change for change in changes.changed if change.kind == "removed"]
    return Preview(notice, rows, removed, doubts, changes)


def _row(row: Row, change: RowChange | None, task, plan) -> PreviewRow:
    known = change if plan else None
    return PreviewRow(
        row,
        known.before if known else None,
        known,
        task.inherited,
        place_text(task.source),
        task.deadline.wording,
        Precision(row.precision).label,
        _differences(known),
    )


def _differences(change: RowChange | None) -> list[Difference]:
    if not change or change.kind != "changed":
        return []
    names = [name for name in change.fields if name not in _told_by(change.fields)]
    return [Difference(FIELD_LABELS[name], _shown(name, change.before), _shown(name, change.after)) for name in names]


def _told_by(names: list[str]) -> set[str]:
    """The wording of a deadline says nothing that the changed day does not say."""
    return {"deadline_wording"} if "due_on" in names else set()


def _shown(name: str, row: Row):
    return len(row.units) if name == "units" else getattr(row, name)
