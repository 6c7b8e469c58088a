"""The item ledger as a page shows it: narrowed by department, state and words, fifty at a time, with its counts."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .book import Book
from .figures import per_cent
from .gaps import Gap
from .looks import Row
from .models import Item
from .models.agreements import CONTENTS
from .models.items import HANDOVER, TESTS

PAGE = 50


def _short_of_half(item: Item) -> bool:
    return any(getattr(item, f"{test}_known") and not getattr(item, f"{test}_met") for test in TESTS)


# What the segments above the table show, by the marks of the items.
SHOWN: dict[str, tuple[object, Callable[[Item], bool]]] = {
    "all": (_("all"), lambda item: True),
    "unsigned": (_("not signed"), lambda item: not item.is_signed),
    "signed": (_("signed"), lambda item: item.is_signed),
    "missing": (_("contents missing"), lambda item: item.is_signed and not item.is_complete),
    "unhanded": (_("handover not complete"), lambda item: item.is_signed and not item.is_handed_over),
    "unhalved": (_("not cut by 50%"), _short_of_half),
    "taken": (_("taken over"), lambda item: item.is_taken_over),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    department: uuid.UUID | None = None
    show: str = "all"
    words: str = ""
    page: str = "1"
    opened: uuid.UUID | None = None

    @classmethod
    def of(cls, data) -> "Asked":
        """From a query string; what makes no sense is left out."""
        show = data.get("show", "all")
        return cls(
            key_in(data.get("dept")),
            show if show in SHOWN else "all",
            data.get("q", "").strip()[:60],
            data.get("page", "1"),
            key_in(data.get("open")),
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.department or self.words or self.show != "all")

    def takes(self, item: Item) -> bool:
        """Whether the item is among what was asked for."""
        if self.department and item.department != self.department:
            return False
        words = self.words.lower()
        return SHOWN[self.show][1](item) and (not words or words in item.name.lower() or words in item.code.lower())


@dataclass
class Group:
    """A department of the window with its rows; signed and all of it in the whole ledger."""

    key: uuid.UUID
    name: str
    signed: int
    all: int
    query: str = ""
    rows: list[Row] = field(default_factory=list)


class Listing:
    """The window of `book` that was asked for, and the counts around it."""

    def __init__(self, book: Book, asked: Asked):
        self.book, self.asked = book, asked

    @cached_property
    def found(self) -> list[Item]:
        """All items asked for, by department and code."""
        order = {row.key: place for place, row in enumerate(self.book.departments)}
        chosen = [item for item in self.book.items if self.asked.takes(item)]
        return sorted(chosen, key=lambda item: (order.get(item.department, len(order)), item.code, item.pk))

    @cached_property
    def page(self):
        return Paginator(self.found, PAGE).get_page(self.asked.page)

    @cached_property
    def departments(self) -> list[Group]:
        """The rail: every department that gives items."""
        whole = Counter(item.department for item in self.book.items)
        signed = Counter(item.department for item in self.book.items if item.is_signed)
        names = self.book.department_names
        known = [row.key for row in self.book.departments if row.key in whole]
        return [
            Group(key, names.get(key, "—"), signed[key], whole[key], self.query(dept=key))
            for key in [*known, *(whole.keys() - names)]
        ]

    @cached_property
    def groups(self) -> list[Group]:
        """The window, by department."""
        return self._grouped(self.page)

    @cached_property
    def all_groups(self) -> list[Group]:
        """All that was asked for, by department: for paper, which has no windows."""
        return self._grouped(self.found)

    def _grouped(self, items) -> list[Group]:
        rail = {group.key: group for group in self.departments}
        return [
            replace(rail[key], rows=[self.row_of(item) for item in those])
            for key, those in groupby(items, key=lambda item: item.department)
        ]

    @cached_property
    def shown(self) -> list[tuple[str, object, int, str]]:
        """The segments: (name, label, how many of the department's items, where it leads)."""
        there = [item for item in self.book.items if self.asked.department in (None, item.department)]
        return [(name, label, sum(map(takes, there)), self.query(show=name)) for name, (label, takes) in SHOWN.items()]

    def query(self, **changes) -> str:
        """The query string of this window with `changes`; a change of what is asked for leads to its first page."""
        asked = {"dept": self.asked.department, "show": self.asked.show, "q": self.asked.words, **changes}
        if asked["show"] == "all":
            del asked["show"]
        if self.book.on != self.book.today:
            asked["on"] = self.book.on.isoformat()
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def said(self) -> list[tuple[str, str]]:
        """What it is narrowed to, in words: (label, value)."""
        named = self.book.department_names.get(self.asked.department, "")
        state = str(SHOWN[self.asked.show][0]) if self.asked.show != "all" else ""
        told = [(_("Department"), named), (_("State"), state), (_("Search"), self.asked.words)]
        return [(str(label), value) for label, value in told if value]

    @property
    def everything(self) -> str:
        """Where all departments are shown."""
        return self.query(dept=None)

    @property
    def unfiltered(self) -> str:
        """Where nothing is left out."""
        return self.query(dept=None, show="all", q="")

    @property
    def before(self) -> str:
        return self.query(page=self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def after(self) -> str:
        return self.query(page=self.page.next_page_number()) if self.page.has_next() else ""

    @cached_property
    def findings(self) -> list[tuple[str, list]]:
        """The power gaps by kind: (label, findings)."""
        found = self.book.power_findings
        kinds = [(Gap(kind).label, [one for one in found if one.gap == kind]) for kind in Gap.values]
        return [(label, those) for label, those in kinds if those]

    @cached_property
    def _gaps(self) -> dict[uuid.UUID, list]:
        found = defaultdict(list)
        for one in self.book.power_findings:
            found[one.subject.key].append(one)
        return found

    @property
    def short(self) -> int:
        """Signed agreements that lack something."""
        return self.book.sums["signed"] - self.book.sums["complete"]

    @property
    def signed_share(self) -> str:
        return per_cent(self.book.sums["signed"], self.book.sums["items"])

    @property
    def letters(self) -> dict:
        """What the letters in the boxes stand for."""
        return {"contents": list(CONTENTS.values()), "handover": list(HANDOVER.values())}

    def row_of(self, item: Item) -> Row:
        return Row(item, self.book.agreements.get(item.key), self.book.on, self._gaps.get(item.key, ()))


def key_in(text) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except (TypeError, ValueError, AttributeError):
        return None
