"""What tests with several processes stand on: copies that really commit, real servers, nothing left running."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from redis import Redis

from base.models import WorkingDay
from tests.own_database import ROOT

pytestmark = pytest.mark.stack

COUNT = "from base.models import WorkingDay; print(WorkingDay.objects.filter(note='seen').count())"


def note(day: str) -> WorkingDay:
    return WorkingDay.objects.create(day=day, working=True, note="seen")


def test_another_process_sees_what_this_one_committed(own_database):
    note("2031-01-01")
    assert own_database.manage("shell", "--verbosity", "0", "-c", COUNT).strip() == "1"


def test_each_copy_begins_empty_and_migrated(own_database):
    assert connection.settings_dict["NAME"] == own_database.django_name
    assert WorkingDay.objects.filter(note="seen").count() == 0
    assert Path(own_database.env["FILES_DIR"]) == settings.FILES_DIR
    note("2031-01-01")


def test_a_queue_outlives_a_killed_valkey(stack, valkey):
    client = Redis(unix_socket_path=str(stack.database.folder / "valkey.sock"))
    client.lpush("queue", "one", "two")
    valkey.kill()
    stack.valkey()
    assert client.llen("queue") == 2


def test_a_worker_takes_jobs_and_ends_when_asked(stack, valkey):
    worker = stack.worker()
    send = "from base.jobs import sweep_files; sweep_files.apply_async()"
    stack.database.manage("shell", "--verbosity", "0", "-c", send)
    worker.wait_until(lambda: "sweep_files" in worker.tail(100))
    worker.stop()
    assert worker.child.returncode == 0


def test_mail_arrives_with_its_chinese_subject(smtp_sink):
    host, port = smtp_sink.url.removeprefix("smtp://").split(":")
    mail = EmailMessage("超期提醒", "正文", "a@localhost", ["b@localhost"])
    mail.connection = get_connection("django.core.mail.backends.smtp.EmailBackend", host=host, port=int(port))
    mail.send()
    (received,) = smtp_sink.wait_for(1)
    assert (received["Subject"], received.envelope_to) == ("超期提醒", ["b@localhost"])


def test_a_killed_parent_leaves_no_server_behind(short_path):
    parent = f"""
import time
from pathlib import Path
from reformtrack import servers
folder = Path({str(short_path)!r})
process = servers.valkey(folder / "s", folder / "data").start()
process.wait_until(lambda: servers.answers(folder / "s"))
print(process.child.pid, flush=True)
time.sleep(60)
"""
    running = subprocess.Popen([sys.executable, "-c", parent], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    valkey_pid = int(running.stdout.readline())
    running.kill()
    running.wait()
    until = time.monotonic() + 10
    while alive(valkey_pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(valkey_pid)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
