"""One command starts the product, one signal ends all of it, and the data stay."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from reformtrack.__main__ import defaults
from reformtrack.servers import free_port
from tests.own_database import ROOT

FROM_OUTSIDE = ("DATABASE_URL", "BROKER_URL", "VAR_DIR", "FILES_DIR", "TODAY", "EMAIL_URL", "SECRET_KEY", "DEMO")


def test_the_demo_is_the_default_and_lives_apart_from_live_data():
    demo, live = defaults({}), defaults({"DEMO": "0"})
    assert (demo["DEMO"], demo["TODAY"], live["DEMO"]) == ("1", "2021-02-18", "0")
    assert "TODAY" not in live and "EMAIL_URL" not in live
    assert {Path(demo["VAR_DIR"]).name, Path(live["VAR_DIR"]).name} == {"demo", "live"}


class Run:
    """`make run DEMO=0` as a process, on its own folder and port, with the product's own settings."""

    def __init__(self, folder: Path, port: int) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
        settings = {"DEMO": "0", "VAR_DIR": str(folder), "PORT": str(port), "TODAY": ""}
        env = kept | settings | {"DJANGO_SETTINGS_MODULE": "reformtrack.settings", "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "reformtrack"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def until(self, words: str) -> str:
        """What it printed up to and with the line that has these words, or up to its end."""
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if words in line:
                break
        return "".join(lines)

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


@pytest.fixture
def run(short_path):
    port, runs = free_port(), []

    def start() -> Run:
        runs.append(Run(short_path, port))
        return runs[-1]

    yield start
    for each in runs:
        each.process.kill()
        each.process.wait()


@pytest.mark.stack
@pytest.mark.sqlite
@pytest.mark.fault
def test_a_run_ends_whole_and_the_next_one_keeps_the_data(run):
    first = run()
    said = first.until("Ctrl-C")
    family = first.family()
    assert "首次运行" in said and len(family) >= 6
    assert "已在" in run().until("已在")
    assert first.end(signal.SIGINT) == 0
    _, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []

    began = time.monotonic()
    second = run()
    assert "首次运行" not in second.until("Ctrl-C")
    print(f"second start: {time.monotonic() - began:.1f} s")
    assert second.end(signal.SIGTERM) == 0


@pytest.mark.stack
@pytest.mark.sqlite
def test_a_taken_port_is_refused_with_the_way_out(run, short_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = Run(short_path, port)
        assert f"make run PORT={port + 1}" in refused.until("make run")
        assert refused.process.wait(30) == 1
