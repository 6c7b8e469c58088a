"""The jobs, the commands and the bell: safe to run twice, quick when nobody answers."""

import json
import socket
import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from alerts import bell, jobs, raising
from alerts.alarms import late
from alerts.models import Alert, Delivery, Kind, Message, Sweep
from base import clock
from tests.alerts.conftest import DAY, at_noon
from tests.cast import at

HALF_PAST_EIGHT = datetime(2021, 2, 18, 0, 30, tzinfo=UTC)


def counts():
    return Alert.objects.count(), Message.objects.count(), Delivery.objects.count()


def test_each_job_run_twice_leaves_what_one_run_left(cast, mail):
    with at_noon():
        jobs.raise_alerts()
        once = counts()
        jobs.raise_alerts("2021-02-18")
        jobs.deliver_alerts()
        jobs.deliver_alerts()
    assert counts() == once == (6, 7, 7)
    assert len(mail.messages) == 7


def test_the_commands_say_what_they_did(cast, mail, capsys):
    with at_noon():
        call_command("raise_alerts", "--on", "2021-02-18", "--json")
        call_command("raise_alerts", "--json")
        call_command("deliver_alerts")
    first, second, *delivered = capsys.readouterr().out.splitlines()
    nothing = dict.fromkeys(Kind.values, 0)
    assert json.loads(first) == {
        "raised": nothing | {"overdue": 3, "rung": 3},
        "rungs": {"1": 0, "2": 0, "3": 3},
        "digests": 7,
    }
    assert json.loads(second) == {"raised": nothing, "rungs": {"1": 0, "2": 0, "3": 0}, "digests": 0}
    assert delivered == ["sent: 7", "0 waiting"]


def test_the_command_says_why_nothing_left(digests, mail, settings, capsys):
    settings.QUIET_HOURS = "18:00-08:00"
    with clock.at(at(2, 18, 22)):
        call_command("deliver_alerts")
    assert "7 waiting\nNothing leaves on rest days and in QUIET_HOURS=18:00-08:00." in capsys.readouterr().out


# -- a morning nobody was called for ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("last_run", "now", "made"),
    [
        (None, HALF_PAST_EIGHT, 0),  # a new installation waits for its first morning
        (HALF_PAST_EIGHT - timedelta(days=1), HALF_PAST_EIGHT - timedelta(minutes=1), 0),
        (HALF_PAST_EIGHT - timedelta(days=1), HALF_PAST_EIGHT + timedelta(minutes=2), 7),
        (HALF_PAST_EIGHT - timedelta(days=5), HALF_PAST_EIGHT + timedelta(hours=3), 7),
        (HALF_PAST_EIGHT, HALF_PAST_EIGHT + timedelta(hours=3), 0),
    ],
)
def test_a_sweep_catches_up_a_digest_that_the_bell_missed(cast, last_run, now, made):
    if last_run:
        Sweep.mark(raising.JOB, last_run)
    with time_machine.travel(now, tick=False):
        jobs.deliver_alerts()
    assert Message.objects.count() == made


# -- progress --------------------------------------------------------------------------------------
def test_late_is_what_stands_still(digests, mail):
    now = timezone.now()
    with at_noon():
        assert not late(now), "no job ever ran here"
        Sweep.mark("deliver_alerts", now)
        assert not late(now)
        assert late(now + timedelta(minutes=6)), "no sweep for six minutes"
        Sweep.mark("deliver_alerts", now + timedelta(minutes=6))
        assert late(now + timedelta(minutes=6)), "something has been due for six minutes"


def test_the_health_page_says_that_reminders_are_late_and_still_answers(cast, client):
    Sweep.mark("deliver_alerts", timezone.now() - timedelta(minutes=6))
    with at_noon():
        page = client.get("/healthz")
    assert (page.status_code, page.content) == (200, b"ok\nreminders late")


# -- the bell --------------------------------------------------------------------------------------
@pytest.fixture
def hung_broker(short_path):
    """A broker that accepts and never answers, as a stopped Redis does."""
    address = short_path / "hung.sock"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(address))
        server.listen(8)
        yield f"redis+socket://{address}?virtual_host=0"


@pytest.fixture
def fresh_bell(monkeypatch):
    monkeypatch.setattr(bell, "_silent_until", 0.0)


def ring_at(broker, monkeypatch, capture):
    monkeypatch.setattr(bell.current_app.conf, "broker_url", broker)
    monkeypatch.setattr(bell.current_app.conf, "broker_write_url", broker)
    begun = time.monotonic()
    with capture(execute=True):
        bell.ring()
    return time.monotonic() - begun


def test_a_hung_broker_costs_a_second_and_then_nothing(
    db, hung_broker, fresh_bell, monkeypatch, django_capture_on_commit_callbacks
):
    assert ring_at(hung_broker, monkeypatch, django_capture_on_commit_callbacks) < 2.5
    assert ring_at(hung_broker, monkeypatch, django_capture_on_commit_callbacks) < 0.1


def test_a_missing_broker_stops_nobody(db, fresh_bell, monkeypatch, short_path, django_capture_on_commit_callbacks):
    missing = f"redis+socket://{short_path}/none.sock?virtual_host=0"
    assert ring_at(missing, monkeypatch, django_capture_on_commit_callbacks) < 1


def test_a_run_rings_after_its_commit_only(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as rings:
        Alert.objects.raise_due(DAY)
    assert len(rings) == 1
    with django_capture_on_commit_callbacks() as rings:
        Alert.objects.raise_due(date(2021, 2, 14))
    assert not rings
