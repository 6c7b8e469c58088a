"""CC1, CC3, CC4 and DB1 at the figures of the catalogue. Their controls are in tests/concurrency."""

import pytest

from tests.concurrency import doubles, edits, verdicts, writers

pytestmark = [pytest.mark.fault, pytest.mark.timeout(900)]
SEED = 20210220


def test_of_1000_edits_by_50_people_none_is_overwritten_or_lost(stack, figures):
    done = edits.run(stack, clients=50, edits=20, forms=10, seed=SEED, workers=4)
    figures("CC1", seed=SEED, outcome=done)
    assert done.posts == 1000
    assert min(done.accepted, done.conflicts) > 100
    assert done.harm == 0


def test_of_500_posts_of_50_forms_none_doubles(stack, figures):
    done = doubles.run(stack, forms=50, times=10)
    figures("CC3", outcome=done)
    assert (done.posts, done.keys, done.effects) == (500, 50, 50)
    assert done.harm == 0


def test_in_500_races_no_unseen_submission_is_closed_out(stack, figures):
    done = verdicts.run(stack, races=500, seed=SEED, at_once=5, workers=4)
    figures("CC4", seed=SEED, outcome=done)
    assert min(done.signed, done.told) > 50
    assert done.harm == 0


@pytest.mark.sqlite
@pytest.mark.alone
def test_4000_posts_to_eight_processes_never_meet_a_locked_database(stack, figures):
    done = writers.run(stack, people=8, posts=500, processes=8)
    figures("DB1", outcome=done)
    assert (done.posts, done.reports) == (4000, 2000)
    assert done.harm == 0
