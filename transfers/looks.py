"""How an item of the ledger is drawn: its tag, its lettered boxes, before and after. Words and shapes, no rules."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .models import Agreement, Item
from .models.agreements import CONTENTS
from .models.items import HANDOVER, TESTS


@dataclass(frozen=True)
class Box:
    """One lettered box. `tone`: y in place, h handed over and not counter-signed, x signed and missing, or nothing."""

    name: str
    letter: str
    tone: str
    title: str


@dataclass(frozen=True)
class Tag:
    """A shape with full words, and the day beside it."""

    tone: str
    shape: str
    label: str
    day: date | None = None


@dataclass(frozen=True)
class Cut:
    """One test of one item: before, after, whether it is met, why it cannot be halved."""

    name: str
    before: int | None
    after: int | None
    met: bool
    minimal: str

    @property
    def label(self) -> str:
        return str(TESTS[self.name])


class Row:
    """An item of the ledger with its agreement, as the page draws it. `item` and `paper` carry their marks."""

    def __init__(self, item: Item, paper: Agreement | None, on: date, findings=()):
        self.item, self.paper, self.on, self.findings = item, paper, on, list(findings)
        self.form = None

    @cached_property
    def tag(self) -> Tag:
        paper = self.paper
        if paper is None:
            return Tag("idle", "none", _("not signed"))
        days = [day for day in (paper.giver_signed_on, paper.taker_signed_on) if day]
        if paper.is_signed:
            return Tag("done", "sq", _("signed"), max(days))
        if days:
            return Tag("review", "hex", _("signed by one side"), days[0])
        return Tag("doing", "ci", str(paper.get_stage_display()))

    @cached_property
    def contents(self) -> list[Box]:
        return [self._content(name, letter, label) for name, (letter, label) in CONTENTS.items()]

    def _content(self, name, letter, label) -> Box:
        where = getattr(self.paper, name) if self.paper else ""
        if where:
            return Box(name, letter, "y", f"{label}: {where}")
        missing = bool(self.paper and self.paper.is_signed)
        return Box(name, letter, "x" if missing else "", f"{label}: {_('missing') if missing else _('not yet')}")

    @cached_property
    def handover(self) -> list[Box]:
        return [self._handed(name, letter, label) for name, (letter, label) in HANDOVER.items()]

    def _handed(self, name, letter, label) -> Box:
        handed, signed = (getattr(self.item, f"{name}_{which}_on") for which in ("handed", "signed"))
        if signed:
            return Box(name, letter, "y", f"{label}: {_('counter-signed on')} {signed.isoformat()}")
        if handed:
            return Box(name, letter, "h", f"{label}: {_('handed over on')} {handed.isoformat()}")
        return Box(name, letter, "", f"{label}: {_('not yet')}")

    @property
    def contents_said(self) -> str:
        """The boxes for those who hear the page."""
        return "; ".join(box.title for box in self.contents)

    @property
    def handover_said(self) -> str:
        return "; ".join(box.title for box in self.handover)

    @cached_property
    def cuts(self) -> list[Cut]:
        return [
            Cut(
                name,
                getattr(self.item, f"{name}_old"),
                getattr(self.item, f"{name}_after"),
                getattr(self.item, f"{name}_met"),
                getattr(self.item, f"{name}_minimal"),
            )
            for name in TESTS
        ]

    @property
    def lacking(self) -> list[str]:
        """The contents that a signed agreement lacks."""
        return self.paper.missing if self.paper and self.paper.is_signed else []

    @property
    def taking(self) -> Tag | None:
        """The day of taking over: done, come but not counting, or planned (the agreement's day until one is given)."""
        cut = self.item.cut_over_on
        if self.item.is_taken_over:
            return Tag("done", "sq", _("taken over"), cut)
        if cut and cut <= self.on:
            return Tag("over", "bar", _("cut over too early"), cut)
        planned = cut or (self.paper.transfer_on if self.paper else None)
        return Tag("doing", "", "", planned) if planned else None

    @property
    def seen(self) -> str:
        """Key and versions of what the page shows, as a tick box carries them."""
        return f"{self.item.key}.{self.item.version}.{self.paper.version if self.paper else 0}"
