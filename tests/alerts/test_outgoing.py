"""After a restore nothing leaves until a person releases it; nothing else ever holds it."""

import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from alerts import outbox, restored
from alerts.models import Delivery, Outgoing, Sweep
from base.models import AuditRecord
from tests.alerts.test_outbox import NOON

State, Because = Delivery.State, Outgoing.Because


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def sweep(now=None, last=None) -> bool:
    return restored.may_leave(now or timezone.now(), last)


def told(folder) -> int:
    return int((folder / "outgoing").read_text().split()[1])


# -- what holds and what does not ---------------------------------------------------------------------------
def test_each_sweep_raises_the_serial_and_then_writes_it(db, folder):
    assert [(sweep(), Outgoing.row().serial, told(folder)) for _n in range(3)] == [
        (True, 1, 1),
        (True, 2, 2),
        (True, 3, 3),
    ]


def older(folder):
    """The database of three sweeps ago."""
    Outgoing.objects.update(serial=2)
    return None


def another_machine(folder):
    """The folder is empty, the last sweep was yesterday's."""
    (folder / "outgoing").unlink()
    return timedelta(days=1)


def folder_of_another(folder):
    """The file speaks of another database, the last sweep was two hours ago."""
    (folder / "outgoing").write_text("f3f2dd9c-53f2-4a4c-8d2e-6c3f2b4d9b11 900\n")
    return timedelta(hours=2)


def restarted(folder):
    return timedelta(days=3)


def folder_lost(folder):
    """The folder is empty, but this database was in use a minute ago."""
    (folder / "outgoing").unlink()
    return timedelta(minutes=1)


def file_behind(folder):
    """A process died between the commit and the file."""
    Outgoing.objects.update(serial=9)
    return timedelta(minutes=1)


def unreadable(folder):
    (folder / "outgoing").write_text("\x00\x00")
    return timedelta(minutes=1)


def emptied(folder):
    """A new database in an old folder, as the demo makes it."""
    Outgoing.objects.all().delete()
    return None


@pytest.mark.parametrize(
    ("happening", "because"),
    [
        (older, Because.OLDER),
        (another_machine, Because.ELSEWHERE),
        (folder_of_another, Because.ELSEWHERE),
        (restarted, ""),
        (folder_lost, ""),
        (file_behind, ""),
        (unreadable, ""),
        (emptied, ""),
    ],
)
def test_what_holds_everything(db, folder, happening, because):
    for _sweep in range(5):
        sweep()
    ago, now = happening(folder), timezone.now()
    assert sweep(now, ago and now - ago) is not bool(because)
    row = Outgoing.row()
    assert (row.held, row.held_because) == (bool(because), because)
    assert sweep() is not bool(because), "it stays held"


def test_a_new_installation_is_not_held(db):
    assert sweep(last=timezone.now() - timedelta(days=1)), "it swept before it knew of serials"


# -- held and released -----------------------------------------------------------------------------------------
def test_held_nothing_is_claimed_and_released_it_leaves(digests, mail):
    sweep()
    Outgoing.objects.update(serial=0)
    assert outbox.deliver(NOON) == {}
    assert not Delivery.objects.exclude(state=State.PENDING, attempt=0).exists()
    assert Sweep.last(outbox.JOB), "the sweep itself is not late"
    Outgoing.row().release(by=digests.admin)
    assert outbox.deliver(NOON) == {State.SENT: 7}
    assert outbox.deliver(NOON) == {} and not Outgoing.row().held


def test_a_person_who_holds_stops_a_sweep_that_runs(digests, mail, monkeypatch):
    send = outbox.send

    def send_and_hold(one):
        done = send(one)
        Outgoing.row().hold(note="迁移")
        return done

    monkeypatch.setattr(outbox, "send", send_and_hold)
    assert outbox.deliver(NOON) == {State.SENT: 1}


def test_the_commands_hold_and_release_and_leave_a_record(digests, mail, capsys):
    call_command("hold_alerts", "--because", "迁移服务器")
    call_command("hold_alerts")
    assert Outgoing.row().reason == "迁移服务器"
    call_command("deliver_alerts")
    call_command("release_alerts")
    call_command("release_alerts")
    assert capsys.readouterr().out.splitlines() == [
        "Held.",
        "It was held already.",
        "7 waiting",
        "Everything is held: look at what waits, then run release_alerts.",
        "Released. What is due leaves with the next sweep.",
        "Nothing was held.",
    ]
    held = AuditRecord.objects.filter(act=AuditRecord.Act.SETTINGS).order_by("pk").values_list("detail", flat=True)
    assert list(held) == [{"held": True}, {"held": False}]


def test_a_backup_made_while_a_sweep_sends_is_older_than_what_was_sent(digests, mail, folder, monkeypatch):
    begun = []
    send = outbox.send
    monkeypatch.setattr(outbox, "send", lambda one: begun.append(Outgoing.row().serial) or send(one))
    outbox.deliver(NOON)
    Outgoing.objects.update(serial=begun[0])
    assert sweep() is False


# -- real copies, real processes ----------------------------------------------------------------------------------
@pytest.mark.stack
@pytest.mark.sqlite
def test_an_older_copy_of_the_database_is_held(own_database, settings, folder):
    """Restored on the same machine, while nobody works: the file in VAR_DIR knows better."""
    settings.VAR_DIR = own_database.folder
    database, copy = Path(own_database.django_name), folder / "backup.sqlite3"
    call_command("deliver_alerts")
    connection.cursor().execute("VACUUM INTO %s", [str(copy)])
    call_command("deliver_alerts")
    connection.close()
    for written in (database, *database.parent.glob(f"{database.name}-*")):
        written.unlink()
    shutil.copy(copy, database)
    assert "Everything is held" in own_database.manage("deliver_alerts")
    own_database.manage("release_alerts")
    assert own_database.manage("deliver_alerts") == "0 waiting\n"


@pytest.mark.stack
def test_processes_that_share_the_folder_never_hold_each_other(own_database, settings):
    """Four workers sweep at once, twenty times each, the very first time included."""
    settings.VAR_DIR = own_database.folder
    Sweep.mark(outbox.JOB, timezone.now() - timedelta(days=2))
    last, allowed = Sweep.last(outbox.JOB), []

    def work():
        allowed.extend(sweep(last=last) for _sweep in range(20))
        connection.close()

    together = [threading.Thread(target=work) for _worker in range(4)]
    for each in together:
        each.start()
    for each in together:
        each.join()
    assert allowed == [True] * 80
    assert Outgoing.row().serial == told(own_database.folder) == 80
