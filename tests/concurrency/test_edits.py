"""CC1, 200 edits: nobody's words are overwritten without being told."""

import pytest

from tests.concurrency import edits

pytestmark = [pytest.mark.stack, pytest.mark.fault]
SEED = 20210218


def test_of_200_edits_of_ten_forms_none_is_overwritten_or_lost(stack, figures):
    done = edits.run(stack, clients=10, edits=20, forms=10, seed=SEED)
    figures("CC1", seed=SEED, outcome=done)
    assert done.posts == 200
    assert min(done.accepted, done.conflicts) > 20, "both must happen for this to prove anything"
    assert done.harm == 0


def test_control_without_the_version_check_edits_are_overwritten(stack, figures):
    stack.env.update(GUARDS_OFF="version_check", DEBUG="1")
    done = edits.run(stack, clients=8, edits=8, forms=4, seed=SEED)
    figures("CC1 control", seed=SEED, outcome=done)
    assert done.overwritten > 0
    assert done.harm > 0
