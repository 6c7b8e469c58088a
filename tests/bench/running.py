"""The product under load: PostgreSQL, Valkey and gunicorn as in production, with the demo in the database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS = 2
ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "LOG_LEVEL": "INFO"}


PROVINCE = ("simulate", "--pilots", "2850", "--seed", "1")


@contextmanager
def product() -> Iterator:
    """Two running `tests.stack.Stack`s: the demo's, whose database this ORM uses too, and a province's."""
    from tests.plugin import prepare_run

    prepare_run("postgres")
    var = Path(os.environ["TEST_RUN_DIR"], "bench")
    os.environ.update(ENVIRONMENT, VAR_DIR=str(var), FILES_DIR=str(var / "files"))
    import django

    django.setup()
    from tests.conftest import DEMO_DAY, demo_template
    from tests.own_database import template
    from tests.stack import Stack

    databases = demo_template(), template("province", lambda database: database.manage(*PROVINCE))
    stacks = []
    try:
        for database in databases:
            database.env |= {"DEMO": "1", "TODAY": DEMO_DAY}
            stacks.append(Stack(database))
            stacks[-1].valkey()
            stacks[-1].web(WORKERS)
        with databases[0].adopted():
            from .ledgers import fill

            fill()
            yield stacks
    finally:
        for stack in stacks:
            stack.stop()
        for database in databases:
            database.drop()
