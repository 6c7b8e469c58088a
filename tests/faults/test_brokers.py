"""JB4 and JB5 at their figures: 2,000 copies wait while the broker is gone, hangs, and is wiped, and people save."""

import threading

import pytest

from tests.alerts import brokers, mornings

pytestmark = [pytest.mark.fault, pytest.mark.timeout(400)]
PEOPLE, SECONDS, DRAINED = 2000, 6, 90


def test_whatever_becomes_of_the_broker_people_save_and_2000_digests_leave(stack, smtp_sink, settings, figures):
    cast = mornings.prepare(stack, smtp_sink, PEOPLE)
    broker = brokers.Broker(stack)
    office = brokers.Office(stack, cast, cast.own.pilot_plans.get())
    stack.worker(concurrency=2)
    stack.beat()
    broker.stop()
    mornings.raise_digests(settings)
    office.save_while("stopped", SECONDS)
    broker.start()
    broker.hang()
    office.save_while("hung", SECONDS)
    waiting = PEOPLE - len(smtp_sink.messages)
    broker.go_on()
    smtp_sink.wait_for(PEOPLE - waiting + 20, 60)
    done = brokers.drained(stack, smtp_sink, DRAINED, since=broker.forget)
    broker.forget()
    office.save_while("wiped", SECONDS)
    figures("JB4", outcome=office.outcome())
    figures("JB5", outcome={"waiting": waiting, **done})
    assert waiting > PEOPLE * 0.9
    assert (office.outcome()["failed"], done["lost"], done["doubled"]) == (0, 0, 0)
    assert max(office.outcome()["p95"].values()) < 1 and office.outcome()["longest"] < 3


def test_control_a_save_that_rings_without_bounds_hangs_with_the_broker(stack, smtp_sink, figures):
    cast = mornings.prepare(stack, smtp_sink, mornings.CAST, GUARDS_OFF="silent_saves", DEBUG="1")
    broker = brokers.Broker(stack)
    office = brokers.Office(stack, cast, cast.own.pilot_plans.get())
    broker.hang()
    later = threading.Timer(6, broker.go_on)
    later.start()
    answer = office.save(office.work[0])
    later.join()
    figures("JB4 control", outcome={"seconds": round(answer.seconds, 2)})
    assert answer.seconds > 3


def test_control_kept_in_the_broker_alone_copies_are_lost(stack, smtp_sink, figures):
    brokers.wiped(stack, smtp_sink, GUARDS_OFF="outbox", DEBUG="1")
    with pytest.raises(TimeoutError):
        smtp_sink.wait_for(brokers.FEW, 3)
    done = mornings.count(smtp_sink)
    figures("JB5 control", outcome={"lost": done.lost})
    assert done.lost > 0
