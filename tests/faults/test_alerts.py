"""JB1 and JB2 at their figures: workers killed or asked to stop in the middle of 2,000 deliveries."""

from random import Random

import pytest

from alerts.models import Delivery
from tests.alerts import mornings

pytestmark = [pytest.mark.fault, pytest.mark.timeout(400)]
PEOPLE, KILLS, WORKERS, CONCURRENCY = 2000, 20, 2, 2
# Only the killed worker's sends were in flight.
IN_FLIGHT = KILLS * CONCURRENCY
STOPS, FEW = 5, 120


def ready(stack, sink, settings, people=PEOPLE, **env):
    mornings.prepare(stack, sink, people, **env)
    mornings.raise_digests(settings)
    sink.answer_after = 0.02


def killed(stack, sink, seed, kills=KILLS) -> mornings.Count:
    return mornings.send_with_kills(stack, sink, kills=kills, workers=WORKERS, seed=seed)


def number(state) -> int:
    return Delivery.objects.filter(state=state).count()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_20_kills_over_2000_lose_nothing(stack, smtp_sink, settings, figures, seed):
    ready(stack, smtp_sink, settings)
    done = killed(stack, smtp_sink, seed)
    figures("JB1", seed=seed, outcome=done)
    assert done.faults == 0
    assert done.doubled_on_the_wire <= IN_FLIGHT
    assert number(Delivery.State.SENT) == PEOPLE


def test_held_back_nothing_arrives_twice(stack, smtp_sink, settings, figures):
    ready(stack, smtp_sink, settings, MAIL_UNCERTAIN="hold")
    done = killed(stack, smtp_sink, seed=4)
    sent, held = number(Delivery.State.SENT), number(Delivery.State.UNCERTAIN)
    figures("JB1 hold", seed=4, outcome={"sent": sent, "held": held, "doubled_on_the_wire": done.doubled_on_the_wire})
    assert (done.unfinished, done.doubled_on_the_wire, done.doubled_messages) == (0, 0, 0)
    assert sent + held == PEOPLE
    assert done.lost <= held <= IN_FLIGHT


def test_control_marked_before_it_leaves_kills_lose(stack, smtp_sink, settings, figures):
    ready(stack, smtp_sink, settings, FEW, GUARDS_OFF="mark_after_sending", DEBUG="1")
    done = killed(stack, smtp_sink, seed=1, kills=4)
    figures("JB1 control", seed=1, outcome=done)
    assert done.lost > 0


def test_workers_asked_to_stop_lose_nothing_and_double_nothing(stack, smtp_sink, settings, figures):
    ready(stack, smtp_sink, settings, FEW)
    random = Random(5)
    stack.valkey()
    worker = stack.worker()
    stack.beat()
    for stop in range(STOPS):
        smtp_sink.wait_for(FEW * (stop + 1) // (STOPS + 2) + random.randint(0, 2), 60)
        worker.ask_to_stop()
        worker.child.wait(30)
        worker.start()
    mornings.wait_until_ended(stack, 120)
    done = mornings.count(smtp_sink)
    figures("JB2", seed=5, outcome=done)
    assert done == mornings.Count(0, 0, 0, 0, 0)
