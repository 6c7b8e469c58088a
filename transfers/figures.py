"""The figures that the reform is measured by, made from the sums of the ledgers (DESIGN §4, measures).

Nothing here is typed by anybody: each figure says how it was made. Head counts round up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from base import clock
from base.remembered import remembered
from tasks.measures import Figure

from .models.items import TESTS
from .totals import Totals, totals


@dataclass(frozen=True)
class Share:
    """Transferred against original approval staff, with the floor and the mark in heads."""

    moved: int
    of: int
    floor: Decimal
    mark: Decimal
    accepted: bool

    @property
    def needed(self) -> int:
        """Heads that reach the floor: 78 x 30 % = 24."""
        return heads(self.of, self.floor)

    @property
    def wanted(self) -> int:
        """Heads that reach the mark."""
        return heads(self.of, self.mark)

    @property
    def short(self) -> int:
        """Heads that are missing to the floor."""
        return max(0, self.needed - self.moved)

    @property
    def floor_text(self) -> str:
        """The floor as people say it: 30%."""
        return plain_per_cent(self.floor)

    @property
    def met(self) -> bool:
        """At the floor, whether or not the bureau has accepted the count."""
        return self.of > 0 and self.moved >= self.needed

    @property
    def reached(self) -> bool:
        """At the floor of a count that the bureau has accepted."""
        return self.accepted and self.met


@dataclass(frozen=True)
class Halving:
    """One of the three tests of at least 50 %: never averaged with another, nor over items."""

    name: str
    met: int
    of: int
    known: int
    minimal: int
    before: int
    after: int
    listed: bool = True

    @property
    def unrecorded(self) -> int:
        """Items that count and lack a value."""
        return self.of - self.known

    @property
    def reached(self) -> bool:
        """Every item that counts is cut by half."""
        return self.listed and self.of > 0 and self.met == self.of

    @property
    def label(self) -> str:
        return str(TESTS[self.name])


def heads(people: int, share: Decimal) -> int:
    """How many people make at least `share` of `people`; part of a person is a person."""
    return int((people * share).to_integral_value(ROUND_CEILING))


def share_of(sums: Totals, plan) -> Share:
    """The staff figure of a unit. The floor is its own plan's, else the notice's 30 % (二（三）)."""
    own = Decimal(sums["staff_target"]) / 10_000
    return Share(
        sums["staff_transferred"],
        sums["staff_before"],
        own or Decimal(plan.floor),
        Decimal(plan.mark),
        sums["count_accepted"] > 0,
    )


# What each test is made of, in the order of Halving's fields.
_SUMS = ("met", "of", "known", "minimal", "before", "after")


def tests_of(sums: Totals) -> list[Halving]:
    """The three tests of a unit."""
    whole = list_is_whole(sums) and sums["baselines"] >= sums["items"]
    return [Halving(test, *(sums[f"{test}_{name}"] for name in _SUMS), listed=whole) for test in TESTS]


def list_is_whole(sums: Totals) -> bool:
    """Whether the list holds at least the items of the approved plan, where the record names how many."""
    return sums["items"] >= sums["approved_items"]


def per_cent(part: int, whole: int) -> str:
    """One decimal: 21.8%; — where there is nothing to divide by."""
    return f"{Decimal(part * 100) / whole:.1f}%" if whole else "—"


def plain_per_cent(share: Decimal) -> str:
    """30% or 33.5%."""
    return f"{(share * 100).normalize():f}%"


# -- the figures ---------------------------------------------------------------------------------
def _staff_transferred(sums, plan, unit, on) -> Figure:
    share = share_of(sums, plan)
    floor = plain_per_cent(share.floor)
    text = f"{share.moved}/{share.of} {per_cent(share.moved, share.of)}"
    if not share.of:
        text = _("original approval staff not recorded")
    elif share.short:
        text += ngettext(", %(n)s person short", ", %(n)s people short", share.short) % {"n": share.short}
    elif not share.accepted:
        text += _(", count not accepted yet")
    how = (
        (_("Original approval staff"), f"{share.of}" + ("" if share.accepted else _(" (not accepted by the bureau)"))),
        (_("Arrived"), f"{share.moved}"),
        (_("Floor"), f"{floor}: {share.needed}"),
        (_("Mark"), f"{plain_per_cent(share.mark)}: {share.wanted}"),
    )
    return Figure(share.moved, share.of, share.reached, text, floor, how, _ledger("staff", unit))


def _staff_trained(sums, plan, unit, on) -> Figure:
    done, of = sums["staff_trained"], sums["staff_transferred"]
    how = ((_("Arrived"), f"{of}"), (_("Confirmed able to work alone"), f"{done}"))
    text = _("able to work alone %(n)s") % {"n": f"{done}/{of}"} if of else _("nobody has arrived yet")
    return Figure(done, of, of > 0 and done == of, text, "100%", how, _ledger("staff", unit))


def _over_items(name: str, label: Callable, said: Callable = str) -> Callable:
    def figure(sums, plan, unit, on) -> Figure:
        done, of = sums[name], sums["items"]
        whole = list_is_whole(sums)
        how = [(_("Items on the approved list"), f"{of}"), (str(label()), f"{done}")]
        if not whole:
            how.append((_("Items in the approved plan"), f"{sums['approved_items']}"))
        text = said(f"{done}/{of}") if of else _("no items listed yet")
        return Figure(done, of, whole and of > 0 and done == of, text, "100%", tuple(how), _ledger("items", unit))

    return figure


def _items_transferred(sums, plan, unit, on) -> Figure:
    agreed = figure_of("agreements_complete", sums, plan, unit, on)
    taken = figure_of("items_taken_over", sums, plan, unit, on)
    text = _("agreements complete %(agreed)s, taken over %(taken)s") % {"agreed": agreed.text, "taken": taken.text}
    if not sums["items"]:
        text = _("no items listed yet")
    how = (*agreed.how, *taken.how[1:])
    parts = (
        replace(agreed, text=_("agreements complete %(n)s") % {"n": agreed.text}, name=_("Agreements complete")),
        replace(taken, text=_("taken over %(n)s") % {"n": taken.text}, name=_("Items taken over")),
    )
    reached = agreed.reached and taken.reached
    return Figure(agreed.numerator, agreed.denominator, reached, text, "100%", how, agreed.url, parts)


def _burden_cut(sums, plan, unit, on) -> Figure:
    tests = tests_of(sums)
    parts = tuple(_test_figure(test, unit) for test in tests)
    text = _(", ").join(f"{test.label} {test.met}/{test.of}" for test in tests)
    if not sums["items"]:
        text = _("no items listed yet")
    how = tuple(row for part in parts for row in part.how)
    if sums["baselines"] < sums["items"]:
        how += ((_("Figures before accepted by the bureau"), f"{sums['baselines']}/{sums['items']}"),)
    of = sum(test.of for test in tests)
    met = sum(test.met for test in tests)
    return Figure(met, of, all(test.reached for test in tests), text, "50%", how, _ledger("items", unit), parts)


def _test_figure(test: Halving, unit) -> Figure:
    said = _("met %(met)s of %(of)s, not recorded %(unrecorded)s, minimal already %(minimal)s") % {
        "met": test.met,
        "of": test.of,
        "unrecorded": test.unrecorded,
        "minimal": test.minimal,
    }
    how = ((test.label, said), (_("%(test)s in total") % {"test": test.label}, f"{test.before} → {test.after}"))
    return Figure(
        test.met,
        test.of,
        test.reached,
        f"{test.label} {test.met}/{test.of}",
        "50%",
        how,
        _ledger("items", unit),
        name=test.label,
    )


def _plates_up(sums, plan, unit, on) -> Figure:
    up = sums["plate"] + sums["office_plate"]
    how = (
        (_("Plate of the approval bureau"), _yes(sums["plate"])),
        (_("Plate of the government service office"), _yes(sums["office_plate"])),
    )
    return Figure(up, 2, up == 2, _("plates up %(n)s") % {"n": f"{up}/2"}, "", how, _record(unit))


def _recorded(name: str, label: Callable) -> Callable:
    def figure(sums, plan, unit, on) -> Figure:
        how = ((str(label()), _yes(sums[name])),)
        return Figure(sums[name], 1, sums[name] > 0, _yes(sums[name]), "", how, _record(unit))

    return figure


def _yes(value: int) -> str:
    return _("yes") if value else _("not yet")


def _ledger(name: str, unit) -> str:
    return reverse(f"transfers:{name}", args=[unit.key])


def _record(unit) -> str:
    return reverse("transfers:establishment", args=[unit.key])


_LIST = ("items", "approved_items")
TESTED = tuple(f"{test}_{name}" for test in TESTS for name in _SUMS)
# measure: (the sums it is made of, how)
FIGURES: dict[str, tuple[tuple[str, ...], Callable]] = {
    "staff_transferred": (
        ("staff_transferred", "staff_before", "staff_target", "count_accepted"),
        _staff_transferred,
    ),
    "staff_trained": (("staff_trained", "staff_transferred"), _staff_trained),
    "items_standardised": (
        (*_LIST, "standardised"),
        _over_items(
            "standardised",
            lambda: _("Standardised in conditions, methods and supervision"),
            lambda n: _("standardised %(n)s") % {"n": n},
        ),
    ),
    "agreements_complete": (
        (*_LIST, "complete"),
        _over_items("complete", lambda: _("Agreements with five contents and both signatures")),
    ),
    "items_taken_over": (
        (*_LIST, "taken_over"),
        _over_items("taken_over", lambda: _("Taken over under a complete agreement")),
    ),
    "items_transferred": ((*_LIST, "complete", "taken_over"), _items_transferred),
    "burden_cut": ((*_LIST, "baselines", *TESTED), _burden_cut),
    "items_supervised": (
        (*_LIST, "supervised"),
        _over_items(
            "supervised",
            lambda: _("With a supervising department and its contact"),
            lambda n: _("supervision named %(n)s") % {"n": n},
        ),
    ),
    "plates_up": (("plate", "office_plate"), _plates_up),
    "seal_in_use": (("seal",), _recorded("seal", lambda: _("Approval seal in use"))),
    "service_opened": (("opened",), _recorded("opened", lambda: _("Open for applications"))),
}


def figures(keys: Iterable[str], plan, units, on: date) -> dict[str, dict[int, Figure]]:
    """The provider for `tasks.measures`: every figure asked for, of every unit.

    One query; none while the plan stands at the same revision.
    """
    keys, today = tuple(keys), clock.today()
    asked = (keys, tuple(unit.pk for unit in units), on, min(on, today), get_language())
    return remembered((asked, plan.stood), lambda: _figures(keys, plan, units, on, today))


def figure_of(key: str, sums: Totals, plan, unit, on: date) -> Figure:
    """One figure of one unit, from its sums."""
    return FIGURES[key][1](sums, plan, unit, on)


def _figures(keys, plan, units, on, today) -> dict[str, dict[int, Figure]]:
    sums = totals(units, on, {name for key in keys for name in FIGURES[key][0]}, today)
    return {key: {unit.pk: figure_of(key, sums[unit.pk], plan, unit, on) for unit in units} for key in keys}
