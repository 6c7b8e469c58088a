"""What the bureau is asked to rule on, in words: a heading, and a table of what would stand."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .counting import COUNTING
from .history import label_of
from .models import Item, Ruling
from .models.items import BEFORE, MINIMAL

Kind = Ruling.Kind


@dataclass(frozen=True)
class Asked:
    """One ruling as people read it; `rows` are under `columns`, what changes as (before, after) pairs."""

    ruling: Ruling
    summary: str
    columns: list[str] = field(default_factory=list)
    rows: list[list] = field(default_factory=list)

    @property
    def about_staff(self) -> bool:
        """Whether it concerns the count, else items."""
        return self.ruling.kind in COUNTING


def described(ruling: Ruling) -> Asked:
    """The ruling in words, from what it kept when it was asked."""
    return Asked(ruling, *WORDS[ruling.kind](ruling.asked))


def _staff_baseline(asked):
    rows = asked["departments"]
    heads = sum(row["staff_before"] for row in rows)
    said = _("%(departments)s departments, %(heads)s approval staff, counted on %(day)s") % {
        "departments": len(rows),
        "heads": heads,
        "day": asked["counted_on"],
    }
    columns = [_("original department"), _("original approval staff")]
    table = [[row["name"], row["staff_before"]] for row in rows]
    return said, columns, [*table, [_("Total"), heads]]


def _staff_change(asked):
    before, after = asked["before"], asked["after"]
    said = {"name": asked["name"], "before": before, "after": after}
    if asked["department"] is None:
        return (_("%(name)s: to be added with %(after)s approval staff") % said,)
    if after is None:
        return (_("%(name)s: to be taken out of the count (%(before)s approval staff)") % said,)
    return (_("%(name)s: %(before)s → %(after)s approval staff") % said,)


def _burden_baseline(asked):
    items = asked["items"]
    shown = [name for name in (*BEFORE, *MINIMAL) if any(item[name] not in (None, "") for item in items)]
    columns = [_("item"), *(label_of(Item, name) for name in shown)]
    rows = [[_called(item), *("—" if item[name] in (None, "") else item[name] for name in shown)] for item in items]
    said = ngettext("figures before the reform of %(n)s item", "figures before the reform of %(n)s items", len(items))
    return said % {"n": len(items)}, columns, rows


def _burden_change(asked):
    rows = [
        [label_of(Item, name), "—" if old in (None, "") else old, "—" if new in (None, "") else new]
        for name, (old, new) in _pairs(asked).items()
    ]
    said = ", ".join(f"{label} {old} → {new}" for label, old, new in rows)
    return f"{_called(asked)}: {said}", [_("figure"), _("before"), _("after")], rows


def _pairs(asked) -> dict:
    return {name: (old, asked["after"][name]) for name, old in asked["before"].items()}


def _item_off(asked):
    items = asked["items"]
    said = ngettext("%(n)s item to be taken off the list", "%(n)s items to be taken off the list", len(items))
    return said % {"n": len(items)}, [_("item"), _("item code")], [[item["name"], item["code"]] for item in items]


def _called(item) -> str:
    return f"{item['name']} {item['code']}".strip()


WORDS = {
    Kind.STAFF_BASELINE: _staff_baseline,
    Kind.STAFF_CHANGE: _staff_change,
    Kind.BURDEN_BASELINE: _burden_baseline,
    Kind.BURDEN_CHANGE: _burden_change,
    Kind.ITEM_OFF: _item_off,
}
