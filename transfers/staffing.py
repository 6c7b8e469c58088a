"""The staff ledger of a pilot in counts, as everybody in reach may see it: no name is read here (see roster.py)."""

from collections import Counter
from dataclasses import dataclass, replace

from django.utils.functional import cached_property

from . import gaps
from .book import Book
from .figures import Share, per_cent
from .gauge import Gauge, tenths
from .models import Ruling, StaffMember

Gap, Kind = gaps.Gap, StaffMember.PostKind


@dataclass(frozen=True)
class Part:
    """One original department: its approval staff before, and who of them arrived, by kind of post."""

    name: str
    before: int | None
    moved: int
    kinds: list[int]
    gauge: Gauge | None

    @property
    def share(self) -> Share | None:
        """The same figure as the county's, of one department."""
        return replace(self.gauge.share, moved=self.moved, of=self.before) if self.gauge and self.before else None

    @property
    def per_cent(self) -> str:
        return per_cent(self.moved, self.before or 0)

    @property
    def filled(self) -> int:
        return tenths(self.moved, self.before or 0, self.gauge.scale) if self.gauge else 0

    @property
    def tone(self) -> str:
        """Green from the floor on; below it a department is not held against anybody."""
        return "done" if self.share and self.share.met else ""


class Heads:
    """How many people, and what does not fit together: without a name.

    Where the page is `named` they are the people of the roster, which it reads anyway.
    """

    def __init__(self, book: Book, named: bool = False):
        self.book, self._named = book, named

    @property
    def _people(self) -> list:
        return self.book.roster if self._named else self.book.heads

    @cached_property
    def gauge(self) -> Gauge | None:
        return Gauge(self.book.share) if self.book.share and self.book.share.of else None

    @cached_property
    def count_waits(self) -> bool:
        """Whether the count lay before the bureau on the day."""
        asked = Ruling.objects.as_of(self.book.on, self.book.today).filter(unit=self.book.unit)
        return asked.filter(kind=Ruling.Kind.STAFF_BASELINE).exists()

    @cached_property
    def _there(self) -> list:
        return [person for person in self._people if person.is_transferred]

    @cached_property
    def parts(self) -> list[Part]:
        counted = Counter((person.department, person.post_kind) for person in self._there)
        return [self._part(row, counted) for row in self.book.departments]

    def _part(self, row, counted) -> Part:
        kinds = [counted[row.key, kind] for kind in Kind.values]
        return Part(row.name, row.staff_before, sum(kinds), kinds, self.gauge)

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """How many of each kind of post have arrived: [(行政, 6), ...]."""
        return [(kind.label, self.book.sums[f"staff_{kind}"]) for kind in Kind]

    @cached_property
    def findings(self) -> list[gaps.Finding]:
        return gaps.of_people(self.book.items, self._people, self.book.unit, self.book.on)

    @property
    def sessions(self) -> list:
        """Training sessions, the latest first, each with the name of the department that trained."""
        for session in self.book.sessions:
            session.department_name = self.book.department_names.get(session.department, "—")
        return self.book.sessions

    @property
    def unhandled(self) -> list[gaps.Finding]:
        """Items taken over with nobody to handle them."""
        return [found for found in self.findings if found.gap is Gap.UNHANDLED]

    @cached_property
    def gap_counts(self) -> Counter:
        return Counter(found.gap for found in self.findings)

    @property
    def idle(self) -> int:
        return self.gap_counts[Gap.IDLE]

    @property
    def stayed(self) -> int:
        return self.gap_counts[Gap.POST_STAYED]
