"""What does not fit together in the ledgers of one pilot: listed, each line leading to what would mend it.

编随事转、人随编走 (notice 二（三）): items without people, people without items, posts that stayed.
Power gaps: no item without an authority or under two on any day, none cut over too early.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Gap(TextChoices):
    """Kinds of what does not fit."""

    UNHANDLED = "unhandled", gettext_lazy("taken over, and nobody handles it")
    IDLE = "idle", gettext_lazy("handles no item")
    POST_STAYED = "post_stayed", gettext_lazy("authorised post not moved")
    NO_AUTHORITY = "no_authority", gettext_lazy("no authority for some days")
    TWO_AUTHORITIES = "two_authorities", gettext_lazy("two authorities for some days")
    INCOMPLETE = "incomplete", gettext_lazy("cut over before its agreement was complete")
    UNFOUNDED = "unfounded", gettext_lazy("cut over before the bureau was founded")
    OLD_CASES = "old_cases", gettext_lazy("nothing said about cases accepted before")


@dataclass(frozen=True)
class Finding:
    """One line: what (an item or a person), what is wrong in a sentence, where it is mended."""

    gap: Gap
    subject: object
    sentence: str
    url: str


def of_people(items: Iterable, people: Sequence, unit, on: date) -> list[Finding]:
    """Items taken over with nobody to handle them, people without an item, posts not moved.

    `items` and `people` carry the marks of their querysets.
    """
    there = [person for person in people if person.is_transferred]
    handled = {key for person in there for key in person.items}
    found = [
        Finding(Gap.UNHANDLED, item, _("Name who handles it."), _item_url(unit, item))
        for item in items
        if item.is_taken_over and str(item.key) not in handled
    ]
    found += [
        Finding(Gap.IDLE, person, _("Name the items this person handles."), _member_url(unit, person))
        for person in there
        if not person.items
    ]
    return found + [
        Finding(Gap.POST_STAYED, person, _("Move the authorised post, and tick it here."), _member_url(unit, person))
        for person in there
        if not person.post_moved
    ]


def of_power(items: Iterable, agreements: dict, founded_on: date | None, unit, on: date) -> list[Finding]:
    """Violations of the power-gap test; `agreements` by item key, `founded_on` from the founding task."""
    return [found for item in items for found in _of_item(item, agreements.get(item.key), founded_on, unit, on)]


def _of_item(item, paper, founded_on, unit, on) -> Iterable[Finding]:
    url = _item_url(unit, item)
    cut = item.cut_over_on
    named = paper.transfer_on if paper else None
    if cut and named and named < cut:
        yield Finding(Gap.NO_AUTHORITY, item, _from_to(named, cut, _("Let both days be the same.")), url)
    if cut and named and cut < named:
        yield Finding(Gap.TWO_AUTHORITIES, item, _from_to(cut, named, _("Let both days be the same.")), url)
    if not cut and named and named <= on:
        sentence = _("The agreement moves it on %(day)s, and the bureau does not decide it yet. Give the cut-over day.")
        yield Finding(Gap.NO_AUTHORITY, item, sentence % {"day": named.isoformat()}, url)
    if not cut or cut > on:
        return
    if not _complete_by(paper, cut):
        yield Finding(Gap.INCOMPLETE, item, _("Complete and sign the agreement, or put the cut-over off."), url)
    if founded_on is None or cut < founded_on:
        yield Finding(Gap.UNFOUNDED, item, _("Put the cut-over off until the bureau is founded."), url)
    if paper and not paper.old_cases_stay:
        yield Finding(Gap.OLD_CASES, item, _("State in the agreement that they stay with the giving department."), url)


def _complete_by(paper, day: date) -> bool:
    return bool(paper and paper.is_complete and max(paper.giver_signed_on, paper.taker_signed_on) <= day)


def _from_to(first: date, last: date, advice: str) -> str:
    days = (last - first).days
    return (
        _("From %(first)s to %(last)s, %(days)s days.")
        % {
            "first": first.isoformat(),
            "last": last.isoformat(),
            "days": days,
        }
        + advice
    )


def _item_url(unit, item) -> str:
    return reverse("transfers:item", args=[unit.key, item.key])


def _member_url(unit, person) -> str:
    return reverse("transfers:member", args=[unit.key, person.key])
