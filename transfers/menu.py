"""The ledgers in the menu, registered in TransfersConfig.ready()."""

from django.utils.translation import gettext_lazy as _

from base import nav
from pilots.access import Action, may

_OF_STAFF = (
    "staff",
    "member_new",
    "member",
    "member_remove",
    "confirm_people",
    "departments",
    "count_ask",
    "count_change",
    "session_new",
    "session",
    "session_remove",
    "rulings",
    "ruling",
    "ruling_decide",
    "ruling_withdraw",
)
_OF_ITEMS = (
    "items",
    "item_new",
    "items_bulk",
    "items_off",
    "drafts",
    "baseline_ask",
    "item",
    "item_list",
    "item_agreement",
    "item_handover",
    "item_burden",
    "item_supervision",
    "baseline_change",
)


def register() -> None:
    """Add the entries."""
    nav.register(
        "staff",
        _("Staff transfer"),
        "transfers:staff_home",
        order=40,
        roles=_sees_ledgers,
        covers=tuple(f"transfers:{name}" for name in _OF_STAFF),
    )
    nav.register(
        "items",
        _("Item transfer"),
        "transfers:items_home",
        order=41,
        roles=_sees_ledgers,
        covers=tuple(f"transfers:{name}" for name in _OF_ITEMS),
    )
    nav.register(
        "establishment",
        _("Founding and operation"),
        "transfers:establishment_home",
        order=42,
        roles=_sees_ledgers,
        covers=("transfers:establishment",),
    )


def _sees_ledgers(officer) -> bool:
    return may(officer, Action.SEE_LEDGERS)
