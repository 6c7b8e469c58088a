import pytest

from base import clock
from tasks import asking, measures, panels, waiting
from tests.cast import Cast, at
from tests.tasks.fake_ledger import FakeLedger


@pytest.fixture(autouse=True)
def _no_room_above(monkeypatch):
    """What the apps above register is tested with them: here nothing is measured and no panel is shown."""
    monkeypatch.setattr(measures, "_PROVIDERS", {})
    monkeypatch.setattr(panels, "_PANELS", [])
    monkeypatch.setattr(waiting, "_WAITING", [])
    monkeypatch.setattr(asking, "_TOLD", [])


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def the_day():
    """It is 18 February 2021, ten in the morning: for modules that say `usefixtures("the_day")`."""
    with clock.at(at(2, 18)):
        yield


@pytest.fixture
def ledger():
    """The only provider of measures, with nothing in it yet."""
    return FakeLedger()


@pytest.fixture
def measured(plan, ledger):
    """The plan with row 1 measured by the ledger as "staff", row 2 as "items", and nothing said yet."""
    for number, key in ((1, "staff"), (2, "items")):
        plan.tasks.filter(number=number).update(measure=key)
        ledger.serves(key)
    return plan
