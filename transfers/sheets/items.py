"""事项台账 as a workbook: an item of the approved list with its agreement, a row."""

from collections import defaultdict

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from base.sheets.columns import Kind
from base.sheets.comparing import as_typed
from base.sheets.ledgers import Known

from ..models import Agreement, Item
from ..models.agreements import CONTENTS
from ..models.items import AFTER, BEFORE, HANDOVER, MINIMAL, STANDARDS
from .columns import column_of, columns_of
from .ledger import FactLedger

LISTED = ("name", "code", "department", "kind", "batch")
SUPERVISED = ("supervisor", "supervisor_contact")
SIGNED = ("giver_signed_on", "taker_signed_on")
AGREED = ("number", "stage", *CONTENTS, "transfer_on", "old_cases_stay", *SIGNED)
HANDED_OVER = (*(f"{part}_{which}_on" for part in HANDOVER for which in ("handed", "signed")), "cut_over_on")
LIGHTENED = (*BEFORE, *AFTER, *MINIMAL, "one_window")


class ItemLedger(FactLedger):
    """One row per item; its agreement has the item's key, and begins with the first thing that is said of it."""

    name, title, part = "items", _("Item transfer ledger"), "department"
    models = (Item, Agreement)
    unique = ("code",)
    headline = ("name", "code", "department")
    columns = (
        column_of(Item, "name", required=True, width=36, aliases=("事项", "划转事项", "审批事项", "项目名称")),
        column_of(Item, "code", kind=Kind.CODE, aliases=("编码", "事项代码", "项目编码")),
        column_of(Item, "department", required=True, longest=60, aliases=("划出单位", "原单位", "原部门", "实施部门")),
        *columns_of(Item, "kind", "batch", *SUPERVISED),
        column_of(Agreement, "number"),
        column_of(Agreement, "stage", label=_("stage of the agreement")),
        *columns_of(Agreement, *AGREED[2:]),
        *columns_of(Item, *HANDED_OVER, *STANDARDS, *LIGHTENED),
        column_of(Item, "baseline_on", locked=True),
    )
    groups = {
        "listed": (_("Approved list"), [*LISTED]),
        "supervised": (_("Supervision after the transfer"), [*SUPERVISED]),
        "agreed": (_("Agreement"), [*AGREED]),
        "handed": (_("Handover and cut-over"), [*HANDED_OVER]),
        "standards": (_("Standardisation"), [*STANDARDS]),
        "burden": (_("Burden cut"), [*LIGHTENED]),
    }
    note = _("One row per item, with its agreement. An empty day has not come yet; time limits are working days.")

    def rows(self) -> list[Known]:
        """By department, then by code."""
        known = super().rows()
        places = {name: place for place, name in enumerate(self.department_keys)}
        self.known = sorted(known, key=lambda each: places.get(each.values["department"], len(places)))
        return self.known

    def match(self, values: dict) -> str | None:
        """The item with the same code; without a code on either side the one of that name and department."""
        code = values.get("code")
        if code in self._by_code:
            return self._by_code[code].key
        alike = self._by_name.get((values.get("name"), values.get("department")), [])
        same = alike[0] if len(alike) == 1 else None
        return same.key if same and not (code and same.values["code"]) else None

    def forget(self) -> None:
        super().forget()
        for name in ("_by_code", "_by_name"):
            self.__dict__.pop(name, None)

    def back_url(self) -> str:
        return reverse("transfers:items", args=[self.place])

    @cached_property
    def _by_code(self) -> dict[str, Known]:
        column = self.column("code")
        return {as_typed(column, code): known for known in self.known if (code := known.values["code"])}

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Known]]:
        found = defaultdict(list)
        for known in self.known:
            found[known.values["name"], known.values["department"]].append(known)
        return found
