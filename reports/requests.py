"""What was asked of units from above, and when: one table of what counts as a request, one query for all of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, CharField, F, IntegerField, Q, TextField, UUIDField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alerts.models import Notice, Rung
from base.querysets import One
from base.remembered import remembered
from tasks.leading import Way
from tasks.models import Dispatch, Entry
from tasks.states import Verb


@dataclass(frozen=True)
class Asking:
    """One kind of request: its name, what it is called, and which lines of the ledger or notices are such.

    One that is neither is what follows from a dispatch.
    """

    name: str
    label: str
    lines: Callable[[], Q] | None = None
    rung: int = 0


def _line(verb, **conditions) -> Callable[[], Q]:
    return lambda: Q(verb=verb, **conditions)


# What asks something of people at the base. A spot check that compares systems asks nothing of them; help that a pilot
# asks for itself, and what the product reminds of by itself without a sheet to answer, is no request.
KINDS = (
    Asking("chase", Verb.CHASE.label, _line(Verb.CHASE)),
    Asking("comment", _("comment of the bureau"), _line(Verb.COMMENT)),
    Asking("return", Verb.RETURN.label, _line(Verb.RETURN)),
    Asking("reopen", Verb.REOPEN.label, _line(Verb.REOPEN)),
    Asking("instruct", Verb.INSTRUCT.label, _line(Verb.INSTRUCT)),
    Asking("spot_check", Verb.SPOT_CHECK.label, lambda: Q(verb=Verb.SPOT_CHECK) & ~Q(detail__way=Way.BY_SYSTEM)),
    Asking("dispatch", _("what is to follow a dispatch")),
    *(Asking(f"rung{rung.value}", rung.label, rung=rung) for rung in Rung),
)
LABELS = {kind.name: kind.label for kind in KINDS}
# Not the names of columns of either table, so that both can be asked for at once.
COLUMNS = ("to_unit", "at", "kind", "of_task", "task", "of_key", "preset", "said", "who")


@dataclass(frozen=True)
class Request:
    """One request to a unit: when, of which kind, on which obligation (if on one), in which words, by whom."""

    unit: int
    at: datetime
    kind: str
    number: int | None
    task: str
    key: UUID | None
    preset: str
    said: str
    who: str

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    @property
    def text(self) -> str:
        return "；".join(part for part in (self.preset, self.said) if part)


def requests(units, month) -> list[Request]:
    """What was asked of the units in the month, the latest first; one query for any number of units."""
    lines = _named(_lines(units, month), "obligation").values_list(*COLUMNS)
    notices = _named(_notices(units, month), "alert__obligation").values_list(*COLUMNS)
    dispatches = _dispatches(units, month).values_list(*COLUMNS)
    found = [Request(*row) for row in lines.order_by().union(notices.order_by(), dispatches.order_by(), all=True)]
    return sorted(found, key=lambda each: (each.at, each.number or 0), reverse=True)


def last_notice() -> One:
    """As a column: another one as soon as a notice went out, which raises no plan's revision."""
    return One(Notice.objects.order_by("-pk"), "pk")


def how_often(units, month, stood) -> Counter:
    """{unit id: how often it was asked in the month}; one query, none while what they are asked under has `stood`."""
    key = ("asked", tuple(units), month.iso, stood)
    return remembered(key, lambda: Counter(each.unit for each in requests(list(units), month)))


def _lines(units, month):
    """Lines of the ledger that somebody of another unit wrote and did not take back."""
    start, end = month.bounds
    kinds = [kind for kind in KINDS if kind.lines]
    asked = Entry.objects.filter(obligation__unit__in=units, plan__withdrawn_at__isnull=True).not_undone()
    asked = asked.filter(recorded_at__gte=start, recorded_at__lt=end, by_unit_ref__isnull=False)
    kind = Case(*(When(kind.lines(), then=Value(kind.name)) for kind in kinds), output_field=CharField())
    return (
        asked.exclude(by_unit_ref=F("obligation__unit"))
        .annotate(kind=kind, at=F("recorded_at"), said=F("text"), who=F("by_name"))
        .annotate(preset=Coalesce(KT("detail__preset"), Value(""), output_field=TextField()))
        .filter(kind__isnull=False)
    )


def _notices(units, month):
    """Notices of the ladder; the office that issued them stands for the person."""
    start, end = month.bounds
    sent = Notice.objects.filter(alert__obligation__unit__in=units, alert__obligation__plan__withdrawn_at__isnull=True)
    sent = sent.filter(alert__raised_at__gte=start, alert__raised_at__lt=end)
    rungs = (When(alert__rung=kind.rung, then=Value(kind.name)) for kind in KINDS if kind.rung)
    return sent.annotate(
        kind=Case(*rungs, output_field=CharField()),
        at=F("alert__raised_at"),
        said=Value("", output_field=TextField()),
        preset=Value("", output_field=TextField()),
        who=F("issuer"),
    )


def _dispatches(units, month):
    """What is to follow a dispatch, for each unit it concerns, as first recorded: a correction asks nothing anew."""
    start, end = month.bounds
    asked = Dispatch.units.through.objects.filter(unit__in=units, dispatch__plan__withdrawn_at__isnull=True)
    asked = asked.filter(dispatch__version=1, dispatch__opened_at__gte=start, dispatch__opened_at__lt=end)
    return asked.exclude(dispatch__follow_up="").annotate(
        to_unit=F("unit_id"),
        at=F("dispatch__opened_at"),
        kind=Value("dispatch", output_field=CharField()),
        of_task=Value(None, output_field=IntegerField()),
        task=Value("", output_field=TextField()),
        of_key=Value(None, output_field=UUIDField()),
        preset=Value("", output_field=TextField()),
        said=F("dispatch__follow_up"),
        who=F("dispatch__opened_by__name"),
    )


def _named(rows, path: str):
    """With the columns that both kinds of rows take from their obligation."""
    short = f"{path}__task__short_name{'_en' if get_language() == 'en' else ''}"
    return rows.annotate(
        to_unit=F(f"{path}__unit_id"),
        of_task=F(f"{path}__task__number"),
        task=Case(When(**{short: ""}, then=F(f"{path}__task__text")), default=F(short), output_field=TextField()),
        of_key=F(f"{path}__key"),
    )
