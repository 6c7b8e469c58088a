"""原单位与底数 as a workbook: the departments and their approval staff before the transfer."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from base.sheets.rows import Row

from ..counting import held_by_the_bureau
from ..facts import Change, write
from ..models import Department
from .columns import column_of
from .ledger import FactLedger


class DepartmentLedger(FactLedger):
    """One row per original department; the count is locked once the bureau accepted it."""

    name, title = "departments", _("Departments and count")
    models = (Department,)
    unique = ("name",)
    columns = (
        column_of(Department, "name", required=True, width=30, aliases=("单位", "单位名称", "部门", "部门名称")),
        column_of(Department, "staff_before", width=16, aliases=("审批人员", "原有审批人员", "人数")),
    )
    note = _("One row per original department, with its approval staff on the counting day.")

    def match(self, values: dict) -> str | None:
        return next((known.key for known in self.known if known.values["name"] == values.get("name")), None)

    def check_row(self, row: Row) -> None:
        if self._held:
            row.refuse("", self._held)

    def apply(self, rows: list[Row], *, by, on) -> None:
        changes = [change for row in rows for change in self.shape.changes(row)]
        last = Department.objects.current().filter(unit=self.unit).last()
        write(self.unit, list(_in_order(changes, last.order if last else 0)), by=by, on=on)

    def back_url(self) -> str:
        return reverse("transfers:departments", args=[self.place])

    @cached_property
    def _held(self) -> str:
        return held_by_the_bureau(self.unit)


def _in_order(changes: list[Change], last: int):
    for change in changes:
        if change.version is None:
            last += 1
            change.values["order"] = last
        yield change
