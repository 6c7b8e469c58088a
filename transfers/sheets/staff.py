"""人员名册 as a workbook: who was transferred from where. No ID number, phone or birthday has a column."""

from collections import Counter
from uuid import UUID

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.forms import Refused
from base.sheets.cells import PARTS, tidy
from base.sheets.columns import Kind
from base.sheets.ledgers import nearest
from base.sheets.rows import Doubt, Row
from pilots.access import Action

from ..facts import Change, write
from ..models import Item, StaffMember
from .columns import column_of, columns_of
from .ledger import FactLedger
from .shape import touches


class StaffLedger(FactLedger):
    """One row per person; items handled stand as their codes, or as their names where they have no code."""

    name, title, part = "staff", gettext_lazy("Roster of transferred staff"), "department"
    models = (StaffMember,)
    seen_with = (Action.SEE_LEDGERS, Action.SEE_NAMES)
    headline = ("name", "department", "post_kind", "arrived_on")
    columns = (
        column_of(StaffMember, "name", label=gettext_lazy("name of a person"), required=True, width=12),
        column_of(StaffMember, "department", required=True, longest=60, aliases=("单位", "原部门", "划出部门")),
        column_of(StaffMember, "post", width=24, aliases=("岗位", "原职务")),
        column_of(StaffMember, "post_kind", aliases=("编制", "编制性质", "编制类型")),
        column_of(StaffMember, "post_moved"),
        column_of(StaffMember, "document_number", width=22, aliases=("文号", "调动文号")),
        *columns_of(StaffMember, "document_on", "arrived_on", "confirmed_on"),
        column_of(StaffMember, "items", kind=Kind.LIST, width=36, aliases=("承办事项编码",)),
    )
    groups = {
        "person": (gettext_lazy("Person"), ["name", "department", "post", "arrived_on", "items"]),
        "post": (gettext_lazy("Authorised post"), ["post_kind", "post_moved", "document_number", "document_on"]),
        "training": (gettext_lazy("Training"), ["arrived_on", "confirmed_on"]),
    }
    note = gettext_lazy(
        "Names and posts only: no ID numbers, no phone numbers. Items are given by their codes, with 、 between."
    )

    def outward(self) -> dict:
        return {**super().outward(), "items": lambda keys: [self._tokens[key] for key in keys if key in self._tokens]}

    def inward(self) -> dict:
        return {**super().inward(), "items": lambda said: [self._items[each] for each in said if each in self._items]}

    def check(self, rows: list[Row]) -> None:
        super().check(rows)
        self._refuse_twins(rows)

    def check_row(self, row: Row) -> None:
        super().check_row(row)
        unknown = [each for each in row.values.get("items", ()) if each not in self._items]
        if unknown and touches(row, "items") and not row.wrong("items"):
            said = _("No item of the list has the code %(codes)s. Type codes of the item ledger, with 、 between.")
            row.refuse("items", said % {"codes": "、".join(unknown)}, self._nearest(row.values["items"]))

    def apply(self, rows: list[Row], *, by, on) -> None:
        changes = {row.number: list(self.shape.changes(row)) for row in rows}
        written = write(self.unit, [change for each in changes.values() for change in each], by=by, on=on)
        versions = {fact.key: fact.version for fact in written}
        for row in rows:
            change = changes[row.number][0]
            row.key, row.version = str(change.key), versions.get(change.key, change.version)

    def take_back(self, rows: list[Row], *, by, on) -> None:
        """Undo a whole load: who was new goes again, what was changed is as before. Raises Refused if it moved on."""
        standing = {known.key: known.version for known in self.rows()}
        if any(standing.get(row.key) != row.version for row in rows):
            raise Refused(_("Somebody has changed these rows since; the load can no longer be taken back."))
        why = _("the load was taken back")
        write(self.unit, [self._undone(row, why) for row in rows], by=by, on=on)

    def back_url(self) -> str:
        return reverse("transfers:staff", args=[self.place])

    def forget(self) -> None:
        super().forget()
        for name in ("_handled", "_tokens", "_items"):
            self.__dict__.pop(name, None)

    def _undone(self, row: Row, why: str) -> Change:
        key = UUID(row.key)
        if row.before is None:
            return Change(StaffMember, key=key, version=row.version, removed=True, why=why)
        return Change(StaffMember, self.shape.read(row.before.values), key, row.version, why=why)

    def _refuse_twins(self, rows: list[Row]) -> None:
        """The same name and department as somebody on the roster, or further up in the file."""
        places = {_who(known.values): place for place, known in enumerate(self.known, 1)}
        lines: dict[tuple, int] = {}
        for row in rows:
            if row.before or row.refusals:
                continue
            who = _who(row.values)
            if who in places:
                said = _("No. %(place)s of the roster has the same name and department: perhaps the same person.")
                row.refuse("name", said % {"place": places[who]}, kind=Doubt.TWIN)
            elif who in lines:
                said = _("Row %(line)s has the same name and department: perhaps the same person.")
                row.refuse("name", said % {"line": lines[who]}, kind=Doubt.TWIN)
            lines.setdefault(who, row.line)

    def _nearest(self, codes: list[str]) -> str:
        """The codes, with each unknown one replaced by what is meant; "" when that cannot be told of one."""
        found = [each if each in self._items else self._meant(each) for each in codes]
        return "、".join(found) if all(found) else ""

    def _meant(self, text: str) -> str:
        return next((token for _key, token, name in self._handled if name == text), "") or nearest(
            text, list(self._items)
        )

    @cached_property
    def _handled(self) -> list[tuple[str, str, str]]:
        """(key, what it is called in a cell, name) of each item."""
        rows = Item.objects.current().filter(unit=self.unit).values_list("key", "code", "name")
        return [(str(key), PARTS.sub(" ", tidy(code or name)), name) for key, code, name in rows]

    @cached_property
    def _tokens(self) -> dict[str, str]:
        return {key: token for key, token, _name in self._handled}

    @cached_property
    def _items(self) -> dict[str, str]:
        """Keys by what the items are called, as long as no other is called the same."""
        called = Counter(token for _key, token, _name in self._handled)
        return {token: key for key, token, _name in self._handled if called[token] == 1}


def _who(values: dict) -> tuple[str, str]:
    return values["name"], values["department"]
