"""AZ3: 10,000 replays of what Zhanggong can see, by ten others: nothing comes back or changes."""

import pytest

from tests.access.conftest import world  # noqa: F401
from tests.access.replays import replays
from tests.access.sweep import sweep

pytestmark = [pytest.mark.fault, pytest.mark.django_db, pytest.mark.timeout(1200)]
SEED, REPLAYS = 20210218, 10_000


def test_ten_thousand_replays_give_nothing_away(world, figures):  # noqa: F811
    done = sweep(world, replays(world, REPLAYS, SEED))
    figures("AZ3", seed=SEED, outcome=done)
    assert (done.replays, done.leaks, done.changes) == (REPLAYS, [], [])
