"""The demo as the run's template holds it, for one module of tests that only look at it."""

from contextlib import contextmanager
from pathlib import Path

from tests.conftest import demo_template


@contextmanager
def played(blocker, folder: Path):
    """The demo stands in the database of this process; its files lie in `folder`."""
    database = demo_template().copy(folder)
    with blocker.unblock(), database.adopted():
        yield
    database.drop()
