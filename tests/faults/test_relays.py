"""JB7 at its figures: 1,000 mails through a relay that refuses, drops, falls silent and goes away."""

import pytest

from tests.alerts import mornings, wrong_relay
from tests.alerts.wrong_relay import WrongRelay

pytestmark = [pytest.mark.fault, pytest.mark.timeout(400)]
SEED, MAILS, MOST_TRIES = 20210218, 1000, 8


@pytest.fixture
def relay():
    relay = WrongRelay(SEED)
    relay.controller.start()
    yield relay
    relay.controller.stop()


def test_of_1000_mails_all_leave_but_those_refused_for_good(stack, relay, settings, figures):
    wrong_relay.run(stack, relay, MAILS, settings, away=5)
    mornings.wait_until_ended(stack, 200)
    done = wrong_relay.count(relay)
    figures("JB7", seed=SEED, outcome=done)
    assert (done["sent"], done["not sent"], done["dead"]) == (950, 0, 50)
    assert done["550 asked again"] == 0
    assert done["most tries"] <= MOST_TRIES
    assert set(done["doubled"]) <= {wrong_relay.DROPPED}


def test_control_a_loop_that_one_address_stops_delays_everybody(stack, relay, settings, figures):
    wrong_relay.run(stack, relay, 40, settings, "each_alone")
    with pytest.raises(TimeoutError):
        relay.wait_for(38, 15)
    done = wrong_relay.count(relay)
    figures("JB7 control", seed=SEED, outcome={"not sent": done["not sent"]})
    assert done["not sent"] > 0
