"""2,850 pilots, 34,200 obligations, 200,000 ledger lines: the ledger is whole, and sums are those of single rows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from base import clock
from pilots.models import Officer
from reformtrack.demo import DAY
from reformtrack.simulation.writing import simulate
from reports import reading
from reports.filters import Filters
from tasks.asof import AsOf
from tasks.ledger import faults

# As large an office runs on PostgreSQL.
pytestmark = [pytest.mark.fault, pytest.mark.stack, pytest.mark.postgres, pytest.mark.timeout(900)]
PAST = date(2021, 2, 5)
SEED = 1


def test_a_province_of_2850_pilots(own_database, client, figures):
    plan = simulate(2850, SEED, 200_000)
    assert list(faults(plan)) == []
    reviewer = Officer.objects.select_related("unit").get(username="reviewer")
    for on in (DAY, PAST):
        summed, apart = (reading.dashboard(reviewer, Filters(), AsOf(on, DAY), apart=each) for each in (False, True))
        assert (summed.figures, summed.parts, summed.curve) == (apart.figures, apart.parts, apart.curve)
        assert [stone.shares for stone in summed.milestones] == [stone.shares for stone in apart.milestones]
        assert [(group.count, group.rows) for group in summed.attention] == [
            (group.count, group.rows) for group in apart.attention
        ]
    counts = {name: queries(client, reviewer, query) for name, query in (("today", ""), ("past", f"?on={PAST}"))}
    assert max(counts.values()) <= 12
    figures("province", seed=SEED, outcome={"lines": plan.head_number, "queries": counts})


def queries(client, officer, query: str) -> int:
    client.force_login(officer)
    with clock.at(clock.moment_on(DAY, 15)):
        client.get(f"/dashboard/{query}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/dashboard/{query}").status_code == 200
    return len(asked)
