"""Rows of a load between requests: from the table that keeps them to what comparing works on, and back."""

from dataclasses import astuple

from base.models import SheetLoad, SheetRow

from .rows import Known, Outcome, Refusal, Row

BATCH = 500
COMPARED = ("answers", "outcome", "conflicting", "shown")


def rows_of(load: SheetLoad) -> list[Row]:
    """All rows of a load, ready to be compared again."""
    parts = [sheet["part"] for sheet in load.found["sheets"]]
    return [_row(kept, parts) for kept in load.rows.iterator(BATCH)]


def refused_rows(load: SheetLoad) -> list[tuple[Row, list[Refusal]]]:
    """The refused rows of a load, each with what was wrong; skipped ones may have nothing wrong."""
    parts = [sheet["part"] for sheet in load.found["sheets"]]
    refused = load.rows.showing(Outcome.REFUSED)
    return [(_row(kept, parts), [Refusal(*each) for each in kept.shown.get("refusals", ())]) for kept in refused]


def store(load: SheetLoad, rows: list[Row]) -> None:
    """Keep rows that were read and compared for the first time; the list is emptied on the way."""
    while rows:
        batch, rows[:BATCH] = rows[:BATCH], []
        SheetRow.objects.bulk_create([_kept(load, row) for row in batch])


def renew(load: SheetLoad, rows: list[Row]) -> bool:
    """Keep what comparing again made of the rows; writes the few that differ, tells whether any outcome did."""
    fresh = {row.number: _kept(load, row) for row in rows}
    differing = []
    for kept in load.rows.defer("cells").iterator(BATCH):
        now = fresh[kept.number]
        if any(getattr(kept, name) != getattr(now, name) for name in COMPARED):
            now.pk = kept.pk
            differing.append(now)
    SheetRow.objects.bulk_update(differing, COMPARED, batch_size=50)
    return bool(differing)


def differs(load: SheetLoad, rows: list[Row]) -> bool:
    """Whether the rows now amount to something else than what was shown."""
    shown = {kept.number: kept for kept in load.rows.told("number", "outcome", "shown").iterator(BATCH)}
    return any(_moved(shown[row.number], row) for row in rows)


def written(load: SheetLoad, rows: list[Row]) -> None:
    """Remember under which key and version each row now stands, so that the load can be taken back."""
    by_number = {row.number: row for row in rows}
    kept = list(load.rows.filter(outcome__in=(Outcome.NEW, Outcome.CHANGED)).told("number"))
    for each in kept:
        each.row_key, each.row_version = by_number[each.number].key, by_number[each.number].version
    SheetRow.objects.bulk_update(kept, ["row_key", "row_version"], batch_size=100)


def written_rows(load: SheetLoad) -> list[Row]:
    """The rows a load wrote: key and version as written, `before` with the values its changes replaced."""
    rows = []
    for kept in load.rows.filter(outcome__in=(Outcome.NEW, Outcome.CHANGED)).iterator(BATCH):
        row = Row(kept.number, {}, key=kept.row_key, version=kept.row_version, line=kept.line)
        changes = kept.shown.get("changes", {})
        if kept.outcome == Outcome.CHANGED:
            before = {name: pair[0] for name, pair in changes.items()}
            row.before, row.changed = Known(kept.row_key, kept.row_version, before), list(changes)
        rows.append(row)
    return rows


def shown(row: Row) -> dict:
    """What the preview tells of a row, of JSON types."""
    told = {
        "refusals": [list(astuple(each)) for each in row.refusals],
        "changes": {name: [row.before.values.get(name), row.values[name]] for name in row.changed},
        "conflicts": {name: list(astuple(each)) for name, each in row.conflicts.items()},
    }
    return {name: content for name, content in told.items() if content}


def _row(kept: SheetRow, parts: list[str]) -> Row:
    return Row(
        kept.number,
        kept.cells,
        key=kept.row_key,
        version=kept.row_version,
        sheet=kept.sheet,
        line=kept.line,
        hidden=kept.hidden,
        part=parts[kept.sheet],
        answers=kept.answers,
    )


def _kept(load: SheetLoad, row: Row) -> SheetRow:
    return SheetRow(
        load=load,
        number=row.number,
        sheet=row.sheet,
        line=row.line,
        hidden=row.hidden,
        row_key=row.key,
        row_version=row.version,
        cells=row.cells,
        answers=row.answers,
        outcome=row.outcome,
        conflicting=bool(row.conflicts),
        shown=shown(row),
    )


def _moved(kept: SheetRow, row: Row) -> bool:
    now = shown(row)
    told = ("changes", "conflicts")
    return kept.outcome != row.outcome or any(kept.shown.get(name) != now.get(name) for name in told)
