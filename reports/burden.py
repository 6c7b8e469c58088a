"""基层负担: what was asked of each pilot in a month, and what its people filled in. Counted, never ranked.

Pilots stand in the notice's order. What is counted is what is recorded: nobody's time, no log-in.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce

from django.apps import apps
from django.db.models import CharField, Count, F, OuterRef, Subquery, Value
from django.utils.translation import gettext_lazy as _

from pilots.models import Unit
from tasks.models import Entry, Evidence, Obligation, Plan, PlanPilot
from transfers.facts import Fact

from .months import Month, months
from .requests import KINDS, Request, requests
from .typed import BESIDE, FIELDS, beside, counted, readable

TYPED = FIELDS | BESIDE

# What the ledgers hold, by the model's name.
LEDGERS = {
    "Department": _("departments of origin"),
    "StaffCount": _("counts of original staff"),
    "StaffMember": _("transferred staff"),
    "TrainingSession": _("training sessions"),
    "Item": _("licensing items"),
    "Agreement": _("transfer agreements"),
    "Establishment": _("establishment records"),
}


@dataclass
class Row:
    """A pilot in the month: the requests to it, and what was filled in there, by kind; without a unit a sum."""

    unit: Unit | None = None
    asked: list[Request] = field(default_factory=list)
    lines: int = 0
    fields: Counter = field(default_factory=Counter)
    files: int = 0
    facts: Counter = field(default_factory=Counter)

    @property
    def by_kind(self) -> list[tuple]:
        """(kind, how many), in the order of the table of kinds."""
        counted = Counter(each.kind for each in self.asked)
        return [(kind, counted[kind.name]) for kind in KINDS]

    @property
    def fields_filled(self) -> int:
        return self.fields.total()

    @property
    def facts_recorded(self) -> int:
        return self.facts.total()

    @property
    def fields_told(self) -> list[tuple]:
        """(what was typed, how often), where it was."""
        return [(label, self.fields[name]) for name, label in TYPED.items() if self.fields[name]]

    @property
    def facts_told(self) -> list[tuple]:
        """(ledger, rows recorded in it), where there are any."""
        return [(label, self.facts[name]) for name, label in LEDGERS.items() if self.facts[name]]


@dataclass(frozen=True)
class Burden:
    """A month of all pilots within reach; `months` are those that can be looked at."""

    month: Month
    months: list[Month]
    rows: list[Row]

    @property
    def total(self) -> Row:
        """The sum of all rows."""
        return reduce(_added, self.rows, Row())


def kept() -> list[type[Fact]]:
    """The kinds of facts that ledgers hold."""
    return [model for model in apps.get_app_config("transfers").get_models() if issubclass(model, Fact)]


def burden(officer, request, today) -> Burden:
    """The month in the address for every pilot within reach, in the notice's order; seven queries for any number."""
    first, units = _since(officer, today), list(_pilots(officer))
    month = Month.asked(request, first, today)
    rows = {unit.pk: Row(unit) for unit in units}
    for each in requests(units, month):
        rows[each.unit].asked.append(each)
    _add_lines(rows, month)
    _add_beside(rows, month)
    _add_files(rows, month)
    _add_facts(rows, month)
    return Burden(month, months(first, today), list(rows.values()))


def _pilots(officer):
    """In the order of the newest notice that names each."""
    owing = Obligation.objects.filter(plan__withdrawn_at__isnull=True).values("unit")
    counties = Unit.objects.within_reach_of(officer).filter(kind__in=Unit.COUNTY_KINDS)
    named = PlanPilot.objects.filter(unit=OuterRef("pk"), plan__withdrawn_at__isnull=True)
    in_notice = Subquery(named.order_by("-plan__issued_on", "-plan").values("order")[:1])
    return counties.filter(pk__in=owing).order_by(in_notice.asc(nulls_last=True), "order", "pk")


def _since(officer, today):
    first = Plan.objects.visible_to(officer).order_by("loaded_on").values_list("loaded_on", flat=True).first()
    return first or today


def _add_lines(rows, month) -> None:
    """Reports, submissions, replies, answers, requests for time: lines by the unit's own people, and fields in them."""
    start, end = month.bounds
    own = Entry.objects.filter(obligation__unit__in=rows, by_unit_ref=F("obligation__unit")).not_undone()
    own = own.filter(recorded_at__gte=start, recorded_at__lt=end, plan__withdrawn_at__isnull=True)
    own = readable(own.filter(undoes__isnull=True)).order_by().values("obligation__unit")
    for found in counted(own).annotate(lines=Count("pk")):
        row = rows[found["obligation__unit"]]
        row.lines, row.fields = found["lines"], Counter({name: found[name] for name in FIELDS})


def _add_beside(rows, month) -> None:
    for unit, which, number in beside(rows, month):
        rows[unit].fields[which] = number


def _add_files(rows, month) -> None:
    start, end = month.bounds
    sent = Evidence.objects.standing().filter(obligation__unit__in=rows, entry__by_unit_ref=F("obligation__unit"))
    sent = sent.filter(entry__recorded_at__gte=start, entry__recorded_at__lt=end)
    for unit, number in sent.order_by().values_list("obligation__unit").annotate(n=Count("pk")):
        rows[unit].files = number


def _add_facts(rows, month) -> None:
    """Rows of the ledgers that the unit's own people recorded: new ones and corrections alike; one query."""
    start, end = month.bounds
    recorded = [
        model.objects.filter(unit__in=rows, by_unit=F("unit"), recorded_at__gte=start, recorded_at__lt=end)
        .order_by()
        .values("unit")
        .annotate(ledger=Value(model.__name__, output_field=CharField()), n=Count("pk"))
        .values_list("unit", "ledger", "n")
        for model in kept()
    ]
    for unit, ledger, number in recorded[0].union(*recorded[1:], all=True):
        rows[unit].facts[ledger] = number


def _added(total: Row, row: Row) -> Row:
    return Row(
        None,
        total.asked + row.asked,
        total.lines + row.lines,
        total.fields + row.fields,
        total.files + row.files,
        total.facts + row.facts,
    )
