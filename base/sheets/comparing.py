"""Each row read becomes exactly one of new, changed, unchanged, refused; what others changed meanwhile is kept apart.

Three texts decide a field: what it was at the version the row carries, what the file says, what stands now.
Only fields that the file really changed count; if somebody else changed the same field to something else
since, the two stand side by side until a person chooses, and until then the other's content stays.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .cells import CellRefused, normalised
from .columns import Column, Kind
from .ledgers import Ledger, nearest
from .rows import Conflict, Doubt, Known, Outcome, Row
from .writing import shown


def compare(ledger: Ledger, rows: list[Row]) -> list[Row]:
    """Decide every row against the ledger as it stands now; asks the ledger for all rows at once."""
    ground = _Ground.of(ledger, rows)
    for row in rows:
        _decide(row, ground)
    kept = [row for row in rows if not row.skipped]
    _refuse_repeats(kept)
    ledger.check([row for row in kept if row.outcome is not Outcome.UNCHANGED])
    return rows


def counts(rows: list[Row]) -> dict[str, int]:
    """Rows per outcome, the conflicts and skipped ones among them, and the sum that was found."""
    tally = Counter(row.outcome for row in rows)
    return {
        "found": len(rows),
        **{outcome.value: tally[outcome] for outcome in Outcome},
        "conflicts": sum(bool(row.conflicts) for row in rows),
        "skipped": sum(row.skipped for row in rows),
    }


def is_blank(value) -> bool:
    """Whether a value says nothing; no and 0 do say something."""
    return value is None or value == "" or value == []


@dataclass(frozen=True)
class _Ground:
    """What the rows are compared with: the ledger's columns, its rows now, and earlier versions of some."""

    ledger: Ledger
    columns: dict[str, Column]
    known: dict[str, Known]
    earlier: dict[tuple[str, int], dict]

    @classmethod
    def of(cls, ledger: Ledger, rows: list[Row]) -> "_Ground":
        known = {each.key: each for each in ledger.rows()}
        carried = {(row.key, row.version) for row in rows if row.key in known and row.version is not None}
        old = sorted(each for each in carried if each[1] != known[each[0]].version)
        earlier = ledger.at_versions(old) if old else {}
        return cls(ledger, {column.name: column for column in ledger.columns}, known, earlier)

    def base_of(self, row: Row, now: Known) -> dict | None:
        """What the row started from; without a version it starts from what stands."""
        if row.version in (None, now.version):
            return now.values
        return self.earlier.get((row.key, row.version))


def _decide(row: Row, ground: _Ground) -> None:
    row.values, row.before, row.changed, row.conflicts, row.refusals = {}, None, [], {}, []
    mine = _read(row, ground.columns)
    _keep_to_its_part(row, ground.ledger.part, mine)
    key = None if row.distinct else row.key or ground.ledger.match(mine)
    if not key:
        _as_new(row, mine, ground.columns)
    elif key not in ground.known:
        said = _("This row belongs to another table, or was removed since. Skip it, or take it in as a new row.")
        row.refuse("", said, kind=Doubt.STRANGER)
        row.values = mine
    else:
        _as_known(row, mine, ground.known[key], ground)


def _read(row: Row, columns: dict[str, Column]) -> dict:
    """The values of the given cells; a cell that cannot be read is refused with what to type."""
    mine = {}
    for name in {**row.cells, **row.corrected}:
        column = columns[name]
        if column.only_shown:
            continue
        text, how = row.typed(name)
        try:
            mine[name] = normalised(column, text, how)
        except CellRefused as refused:
            row.refuse(name, refused.sentence, _likely(column, text))
    return mine


def _keep_to_its_part(row: Row, column: str, mine: dict) -> None:
    """A workbook handed to one department speaks for that department alone."""
    if not row.part or not column or row.wrong(column):
        return
    if is_blank(mine.get(column)):
        mine[column] = row.part
    elif mine[column] != row.part:
        row.refuse(column, _("This workbook was handed to %(part)s.") % {"part": row.part}, row.part)


def _likely(column: Column, text: str) -> str:
    labels = [str(label) for _value, label in column.choices] if column.kind is Kind.CHOICE else []
    return nearest(text, labels)


def _as_new(row: Row, mine: dict, columns: dict[str, Column]) -> None:
    row.values = {name: mine.get(name, column.empty) for name, column in columns.items()}
    for name, column in columns.items():
        if column.required and is_blank(row.values[name]) and not row.wrong(name):
            row.refuse(name, _needed(column))
        if column.locked and not is_blank(row.values[name]):
            row.refuse(name, _kept_elsewhere(column))


def _as_known(row: Row, mine: dict, now: Known, ground: _Ground) -> None:
    row.before, row.values = now, dict(now.values)
    base = ground.base_of(row, now)
    if base is None:
        row.refuse("", _("The ledger has no such version of this row. Download the workbook again."))
        return
    whole = bool(row.key) and row.version is not None
    for name, value in mine.items():
        # Without the version nobody knows what an empty cell means: in a list of one's own it clears nothing.
        if whole or not is_blank(value):
            _field(row, ground.columns[name], base.get(name), now.values.get(name), value)


def _field(row: Row, column: Column, base, theirs, mine) -> None:
    if _same(column, mine, base) or _same(column, mine, theirs):
        return
    if column.locked:
        row.refuse(column.name, _kept_elsewhere(column), worded(column, theirs))
        return
    if column.required and is_blank(mine):
        row.refuse(column.name, _needed(column), worded(column, theirs))
        return
    alone = _same(column, theirs, base)
    if not alone:
        row.conflicts[column.name] = Conflict(base, theirs, mine)
    if alone or row.keep_mine():
        row.changed.append(column.name)
        row.values[column.name] = mine


def _same(column: Column, one, other) -> bool:
    """Whether two values say the same; what the ledger holds may be written less strictly than it is read."""
    if column.kind is Kind.YES_NO:
        # An empty cell says no.
        return bool(one) == bool(other)
    if is_blank(one) or is_blank(other):
        return is_blank(one) and is_blank(other)
    return one == other or as_typed(column, one) == as_typed(column, other)


def as_typed(column: Column, value):
    """A value of the ledger as it would be read if somebody typed it."""
    try:
        return normalised(column, value, "text") if isinstance(value, str) else value
    except CellRefused:
        return value


def _refuse_repeats(rows: list[Row]) -> None:
    """Two rows for one row of the ledger: which is meant, only a person knows. A copied row carries its key along."""
    lines = defaultdict(list)
    for row in rows:
        if row.before:
            lines[row.target].append(str(row.line))
    said = _("Rows %(lines)s are for the same entry. Skip one of them, or take it in as a new row.")
    for row in rows:
        if row.before and len(lines[row.target]) > 1:
            row.refuse("", said % {"lines": ", ".join(lines[row.target][:6])}, kind=Doubt.REPEAT)


def _needed(column: Column) -> str:
    return _("“%(column)s” cannot be empty.") % {"column": column.label}


def _kept_elsewhere(column: Column) -> str:
    return _("“%(column)s” follows from other records and is not changed here. Put back what stood there.") % {
        "column": column.label
    }


def worded(column: Column, value) -> str:
    """A value as a person reads and types it."""
    return str(shown(column, value))
