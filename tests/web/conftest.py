import os
import tempfile
from pathlib import Path

import pytest

from tests.conftest import DEMO_DAY, demo_template
from tests.stack import Stack
from tests.web import site as making


@pytest.fixture(scope="module")
def site(django_db_blocker):
    """The demo behind a web server, with everything on it that a page can show; for tests that only look."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["TEST_RUN_DIR"]))
    database = demo_template().copy(folder)
    database.env |= {"DEMO": "1", "TODAY": DEMO_DAY}
    running = Stack(database)
    with django_db_blocker.unblock():
        with database.adopted():
            making.prepare(database)
        running.web()
        yield running
    running.stop()
    database.drop()
