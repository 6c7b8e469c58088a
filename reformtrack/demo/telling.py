"""The bureau tells all pilots how far the reform is: one brief issued and signed for, one circular put forward."""

from dataclasses import dataclass
from datetime import date, datetime

from reports.models import Circular
from tasks.models import Plan

from .days import Days, moment

BUREAU = "ganzhou-bureau"
# drafted at, figures as of, kind
DRAFTED = [("2021-02-01 09:30", date(2021, 1, 31), "brief"), ("2021-02-18 09:50", date(2021, 2, 10), "circular")]
PUT_FORWARD_AT, ISSUED_AT = ("2021-02-01 09:50", "2021-02-18 09:55"), "2021-02-01 15:20"
# They have not looked yet.
UNSIGNED = {"dingnan", "anyuan", "xunwu"}


@dataclass
class Told:
    """A step of a circular: of the one with figures of the day `on`, by its verb; without a verb it is drafted."""

    at: datetime
    who: str
    on: date
    verb: str = ""
    kind: str = ""
    unit: str = BUREAU

    def live(self, unit, officers: dict) -> None:
        by, today = officers[self.who], self.at.date()
        if not self.verb:
            Circular.draft(by=by, on=today, plan=Plan.objects.get(), day=self.on, kind=self.kind)
        else:
            one = Circular.objects.for_page().get(snapshot__on=self.on)
            getattr(one, self.verb)(by=by, on=today)


def steps(units, days: Days) -> list:
    """Every step, in no order."""
    found = [Told(moment(at), "reviewer", on, kind=kind) for at, on, kind in DRAFTED]
    brief, circular = (on for _at, on, _kind in DRAFTED)
    forward = zip(PUT_FORWARD_AT, (brief, circular), strict=True)
    found += [Told(moment(at), "reviewer", on, "submit") for at, on in forward]
    found.append(Told(moment(ISSUED_AT), "lead", brief, "issue"))
    pilots = sorted(key for key, unit in units.items() if unit.is_county and key not in UNSIGNED)
    for place, key in enumerate(pilots):
        at = days.within((2, 2, 4), place, 1)
        found.append(Told(at, key, brief, "sign_for", unit=key))
    return found
