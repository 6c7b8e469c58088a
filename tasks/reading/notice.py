"""What a notice says, as dataclasses. Days are `date`; an unknown word is '' and an unknown day None."""

from dataclasses import dataclass, field, fields
from datetime import date
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints


class ReadingError(Exception):
    """The file cannot be read as a notice. `code` and `params` become a sentence in `tasks.reading_texts`."""

    def __init__(self, code: str, params: dict | None = None, source: str = ""):
        super().__init__(code, params or {}, source)
        self.code, self.params, self.source = code, params or {}, source


class Record:
    """Plain-data form, so that a notice can cross a process or be stored as JSON."""

    def as_dict(self) -> dict:
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self)}  # type: ignore[arg-type]

    @classmethod
    def from_dict(cls, data: dict):
        hints = get_type_hints(cls)
        return cls(**{name: _revived(hints[name], value) for name, value in data.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.as_dict()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _revived(kind: Any, value: Any) -> Any:
    if get_origin(kind) is UnionType:
        kind = next(part for part in get_args(kind) if part is not NoneType)
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(_revived(get_args(kind)[0], item) for item in value)
    if kind is date:
        return date.fromisoformat(value)
    return kind.from_dict(value) if isinstance(kind, type) and issubclass(kind, Record) else value


@dataclass(frozen=True)
class NamedUnit(Record):
    """A pilot that the notice names; `kind` is district, county, county_city or zone."""

    name: str
    kind: str


@dataclass(frozen=True)
class Clause(Record):
    """One passage: its number in the notice, its label such as '三、（一）', its heading, the words after it."""

    number: int
    label: str
    heading: str
    text: str
    level: int


@dataclass(frozen=True)
class Phase(Record):
    """A step of the plan; `clause` is the label of the passage that states it."""

    name: str
    starts_on: date | None
    due_on: date | None
    clause: str


@dataclass(frozen=True)
class Stage(Record):
    """One step of a deadline in stages: what, and the last day for it."""

    text: str
    due_on: date


@dataclass(frozen=True)
class Deadline(Record):
    """A deadline as worded and as read. `due_on` is the last day that still counts.

    `kind` is once, recurring, standing, relative, immediate, conditional, staged, unclear or none;
    `precision` is day, month, quarter, half_year, year or ''; `standing` means the duty goes on after the
    day; `rule` names the rule that read it; `reason` is a code for why `confidence` (0 to 1) is below 1.
    """

    wording: str
    kind: str
    starts_on: date | None = None
    due_on: date | None = None
    precision: str = ""
    standing: bool = False
    recurs: str = ""
    rule: str = ""
    confidence: float = 1.0
    reason: str = ""
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class TaskRow(Record):
    """One row of the task table.

    `lead`, `support` and `units` are named units (leads and supporting ones apart), `groups` words that stand
    for several; `restored` lists names whose level prefix the wording leaves out. `inherited` marks a unit
    cell that was merged or empty and carried down.
    """

    number: int
    text: str
    units_wording: str
    units: tuple[str, ...]
    groups: tuple[str, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    restored: tuple[str, ...]
    deadline: Deadline
    source: str
    inherited: bool = False


@dataclass(frozen=True)
class Warning(Record):
    """A doubt that a person must rule on. Never an alert."""

    code: str
    params: dict = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True)
class Notice(Record):
    """An issued notice as read from one file; `digest` is the file's SHA-256, `form` docx, txt or xlsx.

    `heading` is the line of the covering notice (关于印发……的通知), `title` that of the plan it issues.
    """

    title: str
    heading: str
    document_number: str
    issuer: str
    issued_on: date | None
    phases: tuple[Phase, ...]
    units: tuple[NamedUnit, ...]
    clauses: tuple[Clause, ...]
    tasks: tuple[TaskRow, ...]
    warnings: tuple[Warning, ...]
    digest: str
    form: str
