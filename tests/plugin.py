"""Chooses the database before Django reads its settings: `--database=sqlite|postgres`, or TEST_DATABASE.

It is named by `-p` in pyproject.toml: started from a conftest, a PostgreSQL would be ignored in silence and the tests
would run on SQLite.
"""

import atexit
import json
import os
import shutil
import sqlite3
import tempfile
from dataclasses import asdict, is_dataclass
from pathlib import Path

import pytest

from tests.servers import Postgres, sweep_folders_of_dead_runs

DATABASES = ("sqlite", "postgres")
VENDORS = {"sqlite": "sqlite", "postgres": "postgresql"}
# What a developer's shell or .env may hold and a test must not depend on.
NEUTRAL = {
    "DEBUG": "0",
    "DEMO": "0",
    "HTTPS": "0",
    "TODAY": "",
    "EMAIL_URL": "",
    "HEALTH_TOKEN": "",
    "SECRET_KEY": "tests-only-" + "x" * 50,
    "LOG_LEVEL": "WARNING",
    "DJANGO_SETTINGS_MODULE": "tests.settings",
}


def pytest_addoption(parser):
    chosen = os.environ.get("TEST_DATABASE", "sqlite")
    parser.addoption("--database", choices=DATABASES, default=chosen, help="the database the tests run on")
    parser.addoption("--whole", action="store_true", help="on PostgreSQL the pages too")
    parser.addoption("--figures", type=Path, help="a file to which the figures are added, a line of JSON each")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    if "PYTEST_XDIST_WORKER" not in os.environ:
        prepare_run(early_config.known_args_namespace.database)
    var = Path(os.environ["TEST_RUN_DIR"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
    (var / "static").mkdir(parents=True)
    os.environ.update(VAR_DIR=str(var), FILES_DIR=str(var / "files"))
    os.environ["BROKER_URL"] = f"redis+socket://{var / 'valkey.sock'}?virtual_host=0"


def prepare_run(database: str) -> None:
    """One folder, one environment and at most one PostgreSQL for the run and all its workers."""
    sweep_folders_of_dead_runs()
    run = tempfile.mkdtemp(prefix=f"reformtrack-run-{os.getpid()}-")
    atexit.register(shutil.rmtree, run, ignore_errors=True)
    os.environ.update(NEUTRAL, TEST_RUN_DIR=run, TEST_DATABASE=database)
    os.environ["DATABASE_URL"] = start_postgres() if database == "postgres" else f"sqlite:///{run}/unused.sqlite3"


def start_postgres() -> str:
    server = Postgres().start()
    atexit.register(server.stop)
    return server.url


def pytest_configure(config):
    from django.db import connection

    asked = VENDORS[os.environ["TEST_DATABASE"]]
    if connection.vendor != asked:
        raise pytest.UsageError(f"asked for {asked}, but Django is on {connection.vendor}")


def pytest_report_header(config):
    return f"database: {version()}"


def version() -> str:
    """Vendor and version as the server itself says them."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"]) as server:
        return server.execute("SELECT version()").fetchone()[0]


# What reads files in the cage touches no database; what is refused before a view begins is the same on both, and so are
# the demo and what goes over the wire. The table of who may do what, many people at once, a broker's death and what
# relays and robots answer are tried on PostgreSQL by `make faults`.
RUN_ONCE = (
    "tests/tasks/reading/",
    "tests/base/sheets/",
    "tests/base/test_cage.py",
    "tests/base/test_pdf.py",
    "tests/base/test_word.py",
    "tests/base/test_archives.py",
    "tests/base/test_intake.py",
    "tests/base/test_sheet_comparing.py",
    "tests/transfers/test_sheet_samples.py",
    "tests/test_messages.py",
    "tests/access/test_csrf.py",
    "tests/access/test_reading.py",
    "tests/access/test_matrix.py",
    "tests/concurrency/",
    "tests/alerts/test_brokers.py",
    "tests/alerts/test_outgoing.py",
    "tests/alerts/test_gateway.py",
    "tests/alerts/test_robots.py",
    "tests/alerts/test_wire.py",
    "tests/reformtrack/test_demo.py",
    "tests/reformtrack/test_demo_ledgers.py",
)


# Pages ask what the tests of queries and verbs ask on both databases; `make pages` looks at them on PostgreSQL too.
PAGES = (
    "tests/access/",
    "tests/pilots/",
    "tests/tasks/views/",
    "tests/transfers/test_items_pages.py",
    "tests/transfers/test_staff_pages.py",
)


# A test that takes none of these, by itself or through another fixture, asks no database.
ASKING = {
    "db",
    "transactional_db",
    "own_database",
    "demo_database",
    "stack",
    "live_stack",
    "shared_stack",
    "city",
    "world",
    "province",
}


def asks_a_database(item) -> bool:
    return bool(ASKING & set(item.fixturenames)) or item.get_closest_marker("django_db") is not None


def pytest_collection_modifyitems(config, items):
    """A test that means something on one database alone is not selected on the other; what is alike runs once."""
    other = {"sqlite": "postgres", "postgres": "sqlite"}[os.environ["TEST_DATABASE"]]
    unfit = [item for item in items if item.get_closest_marker(other)]
    if os.environ["TEST_DATABASE"] == "postgres":
        once = RUN_ONCE if config.getoption("--whole") else (*RUN_ONCE, *PAGES)
        unfit += [item for item in items if item.nodeid.startswith(once) or not asks_a_database(item)]
    if unfit:
        config.hook.pytest_deselected(items=unfit)
        items[:] = [item for item in items if item not in unfit]


@pytest.fixture
def figures(record_property):
    """`figures("CC1", seed=7, outcome=counts)` puts what a check counted, where and from which seed under the run."""

    def say(check: str, *, outcome, seed: int | str = "none") -> None:
        counts = asdict(outcome) if is_dataclass(outcome) else outcome
        if type(outcome).__str__ is not object.__str__ and not isinstance(outcome, dict | list | int | float):
            counts = str(outcome)  # it says in its own words what it came to
        told = {"check": check, "database": version().partition(" on ")[0], "seed": seed, "outcome": counts}
        record_property("figures", json.dumps(told, ensure_ascii=False, default=str))

    return say


def pytest_terminal_summary(terminalreporter, config):
    reports = [report for name in ("passed", "failed") for report in terminalreporter.getreports(name)]
    told = sorted(line for report in reports for name, line in report.user_properties if name == "figures")
    if told:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(map(readable, told)))
    # Each of several processes sums up its own tests too; the one that gathers them all writes.
    if told and config.getoption("figures") and not hasattr(config, "workerinput"):
        with config.getoption("figures").open("a") as file:
            file.writelines(f"{line}\n" for line in told)


def readable(line: str) -> str:
    """How a figure stands under the run."""
    return "{check}: {database}, seed {seed}, {outcome}".format(**json.loads(line))
