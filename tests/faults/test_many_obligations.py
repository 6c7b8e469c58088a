"""Raising for 34,200 obligations, 3,000 of them overdue: as many statements as for a tenth."""

import pytest
from django.db import connection, transaction

from alerts import raising
from tests.alerts import many
from tests.controls.raising import row_by_row

pytestmark = [pytest.mark.fault, pytest.mark.django_db, pytest.mark.timeout(600)]
WHOLE, TENTH = (190, 15, 3000), (19, 15, 300)


def mornings(units: int, plans: int, overdue: int) -> tuple[many.Cost, many.Cost]:
    """The first run and the second one of a morning; nothing of it is kept."""
    with transaction.atomic():
        many.fill(units, plans, overdue)
        costs = many.run(), many.run()
        transaction.set_rollback(True)
    return costs


def statements(cost: many.Cost) -> int:
    """SQLite takes only so many values at a time: there inserts of many rows go in batches, and are told apart."""
    return cost.statements + (0 if connection.vendor == "sqlite" else cost.inserts)


def test_a_run_over_34200_obligations_takes_no_more_statements_than_over_a_tenth(figures):
    few, many_ = mornings(*TENTH), mornings(*WHOLE)
    for name, cost in zip(("first", "second"), many_, strict=True):
        figures(f"raising, {name} run", outcome=vars(cost))
    assert (many_[0].alerts, many_[1].alerts) == (6000, 0)
    assert list(map(statements, many_)) == list(map(statements, few))


def test_control_written_row_by_row_statements_grow(monkeypatch, figures):
    monkeypatch.setattr(raising, "_keep", row_by_row)
    few, more = (mornings(units, 2, 5 * units)[0] for units in (4, 12))
    figures("raising, control", outcome={"few": statements(few), "more": statements(more)})
    assert statements(more) > statements(few)
