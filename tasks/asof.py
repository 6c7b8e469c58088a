"""截至: the day that a page shows, with the steps to the deadline before and the one after it (DESIGN §4, 'As-of')."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from base import clock
from base.days import day_of
from base.templatetags.ui import day_iso, day_short

# What no step carries along: the day itself, and the page of another day's list.
_LEFT_OUT = ("on", "page")


@dataclass(frozen=True)
class Step:
    """A deadline to go to; without an address it lies ahead and has no figures yet."""

    day: date
    name: str
    url: str

    @property
    def label(self) -> str:
        return f"{day_short(self.day)} {self.name}".strip()


@dataclass(frozen=True)
class AsOf:
    """The day `on` of a page, seen from `today`; `deadlines` name the days to step to, `since` is the first day known.

    `kept` are the other parameters of the address, which each step carries along.
    """

    on: date
    today: date
    deadlines: Mapping[date, str] = field(default_factory=dict)
    since: date | None = None
    kept: tuple[tuple[str, str], ...] = ()

    @classmethod
    def now(cls) -> "AsOf":
        """Today, whatever the address says: where something was just done."""
        today = clock.today()
        return cls(today, today)

    @classmethod
    def asked(cls, request) -> "AsOf":
        """The day in the address, else today."""
        on, today = day_of(request)
        kept = tuple((name, value) for name, value in request.GET.items() if name not in _LEFT_OUT and value)
        return cls(on, today, kept=kept)

    def within(self, plans: Iterable, tasks: Iterable, phases: Iterable) -> "AsOf":
        """The same on a page that shows these plans, tasks and phases; the end of a phase is called by its name."""
        days = {task.due_on: "" for task in tasks if task.due_on}
        days |= {phase.due_on: str(phase) for phase in phases}
        since = min((plan.loaded_on for plan in plans), default=None)
        return replace(self, deadlines=days, since=since)

    @property
    def past(self) -> bool:
        """Whether history is looked at: for reading alone."""
        return self.on < self.today

    @property
    def unknown(self) -> bool:
        """Whether nothing had been entered yet 未录入."""
        return self.since is not None and self.on < self.since

    @property
    def day(self) -> date | None:
        """The past day; None for today, which needs no recalling."""
        return self.on if self.past else None

    @property
    def before(self) -> Step | None:
        earlier = [day for day in self.deadlines if day < self.on and (self.since is None or day >= self.since)]
        return self._step(max(earlier)) if earlier else None

    @property
    def after(self) -> Step | None:
        later = [day for day in self.deadlines if day > self.on]
        return self._step(min(later)) if later else None

    @property
    def iso(self) -> str:
        """The past day as addresses write it; empty today."""
        return day_iso(self.day)

    @property
    def query(self) -> str:
        """What a link to another page carries: `?on=2021-02-05`, nothing today."""
        return f"?on={self.iso}" if self.past else ""

    @property
    def also(self) -> str:
        """The same behind other parameters."""
        return f"&on={self.iso}" if self.past else ""

    @property
    def present(self) -> str:
        """The address of the same page today."""
        return "?" + urlencode(self.kept)

    @property
    def first(self) -> str:
        """The address of the first day known."""
        return self._url(self.since) if self.since else ""

    def _step(self, day) -> Step:
        return Step(day, self.deadlines[day], self._url(day) if day <= self.today else "")

    def _url(self, day) -> str:
        return self.present if day == self.today else "?" + urlencode([*self.kept, ("on", day_iso(day))])
