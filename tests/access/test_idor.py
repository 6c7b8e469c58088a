"""AZ3: what is replayed (tests/faults/test_idor.py), and that a leak would be seen."""

import pytest

from tests.access.replays import in_path, keys, seen
from tests.access.sweep import sweep

pytestmark = [pytest.mark.django_db, pytest.mark.fault, pytest.mark.timeout(600)]


def test_what_is_replayed_is_what_zhanggong_finds_on_its_pages(world):
    assert keys(world) - seen(world) == set()


def test_control_without_the_filter_of_reach_rows_leak_and_change(world, without, figures):
    own, told = world.row("own", "submitted"), world.messages["officer"]
    chosen = [each for each in in_path(world) if str(own.key) in each.url or str(told.uuid) in each.url]
    without("reach")
    done = sweep(world, [each for each in chosen if each.actor.startswith("foreign")])
    figures("AZ3 control", outcome=done)
    assert done.leaks and done.changes
