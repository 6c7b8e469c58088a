import pytest

from tests.tasks.fake_ledger import FakeLedger


@pytest.fixture
def ledger(monkeypatch):
    """The only provider of measures, with nothing in it yet."""
    return FakeLedger(monkeypatch)


@pytest.fixture
def measured(plan, ledger):
    """The plan with row 1 measured by the ledger as "staff", row 2 as "items", and nothing said yet."""
    for number, key in ((1, "staff"), (2, "items")):
        plan.tasks.filter(number=number).update(measure=key)
        ledger.serves(key)
    return plan
