"""AZ2 on PostgreSQL: every cell of the table of who may do what. `make test` tries it on SQLite."""

import pytest

from tests.access.cells import cells, deviations
from tests.access.conftest import world  # noqa: F401
from tests.access.table import ROUTES

pytestmark = [pytest.mark.fault, pytest.mark.postgres, pytest.mark.django_db, pytest.mark.timeout(600)]


def test_everybody_gets_the_answer_that_the_table_says(world, figures):  # noqa: F811
    tried = {route: list(cells(route)) for route in ROUTES}
    faults = [fault for each in tried.values() for fault in deviations(world, each)]
    outcome = f"{sum(map(len, tried.values()))} cells on {len(ROUTES)} routes, {len(faults)} deviations"
    figures("AZ2", outcome=outcome)
    assert not faults, "\n".join(faults)
