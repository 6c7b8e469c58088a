"""FI12: whatever happens in the cage, the caller goes on and hears why. Controls run the same without the cage."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from base import cage
from tests.base import caged

HERE = "tests.base.caged"
LOST = (
    ("spin", [30], {"seconds": 1}, "time"),
    ("sleep", [30], {"seconds": 1}, "time"),
    ("hoard", [700], {"memory_mib": 512}, "memory"),
    ("die", [], {}, "crash"),
    ("fail", [], {}, "crash"),
    ("refuse", [], {}, "crash"),
    ("unspeakable", [], {}, "crash"),
    ("open_many", [200], {}, "crash"),
    ("no_such_function", [], {}, "crash"),
)


def uncaged(call: str, **environment: str) -> str:
    """What a call prints in a child without any bounds."""
    program = f"from tests.base.caged import *; print({call})"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=cage.HOUSE,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_arguments_and_answer_pass_through_as_data():
    assert cage.run(f"{HERE}:echo", 1, "二", deep=[None]) == {"args": [1, "二"], "kwargs": {"deep": [None]}}


@pytest.mark.parametrize(("function", "args", "limits", "reason"), LOST, ids=[row[0] for row in LOST])
def test_a_lost_child_is_a_reason_and_no_more(function, args, limits, reason):
    with pytest.raises(cage.CageFailed) as failure:
        cage.run(f"{HERE}:{function}", *args, **limits)
    assert failure.value.reason == reason


def test_control_without_the_cage_time_and_memory_and_files_are_there_for_the_taking():
    assert uncaged("spin(1.5)") == "done"
    assert uncaged("hoard(700)") == str(700 << 20)
    assert uncaged("open_many(200)") == "200"


def test_an_allowed_refusal_comes_back_as_it_was():
    with pytest.raises(caged.Refusal) as refusal:
        cage.run(f"{HERE}:refuse", allowed=(caged.Refusal,))
    assert (refusal.value.code, refusal.value.params) == ("too_small", {"found": 3})


def test_what_is_written_is_bounded(tmp_path):
    target = tmp_path / "written"
    assert cage.run(f"{HERE}:write", str(target), 8) == 8 << 20
    with pytest.raises(cage.CageFailed):
        cage.run(f"{HERE}:write", str(target), cage.WRITTEN_MIB + 1)
    assert target.stat().st_size <= cage.WRITTEN_MIB << 20
    assert uncaged(f"write({str(target)!r}, {cage.WRITTEN_MIB + 1})") == str(cage.WRITTEN_MIB + 1 << 20)


def test_what_the_child_writes_is_for_its_owner_alone(tmp_path):
    cage.run(f"{HERE}:write", str(tmp_path / "written"), 1)
    assert (tmp_path / "written").stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_in_the_scratch_folder(tmp_path):
    room = cage.run(f"{HERE}:leave_behind", "careless.txt")
    assert "cage-" in room
    assert not Path(room).exists()
    uncaged(f"leave_behind({str(tmp_path / 'careless.txt')!r})", TMPDIR=str(tmp_path))
    assert len(list(tmp_path.iterdir())) == 2


def test_secrets_of_the_environment_do_not_enter(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "swordfish")
    inside = cage.run(f"{HERE}:surroundings")
    assert "swordfish" not in str(inside["environment"])
    assert inside["input"] == ""
    assert "swordfish" in uncaged("surroundings()['environment']")


def test_the_child_starts_without_django():
    assert cage.run(f"{HERE}:surroundings")["django"] is False


def kernel_allows_it() -> bool:
    tries = (["unshare", "-n", "true"], ["unshare", "-rn", "true"])
    return any(subprocess.run(command, capture_output=True).returncode == 0 for command in tries)


def reached_from_the_cage(port: int) -> bool:
    try:
        return cage.run(f"{HERE}:connect", port) == "connected"
    except cage.CageFailed as failure:
        assert "unreachable" in failure.detail
        return False


def test_where_the_kernel_allows_it_there_is_no_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert uncaged(f"connect({port})") == "connected"
        assert reached_from_the_cage(port) == (not kernel_allows_it())


def test_nothing_the_child_started_outlives_it(tmp_path):
    with pytest.raises(cage.CageFailed):
        cage.run(f"{HERE}:outlive", str(tmp_path / "mark"), seconds=1)
    time.sleep(3)
    assert not (tmp_path / "mark").exists()


def test_the_caller_survives_twenty_losses():
    for _ in range(20):
        with pytest.raises(cage.CageFailed):
            cage.run(f"{HERE}:die")
    assert cage.run(f"{HERE}:echo") == {"args": [], "kwargs": {}}
