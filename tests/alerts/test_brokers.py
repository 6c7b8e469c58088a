"""JB5 in small: what waits is in the database, whatever becomes of the broker; the control keeps it in the broker."""

import pytest

from tests.alerts import mornings
from tests.alerts.brokers import FEW, wiped

# The broker does not know which database it rings for.
pytestmark = [pytest.mark.stack, pytest.mark.sqlite, pytest.mark.fault]


def test_a_broker_that_forgets_everything_loses_nothing(stack, smtp_sink):
    wiped(stack, smtp_sink)
    mornings.wait_until_ended(stack)
    assert mornings.count(smtp_sink).faults == 0


def test_control_kept_in_the_broker_alone_copies_are_lost(stack, smtp_sink):
    wiped(stack, smtp_sink, GUARDS_OFF="outbox", DEBUG="1")
    with pytest.raises(TimeoutError):
        smtp_sink.wait_for(FEW, 3)
    assert mornings.count(smtp_sink).lost > 0
