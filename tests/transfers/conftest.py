import pytest

from base import clock
from tests.cast import Cast, at


@pytest.fixture
def the_day():
    """18 February 2021, half past three."""
    with clock.at(at(2, 18, 15, 30)):
        yield


@pytest.fixture
def cast(db):
    """The cast with a plan in force that names its counties pilots."""
    cast = Cast()
    cast.one = cast.plan()
    return cast


@pytest.fixture
def own_files(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def as_(client):
    """`as_(officer)` -> the test client, logged in as that person."""

    def log_in(officer):
        client.force_login(officer, "pilots.auth.OfficerBackend")
        return client

    return log_in
