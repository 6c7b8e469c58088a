"""The product under load: PostgreSQL, Valkey and gunicorn as in production, with the demo in the database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS = 2
ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "LOG_LEVEL": "INFO"}


@contextmanager
def product() -> Iterator:
    """A running `tests.stack.Stack` whose database the ORM of this process uses too."""
    from tests.plugin import prepare_run

    prepare_run("postgres")
    var = Path(os.environ["TEST_RUN_DIR"], "bench")
    os.environ.update(ENVIRONMENT, VAR_DIR=str(var), FILES_DIR=str(var / "files"))
    import django

    django.setup()
    from tests.conftest import DEMO_DAY, demo_template
    from tests.stack import Stack

    database = demo_template()
    database.env |= {"DEMO": "1", "TODAY": DEMO_DAY}
    stack = Stack(database)
    try:
        stack.valkey()
        stack.web(WORKERS)
        with database.adopted():
            from .ledgers import fill

            fill()
            yield stack
    finally:
        stack.stop()
        database.drop()
