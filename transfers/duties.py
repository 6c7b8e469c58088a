"""The obligation that a ledger feeds, as the head of its page shows it: which row, by when."""

from tasks.board import Row, row_of
from tasks.models import Obligation

from .book import Book


def duties_of(book: Book, *measures: str) -> list[Row]:
    """The unit's own rows of the tasks that are measured by `measures`, in their order; one query."""
    rows = _rows(book, task__measure__in=measures)
    return sorted(rows, key=lambda row: measures.index(row.obligation.task.measure))


def rows_of_gates(book: Book) -> list[Row]:
    """The unit's rows that stand at a gate; one query."""
    return _rows(book, task__in=book.plan.tasks.filter(gates__isnull=False)) if book.plan else []


def _rows(book, **which) -> list[Row]:
    if not book.plan:
        return []
    rows = Obligation.objects.as_of(book.on, book.today).filter(plan=book.plan, unit=book.unit, **which)
    return [row_of(one, book.on) for one in rows.select_related("task", "plan", "unit").order_by("task__number")]
