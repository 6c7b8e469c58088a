"""A database of one's own for tests with several processes: a fresh copy of a template, on SQLite and PostgreSQL.

Append-only triggers refuse Django's flush, so a test that really commits gets a copy and leaves it behind.
"""

import fcntl
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
_counter = itertools.count(1)


def on_postgres() -> bool:
    return os.environ["TEST_DATABASE"] == "postgres"


@dataclass
class OwnDatabase:
    """A migrated database with its own VAR_DIR. `env` is the whole environment of processes that work on it."""

    name: str
    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.env = {
            **os.environ,
            "DATABASE_URL": self.url,
            "VAR_DIR": str(self.folder),
            "FILES_DIR": str(self.folder / "files"),
            "BROKER_URL": f"redis+socket://{self.folder / 'valkey.sock'}?virtual_host=0",
            **self.env,
        }

    @property
    def django_name(self) -> str:
        return self.name if on_postgres() else str(self.folder / "reformtrack.sqlite3")

    @property
    def url(self) -> str:
        if on_postgres():
            return os.environ["DATABASE_URL"].replace("/postgres?", f"/{self.name}?")
        return f"sqlite:///{self.django_name}"

    def manage(self, *arguments: str, **env: str) -> str:
        """Run a management command in a process of its own and return what it printed. A failure shows its output."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.env | env, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        assert done.returncode == 0, f"{arguments} failed:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @contextmanager
    def adopted(self) -> Iterator["OwnDatabase"]:
        """Let the ORM of this process work on this database. Not inside a test marked django_db."""
        original, held = connections["default"], connections["default"].settings_dict["NAME"]
        files, settings.FILES_DIR = settings.FILES_DIR, self.folder / "files"
        original.settings_dict["NAME"] = self.django_name
        connections["default"] = connections.create_connection("default")
        try:
            yield self
        finally:
            connections["default"].close()
            connections["default"] = original
            original.settings_dict["NAME"], settings.FILES_DIR = held, files

    def copy(self, folder: Path) -> "OwnDatabase":
        """A copy of this database and its folder. Nobody may be connected to this one."""
        name = f"own_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}_{next(_counter)}"
        shutil.copytree(self.folder, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.sock"))
        if on_postgres():
            create_postgres_database(name, template=self.name)
        return OwnDatabase(name, folder)

    def drop(self) -> None:
        if on_postgres():
            administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)
        shutil.rmtree(self.folder, ignore_errors=True)


def administer(statement: str, *names: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def create_postgres_database(name: str, template: str = "template1") -> None:
    administer("CREATE DATABASE {} TEMPLATE {}", name, template)


def once_a_run(name: str, do: Callable[[], None]) -> None:
    """Do something for the whole run: whichever worker comes first does it, and the others wait for it."""
    run = Path(os.environ["TEST_RUN_DIR"])
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run / f"{name}.done"
        if not done.exists():
            do()
            done.touch()


def template(name: str, fill: Callable[[OwnDatabase], None]) -> OwnDatabase:
    """The run's template of this name, filled once."""
    database = OwnDatabase(f"template_{name}", Path(os.environ["TEST_RUN_DIR"]) / f"template_{name}")
    once_a_run(name, lambda: make(database, fill))
    return database


def collected(database: OwnDatabase) -> None:
    """Lay the static files, collected and compressed once a run, where processes on `database` look for them.

    A control test may be the first to ask, and its DEBUG would collect them without the manifest the others need.
    """
    static = Path(os.environ["TEST_RUN_DIR"]) / "collected"
    gather = ("collectstatic", "--noinput", "--verbosity", "0")
    as_in_use = {"VAR_DIR": str(static), "DEBUG": "0", "GUARDS_OFF": ""}
    once_a_run("collected", lambda: database.manage(*gather, **as_in_use))
    there = database.folder / "static"
    if not there.exists():
        there.symlink_to(static / "static")


def make(database: OwnDatabase, fill: Callable[[OwnDatabase], None]) -> None:
    database.drop()
    database.folder.mkdir()
    if on_postgres():
        create_postgres_database(database.name)
    database.manage("migrate", "--verbosity", "0")
    fill(database)
