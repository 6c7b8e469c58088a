"""CC4, 20 races: nothing is closed out over words that the reviewer has not seen."""

import pytest

from tests.concurrency import verdicts

pytestmark = [pytest.mark.stack, pytest.mark.fault]
SEED = 20210219


def test_in_20_races_no_unseen_submission_is_closed_out(stack, figures):
    done = verdicts.run(stack, races=20, seed=SEED, at_once=3)
    figures("CC4", seed=SEED, outcome=done)
    assert min(done.signed, done.told) > 0, "both must happen for this to prove anything"
    assert done.harm == 0


def test_control_without_the_version_check_unseen_words_are_closed_out(stack, figures):
    stack.env["GUARDS_OFF"] = "version_check"
    done = verdicts.run(stack, races=10, seed=SEED, at_once=3)
    figures("CC4 control", seed=SEED, outcome=done)
    assert done.unseen > 0
