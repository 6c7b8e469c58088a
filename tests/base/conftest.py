import pytest

from tests.cast import Cast

from . import sheetledger


@pytest.fixture
def sheet_cast(db, settings, tmp_path):
    """The cast, with the ledger `people` registered and its files in a folder of the test's own."""
    settings.FILES_DIR = tmp_path / "files"
    sheetledger.install()
    return Cast()


@pytest.fixture
def store(sheet_cast):
    """The ledger of Zhanggong: two people."""
    sheetledger.STORES.clear()
    two = sheetledger.person(), sheetledger.person("何志远", "县自然资源局", hours=8)
    return sheetledger.STORES.setdefault("zhanggong", sheetledger.Store(*two))


@pytest.fixture
def own(client, sheet_cast, store):
    """The browser of an officer of Zhanggong."""
    client.force_login(sheet_cast.officer, "pilots.auth.OfficerBackend")
    return client
