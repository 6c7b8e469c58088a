"""The lists of the ledgers as workbooks: as filtered and of the day looked at, to be read, not to be taken in again."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.sheets.columns import Column, Kind

DEPARTMENT = Column("department", gettext_lazy("Giving department"), width=20)
ITEMS = (
    DEPARTMENT,
    Column("code", gettext_lazy("Item code"), width=20),
    Column("name", gettext_lazy("Items"), width=40),
    Column("state", gettext_lazy("Agreement"), width=14),
    Column("signed_on", gettext_lazy("Signed on"), Kind.DAY, width=12),
    Column("contents", gettext_lazy("Five contents"), width=40),
    Column("handover", gettext_lazy("Four things handed over"), width=40),
    Column("taking", gettext_lazy("Takeover"), width=14),
    Column("taken_on", gettext_lazy("The bureau decides from"), Kind.DAY, width=12),
    Column("cuts", gettext_lazy("Steps, materials, time limit"), width=36),
    Column("supervisor", gettext_lazy("Supervising department"), width=20),
)
STAFF = (
    Column("department", gettext_lazy("Original department"), width=20),
    Column("name", gettext_lazy("Name"), width=12),
    Column("post", gettext_lazy("Original post"), width=20),
    Column("document_number", gettext_lazy("Transfer document"), width=24),
    Column("arrived_on", gettext_lazy("Arrived on"), Kind.DAY, width=12),
    Column("confirmed_on", gettext_lazy("Able to work alone since"), Kind.DAY, width=14),
)


def item(row, department: str) -> dict:
    """One row (transfers.looks.Row) of the list of items."""
    tag, taking = row.tag, row.taking
    return {
        "department": department,
        "code": row.item.code,
        "name": row.item.name,
        "state": str(tag.label),
        "signed_on": tag.day,
        "contents": row.contents_said,
        "handover": row.handover_said,
        "taking": str(taking.label) if taking else "",
        "taken_on": taking.day if taking else None,
        "cuts": "; ".join(_cut(cut) for cut in row.cuts),
        "supervisor": row.item.supervisor,
    }


def _cut(cut) -> str:
    known = cut.before is not None and cut.after is not None
    return f"{cut.label} {cut.before} → {cut.after}" if known else f"{cut.label} {_('not recorded')}"


def person(one) -> dict:
    """One person of the roster, read with the right to see names."""
    kept = ("name", "post", "document_number", "arrived_on", "confirmed_on")
    return {"department": one.department_name, **{name: getattr(one, name) for name in kept}}
