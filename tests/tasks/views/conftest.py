import pytest

from base import clock
from tests.cast import Cast, at, obligation


@pytest.fixture(autouse=True)
def _the_day():
    """18 February 2021: row 1 is overdue, row 2 due in ten days, row 3 within the year."""
    with clock.at(at(2, 18, 10)):
        yield


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def plan(cast):
    return cast.plan()


@pytest.fixture
def own(cast, plan):
    """The own unit's row 1."""
    return obligation(plan, cast.own)


@pytest.fixture
def as_(client):
    """`as_(officer)` -> the test client, logged in as that person."""

    def log_in(officer):
        client.force_login(officer, "pilots.auth.OfficerBackend")
        return client

    return log_in
