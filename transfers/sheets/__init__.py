"""The ledgers as workbooks and grids: registered with base.sheets, which brings the pages."""

from base.sheets.ledgers import register as put_up

from .departments import DepartmentLedger
from .items import ItemLedger
from .opening import opener
from .staff import StaffLedger


def register() -> None:
    """Let base.sheets open the ledgers."""
    for ledger in (StaffLedger, ItemLedger, DepartmentLedger):
        put_up(ledger.name, opener(ledger))
