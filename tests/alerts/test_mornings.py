"""Done-when 4: beat and worker deliver each digest once, whoever dies and however many run; each with its control."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from alerts.models import Delivery, Message
from tests.alerts import mornings

pytestmark = pytest.mark.stack


@pytest.mark.fault  # its minute of waiting for the scheduler; what it does then is asked below
@pytest.mark.sqlite
def test_beat_and_worker_send_one_mail_to_each_and_the_next_run_none(stack, smtp_sink):
    cast = mornings.prepare(stack, smtp_sink, mornings.CAST, DIGEST_CRON="* * * * *")
    stack.valkey()
    stack.worker()
    stack.beat()
    smtp_sink.wait_for(mornings.CAST, 90)
    again = json.loads(stack.database.manage("raise_alerts", "--json"))
    assert (sum(again["raised"].values()), sum(again["rungs"].values()), again["digests"]) == (0, 0, 0)
    assert stack.database.manage("deliver_alerts").splitlines()[-1] == "0 waiting"
    mornings.wait_until_ended(stack)
    assert mornings.count(smtp_sink) == mornings.Count(0, 0, 0, 0, 0)
    units = {mail.envelope_to[0].partition("@")[0]: listed(mail) for mail in smtp_sink.messages}
    everywhere = {cast.own.name, cast.foreign.name, cast.third.name}
    assert units == {
        **{name: {cast.own.name} for name in ("officer", "colleague", "lead")},
        "foreigner": {cast.foreign.name},
        **dict.fromkeys(("reviewer", "overseer", "bureau-lead"), everywhere),
    }


def listed(mail) -> set[str]:
    lines = mail.get_body(("plain",)).get_content().splitlines()
    return {line.split()[1] for line in lines if line[:1].isdigit()}


# -- a worker that is killed -------------------------------------------------------------------------
def killed_twice(stack, sink, settings, **env) -> mornings.Count:
    mornings.prepare(stack, sink, 40, **env)
    mornings.raise_digests(settings)
    sink.answer_after = 0.15
    return mornings.send_with_kills(stack, sink, kills=2, workers=2)


@pytest.mark.fault
@pytest.mark.sqlite  # twenty kills on both databases stand in tests/faults
def test_a_worker_killed_twice_over_forty_deliveries_loses_and_doubles_nothing(stack, smtp_sink, settings):
    done = killed_twice(stack, smtp_sink, settings)
    assert done.faults == 0
    assert done.doubled_on_the_wire <= 2 * 2, "at most what was in flight at the kills, with the same Message-ID"
    assert Delivery.objects.filter(state=Delivery.State.SENT).count() == 40


@pytest.mark.fault
@pytest.mark.sqlite
def test_control_marked_before_it_leaves_a_kill_loses_it(stack, smtp_sink, settings):
    done = killed_twice(stack, smtp_sink, settings, GUARDS_OFF="mark_after_sending", DEBUG="1")
    assert done.lost > 0


# -- two workers at once -----------------------------------------------------------------------------
def two_at_once(stack, sink, settings, **env) -> mornings.Count:
    mornings.prepare(stack, sink, 24, **env)
    mornings.raise_digests(settings)
    return mornings.send_with_kills(stack, sink, kills=0, workers=2)


def test_two_workers_at_once_send_each_delivery_once(stack, smtp_sink, settings):
    assert two_at_once(stack, smtp_sink, settings) == mornings.Count(0, 0, 0, 0, 0)


@pytest.mark.fault
@pytest.mark.sqlite
def test_control_without_an_exclusive_claim_two_workers_send_twice(stack, smtp_sink, settings):
    done = two_at_once(stack, smtp_sink, settings, GUARDS_OFF="exclusive_claim", DEBUG="1")
    assert done.doubled_on_the_wire > 0


# -- two schedulers at once --------------------------------------------------------------------------
def raised_by_four(stack, **env) -> int:
    """The digests that four schedulers say they made, all started at once."""
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(stack.database.manage, "raise_alerts", "--json", **env) for _n in range(4)]
    return sum(json.loads(run.result())["digests"] for run in runs)


def test_four_schedulers_at_once_make_each_digest_once(stack, smtp_sink):
    mornings.prepare(stack, smtp_sink, 40)
    assert raised_by_four(stack) == 40
    assert (Message.objects.count(), Delivery.objects.count()) == (40, 40)


@pytest.mark.fault
def test_control_without_unique_keys_schedulers_double_the_digests(stack, smtp_sink, monkeypatch):
    mornings.prepare(stack, smtp_sink, 40)
    (once,) = Message._meta.constraints
    # SQLite takes a constraint away by building the table anew from the model.
    monkeypatch.setattr(Message._meta, "constraints", [])
    with connection.schema_editor() as editor:
        editor.remove_constraint(Message, once)
    assert raised_by_four(stack, GUARDS_OFF="digest_once", DEBUG="1") > 40
    assert mornings.count(smtp_sink).doubled_messages > 0
