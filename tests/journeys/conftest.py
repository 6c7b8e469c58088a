"""The running product with the demo, shared by the journeys: each keeps to counties that no other one touches."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.conftest import DEMO_DAY, demo_template
from tests.stack import Stack

from .hands import Person

# A page left while a picture still loads; a form refused (422) or overtaken (409) says so in its answer.
EXPECTED = ("net::ERR_ABORTED", "status of 422", "status of 409")


@pytest.fixture(scope="session")
def city(django_db_blocker):
    """The demo behind a running web server, for tests that act as people do and leave their traces."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["TEST_RUN_DIR"]))
    database = demo_template().copy(folder)
    database.env |= {"DEMO": "1", "TODAY": DEMO_DAY}
    running = Stack(database)
    with django_db_blocker.unblock():
        running.valkey()
        running.web()
        yield running
    running.stop()
    database.drop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def somebody(city, open_as):
    """`somebody("dingnan", "/workbench/", **context)` -> a Person there. Whatever the pages blocked fails the test."""
    people = []

    def at(username: str | None, path: str, **options) -> Person:
        person = Person(open_as(city, username, **options))
        people.append(person)
        person.opens(path)
        return person

    yield at
    for person in people:
        assert [fault for fault in person.page.faults if not any(word in fault for word in EXPECTED)] == []
