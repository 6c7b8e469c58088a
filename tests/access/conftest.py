import pytest

from alerts.querysets import MessageQuerySet
from pilots import access
from pilots.querysets import UnitQuerySet
from tests.access import world as making
from tests.controls import SWITCHES
from tests.controls import access as switches


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Both cities, shared by the tests of a module; each tries its requests in a savepoint of its own."""
    with making.world(django_db_blocker) as made:
        yield made


@pytest.fixture
def without(monkeypatch):
    """`without("reach")` takes a guard of tests/controls/access.py away until the test ends."""
    assert SWITCHES["reach"] is switches.reach
    # Setting what stands there makes monkeypatch put it back.
    monkeypatch.setattr(UnitQuerySet, "within_reach_of", UnitQuerySet.within_reach_of)
    monkeypatch.setattr(MessageQuerySet, "visible_to", MessageQuerySet.visible_to)
    for role, row in access.TABLE.items():
        monkeypatch.setitem(access.TABLE, role, row)
    return lambda name: SWITCHES[name]()
