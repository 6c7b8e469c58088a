"""The obligation that a ledger feeds, as the head of its page shows it: which row, by when."""

from tasks.board import Row, row_of
from tasks.models import Obligation

from .book import Book


def duty_of(book: Book, measure: str) -> Row | None:
    """The unit's own row of the task that is measured by `measure`; one query."""
    found = _rows(book, task__measure=measure)
    return found[0] if found else None


def rows_of_gates(book: Book) -> list[Row]:
    """The unit's rows that stand at a gate; one query."""
    return _rows(book, task__in=book.plan.tasks.filter(gates__isnull=False)) if book.plan else []


def _rows(book, **which) -> list[Row]:
    if not book.plan:
        return []
    rows = Obligation.objects.as_of(book.on, book.today).filter(plan=book.plan, unit=book.unit, **which)
    return [row_of(one, book.on) for one in rows.select_related("task", "plan", "unit").order_by("task__number")]
