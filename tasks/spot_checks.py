"""抽查: the checks made of what was closed out, and how much of it was looked at again."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from .history import found
from .leading import Way
from .models import Entry, Obligation
from .states import State, Verb


@dataclass(frozen=True)
class Row:
    """One check in the list: its line, how it was made and what was found, in words."""

    entry: Entry

    @property
    def way(self) -> str:
        return Way(self.entry.detail["way"]).label

    @property
    def found(self) -> str:
        return found(self.entry)

    @property
    def failed(self) -> bool:
        return self.entry.failed_check


@dataclass(frozen=True)
class Tally:
    """Closed-out obligations, how many of them were checked since; checks made in all, and how many failed."""

    done: int
    checked: int
    made: int
    failed: int


def listed(officer, asof) -> list[Row]:
    """The checks within reach that were recorded by the end of the day, the latest first; one query."""
    found = Entry.objects.visible_to(officer).filter(plan__withdrawn_at__isnull=True).spot_checks(asof.day)
    return [Row(each) for each in found.select_related("obligation__unit", "obligation__task").order_by("-recorded_at")]


def tally(officer, asof, checks: list[Row]) -> Tally:
    """What the checks come to among what was closed out on the day; one query."""
    reopened = Entry.objects.filter(obligation=OuterRef("obligation"), number__gt=OuterRef("number"), verb=Verb.REOPEN)
    since = Entry.objects.filter(obligation=OuterRef("pk")).spot_checks(asof.day)
    since = since.exclude(Exists(reopened.recorded_by(asof.day).not_undone(asof.day)))
    done = Obligation.objects.visible_to(officer).as_of(asof.on, asof.today).filter(at_state=State.DONE)
    counted = done.aggregate(done=Count("pk"), checked=Count("pk", filter=Exists(since)))
    return Tally(**counted, made=len(checks), failed=sum(each.failed for each in checks))
