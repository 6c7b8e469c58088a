"""The people of a pilot by name, made only after the view has asked for the right to read names."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from . import gaps
from .book import Book
from .models import StaffMember

SHOWN = 20
Gap = gaps.Gap


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

    @property
    def said(self) -> list[tuple[str, str]]:
        """What it is narrowed to, in words: (label, value)."""
        shown = str(self.lists[self.show][0]) if self.show in self.lists and self.show else ""
        return [(label, value) for label, value in ((_("State"), shown), (_("Search"), self.words)) if value]

    def _query(self, *, show=None, page) -> str:
        day = self.book.on.isoformat() if self.book.on != self.book.today else ""
        parts = {"show": self.show if show is None else show, "q": self.words, "page": page, "on": day}
        return urlencode({name: value for name, value in parts.items() if value and value != 1})

    @property
    def before(self) -> str | None:
        """The query of the window before; None at the start."""
        return self._query(page=self.page.previous_page_number()) if self.page.has_previous() else None

    @property
    def after(self) -> str | None:
        return self._query(page=self.page.next_page_number()) if self.page.has_next() else None

    def _concerned(self, gap) -> list[StaffMember]:
        return [found.subject for found in self.findings[gap]]

    @cached_property
    def found(self) -> list[StaffMember]:
        _label, chosen = self.lists.get(self.show, self.lists[""])
        return [person for person in chosen if self._is_meant(person)]

    def _is_meant(self, person) -> bool:
        text = f"{person.name} {person.department_name} {person.post} {person.document_number}"
        return all(word in text for word in self.words.split())

    @cached_property
    def page(self):
        return Paginator(self.found, SHOWN).get_page(self._page)
