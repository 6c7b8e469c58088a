"""Where a ledger's workbooks are: what the buttons beside it need to know of it."""

from typing import NamedTuple


class Sheet(NamedTuple):
    """A ledger of `base.sheets` by its name, whose it is, and the column by which it is handed out."""

    name: str
    place: str
    part: str = ""
