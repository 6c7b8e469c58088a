"""The running product with the demo, shared by the journeys: each keeps to counties that no other one touches."""

import pytest

from tests.conftest import demo_of_a_session

from .hands import Person

# A page left while a picture still loads; a form refused (422) or overtaken (409) says so in its answer.
EXPECTED = ("net::ERR_ABORTED", "status of 422", "status of 409")


@pytest.fixture(scope="session")
def city(django_db_blocker):
    """The demo behind a running web server, for tests that act as people do and leave their traces."""
    yield from demo_of_a_session(django_db_blocker)


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
