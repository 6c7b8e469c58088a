"""JB8 at its figures: 200 alerts to one robot in more than a minute."""

import pytest

from tests.alerts import mornings, robot_rate

pytestmark = [pytest.mark.fault, pytest.mark.timeout(300)]
ALERTS, MOST = 200, 20


def test_200_alerts_reach_a_group_in_at_most_20_posts_a_minute(stack, smtp_sink, http_sink, figures):
    robot_rate.run(stack, smtp_sink, http_sink, ALERTS, 0.33)
    mornings.wait_until_ended(stack, 90)
    done = robot_rate.count(http_sink)
    figures("JB8", outcome=done)
    assert done["most in 60 s"] <= MOST
    assert (done["told"], done["redirects followed"], done["dead or uncertain"]) == (ALERTS, 0, 0)


def test_control_without_turns_a_group_is_flooded(stack, smtp_sink, http_sink, figures):
    robot_rate.run(stack, smtp_sink, http_sink, 60, 0.5, (), GUARDS_OFF="turns")
    mornings.wait_until_ended(stack, 90)
    done = robot_rate.count(http_sink, ())
    figures("JB8 control", outcome=done)
    assert done["most in 60 s"] > MOST
