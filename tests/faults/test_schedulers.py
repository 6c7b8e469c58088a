"""JB3 at its figures: three mornings, 20 schedulers killed at the due minute."""

from random import Random

import pytest
from django.db import connection

from alerts.models import Message
from tests.alerts import schedulers

pytestmark = [pytest.mark.fault, pytest.mark.timeout(300)]
SEED, PEOPLE = 20210218, 40
# (kills, how many others raise the same morning: nobody, cron, cron and a person)
PLAN = [(7, 0), (7, 1), (6, 2)]


def test_three_mornings_with_20_killed_schedulers_are_raised_once_each(stack, smtp_sink, figures):
    schedulers.prepare(stack, smtp_sink, PEOPLE)
    random = Random(SEED)
    for day, (kills, others) in zip(schedulers.DAYS, PLAN, strict=True):
        schedulers.morning(stack, day, kills=kills, random=random, others=others)
    done = schedulers.count(smtp_sink, schedulers.DAYS, PEOPLE, sum(kills for kills, _others in PLAN))
    figures("JB3", seed=SEED, outcome=done)
    assert (done.doubled, done.missed, done.doubled_on_the_wire) == (0, 0, 0)


def test_control_without_keys_a_morning_is_raised_more_than_once(stack, smtp_sink, figures, monkeypatch):
    schedulers.prepare(stack, smtp_sink, PEOPLE, "digest_once")
    (once,) = Message._meta.constraints
    # SQLite takes a constraint away by building the table anew from the model.
    monkeypatch.setattr(Message._meta, "constraints", [])
    with connection.schema_editor() as editor:
        editor.remove_constraint(Message, once)
    schedulers.morning(stack, schedulers.DAYS[0], kills=0, random=Random(SEED), others=2)
    done = schedulers.count(smtp_sink, schedulers.DAYS[:1], PEOPLE, 0)
    figures("JB3 control", seed=SEED, outcome=done)
    assert done.doubled > 0
