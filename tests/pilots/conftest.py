import pytest

from tests.cast import Cast


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def as_(client):
    """`as_(officer)` -> the test client, logged in as that person."""

    def log_in(officer):
        client.force_login(officer, "pilots.auth.OfficerBackend")
        return client

    return log_in
