"""DB1, 400 posts: no person and no process meets a locked SQLite."""

import pytest

from tests.concurrency import writers

pytestmark = [pytest.mark.stack, pytest.mark.fault, pytest.mark.sqlite]


def test_400_posts_to_several_processes_never_meet_a_locked_database(stack, figures):
    done = writers.run(stack, people=8, posts=50, processes=4)
    figures("DB1", outcome=done)
    assert (done.posts, done.reports) == (400, 200)
    assert done.other_rounds > 5, "the other writer must have written meanwhile"
    assert done.harm == 0


def test_control_without_the_write_lock_at_the_beginning_the_database_is_locked(stack, figures):
    stack.env.update(GUARDS_OFF="immediate", DEBUG="1")
    done = writers.run(stack, people=8, posts=16, processes=4)
    figures("DB1 control", outcome=done)
    assert done.locked > 0
    assert done.refused > 0
