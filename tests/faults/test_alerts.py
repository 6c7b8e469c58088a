"""JB1 and JB2 begun: workers killed or asked to stop in the middle of 200 deliveries."""

from random import Random

import pytest

from alerts.models import Delivery
from tests.alerts import mornings

pytestmark = pytest.mark.fault
PEOPLE, KILLS, WORKERS, CONCURRENCY = 200, 5, 2, 2
# Only the killed worker's sends were in flight.
IN_FLIGHT = KILLS * CONCURRENCY


def ready(stack, sink, settings, **env):
    mornings.prepare(stack, sink, PEOPLE, **env)
    mornings.raise_digests(settings)
    sink.answer_after = 0.1


def number(state) -> int:
    return Delivery.objects.filter(state=state).count()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_five_kills_over_two_hundred_lose_nothing(stack, smtp_sink, settings, seed):
    ready(stack, smtp_sink, settings)
    done = mornings.send_with_kills(stack, smtp_sink, kills=KILLS, workers=WORKERS, seed=seed)
    assert done.faults == 0, f"seed {seed}"
    assert done.doubled_on_the_wire <= IN_FLIGHT
    assert number(Delivery.State.SENT) == PEOPLE


def test_held_back_nothing_arrives_twice(stack, smtp_sink, settings):
    ready(stack, smtp_sink, settings, MAIL_UNCERTAIN="hold")
    done = mornings.send_with_kills(stack, smtp_sink, kills=KILLS, workers=WORKERS, seed=4)
    held = number(Delivery.State.UNCERTAIN)
    assert (done.unfinished, done.doubled_on_the_wire, done.doubled_messages) == (0, 0, 0)
    assert number(Delivery.State.SENT) + held == PEOPLE
    assert done.lost <= held <= IN_FLIGHT


def test_control_marked_before_it_leaves_kills_lose(stack, smtp_sink, settings):
    ready(stack, smtp_sink, settings, GUARDS_OFF="mark_after_sending", DEBUG="1")
    done = mornings.send_with_kills(stack, smtp_sink, kills=KILLS, workers=WORKERS, seed=1)
    assert done.lost > 0


def test_workers_asked_to_stop_lose_nothing_and_double_nothing(stack, smtp_sink, settings):
    ready(stack, smtp_sink, settings)
    random = Random(5)
    stack.valkey()
    worker = stack.worker()
    stack.beat()
    for stop in range(KILLS):
        smtp_sink.wait_for(PEOPLE * (stop + 1) // (KILLS + 2) + random.randint(0, 2), 60)
        worker.ask_to_stop()
        worker.child.wait(30)
        worker.start()
    mornings.wait_until_ended(stack, 120)
    assert mornings.count(smtp_sink) == mornings.Count(0, 0, 0, 0, 0)
