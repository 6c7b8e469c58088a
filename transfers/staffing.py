"""The staff ledger of a pilot as its page shows it: counts for all who may see it, names only for those who may.

`Heads` never reads a name. `Roster` does, and is made only after the view has asked for the right.
"""

from collections import Counter
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from . import gaps
from .book import Book
from .figures import Share, per_cent
from .gauge import Gauge, tenths
from .models import Ruling, StaffMember

SHOWN = 20
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
    """How many people, and what does not fit together: without a name."""

    def __init__(self, book: Book):
        self.book = book

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
        return [person for person in self.book.heads if person.is_transferred]

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
        return gaps.of_people(self.book.items, self.book.heads, self.book.unit, self.book.on)

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


class Roster:
    """The people by name, narrowed and windowed. `asked` is what the address says."""

    def __init__(self, book: Book, asked):
        self.book = book
        self.show = asked.get("show", "")
        self.words = asked.get("q", "").strip()[:40]
        self._page = asked.get("page", "")

    @cached_property
    def people(self) -> list[StaffMember]:
        for person in self.book.roster:
            person.department_name = self.book.department_names.get(person.department, "—")
        return self.book.roster

    @cached_property
    def findings(self) -> dict[str, list[gaps.Finding]]:
        """What does not fit, by kind, each with the person it concerns."""
        found = self.book.people_findings
        return {gap: [each for each in found if each.gap is gap] for gap in (Gap.IDLE, Gap.POST_STAYED)}

    @cached_property
    def lists(self) -> dict[str, tuple[str, list[StaffMember]]]:
        """What the roster can be narrowed to: {name in the address: (label, people)}."""
        lists = {
            "": (_("All"), self.people),
            "open": (_("not confirmed yet"), [p for p in self.people if p.is_transferred and not p.is_trained]),
            "post": (_("post not moved"), self._concerned(Gap.POST_STAYED)),
            "idle": (_("no item"), self._concerned(Gap.IDLE)),
        }
        coming = [person for person in self.people if not person.is_transferred]
        return lists | ({"coming": (_("still to come"), coming)} if coming else {})

    @property
    def filters(self) -> list[tuple[str, str, int, bool]]:
        """(query, label, how many, whether it is the one shown)."""
        return [
            (self._query(show=name, page=1), label, len(people), name == self.show)
            for name, (label, people) in self.lists.items()
        ]

    def _query(self, *, show=None, page) -> str:
        day = self.book.on.isoformat() if self.book.on != self.book.today else ""
        parts = {"show": self.show if show is None else show, "q": self.words, "page": page, "on": day}
        return urlencode({name: value for name, value in parts.items() if value and value != 1})

    @property
    def before(self) -> str | None:
        """The query of the window before; None at the start."""
        return self._query(page=self.page - 1) if self.page > 1 else None

    @property
    def after(self) -> str | None:
        return self._query(page=self.page + 1) if self.page < self.pages else None

    def _concerned(self, gap) -> list[StaffMember]:
        return [found.subject for found in self.findings[gap]]

    @cached_property
    def found(self) -> list[StaffMember]:
        _label, chosen = self.lists.get(self.show, self.lists[""])
        return [person for person in chosen if self._is_meant(person)]

    def _is_meant(self, person) -> bool:
        text = f"{person.name} {person.department_name} {person.post} {person.document_number}"
        return all(word in text for word in self.words.split())

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.found) // SHOWN))

    @property
    def page(self) -> int:
        return min(int(self._page), self.pages) if self._page.isdecimal() and self._page != "0" else 1

    @property
    def first(self) -> int:
        return (self.page - 1) * SHOWN + 1

    @property
    def shown(self) -> list[StaffMember]:
        return self.found[self.first - 1 : self.first - 1 + SHOWN]

    @property
    def last(self) -> int:
        return self.first + len(self.shown) - 1
