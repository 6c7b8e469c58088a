"""What loading a notice would change, row by row."""

from dataclasses import dataclass, field

from tasks.reading import Notice

from .rows import Row, pilots_of, rows_of_notice, rows_of_plan


@dataclass(frozen=True)
class RowChange:
    """One row that would be added, changed or removed: its forms before and after."""

    number: int
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return "added"
        return "changed" if self.after else "removed"

    @property
    def fields(self) -> list[str]:
        return self.before.differs_in(self.after) if self.kind == "changed" else []


@dataclass(frozen=True)
class Changes:
    """The comparison of a notice with what stands: rows by number, and totals of obligations."""

    rows: list[Row]
    changed: list[RowChange]
    pilots: list = field(default_factory=list)
    before_total: int = 0

    @property
    def unchanged(self) -> int:
        return len(self.rows) - sum(change.kind != "removed" for change in self.changed)

    @property
    def total(self) -> int:
        """Obligations after the load."""
        return sum(len(row.units) for row in self.rows)

    def counts(self) -> dict[str, int]:
        """{'added': n, 'changed': n, 'unchanged': n, 'removed': n} in rows."""
        kinds = [change.kind for change in self.changed]
        return {kind: kinds.count(kind) for kind in ("added", "changed", "removed")} | {"unchanged": self.unchanged}


def compare(notice: Notice, plan, data: dict, rulings: dict) -> Changes:
    """Hold a notice against a plan (None: nothing stands yet). Raises LoadRefused."""
    pilots = pilots_of(notice, plan, data)
    rows = rows_of_notice(notice, pilots, data, rulings)
    standing = rows_of_plan(plan) if plan else {}
    new = {row.number: row for row in rows}
    changed = [
        RowChange(number, standing.get(number), new.get(number))
        for number in sorted(standing.keys() | new.keys())
        if standing.get(number) != new.get(number)
    ]
    return Changes(rows, changed, pilots, sum(len(row.units) for row in standing.values()))
