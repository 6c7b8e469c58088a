"""The power-gap test: every violation is listed, by its kind, with the item it is mended at."""

import pytest
from django.urls import reverse

from base import clock
from tasks.models import Obligation
from tests.cast import at
from transfers.book import Book
from transfers.gaps import Gap

from .books import agreement, department, item, on, revised

pytestmark = pytest.mark.usefixtures("the_day")

CUT, FOUNDED, TODAY = on(2, 10), on(1, 29), on(2, 18)
FULL = {"cut_over_on": CUT}


def founded(cast, day=FOUNDED):
    """Row 1 is the founding task, done on `day`."""
    task = cast.one.tasks.get(number=1)
    task.founding = True
    task.save()
    one = Obligation.objects.for_list().get(plan=cast.one, task=task, unit=cast.own)
    with clock.at(at(2, 15)):
        one.submit(by=cast.officer, on=on(2, 15), document_number="1号", true_on=day)
        one = Obligation.objects.for_list().get(pk=one.pk)
        one.sign_off(by=cast.reviewer, on=on(2, 15), version=one.version)


def found(cast, day=TODAY):
    return [finding.gap for finding in Book(cast.own, day, TODAY).power_findings]


# what the item says, what its agreement says (None: there is none), the findings
@pytest.mark.parametrize(
    ("said", "paper", "expected"),
    [
        ({}, None, []),
        (FULL, {"transfer_on": CUT}, []),
        (FULL, None, [Gap.INCOMPLETE]),
        (FULL, {"transfer_on": CUT, "missing": ("archives_at",)}, [Gap.INCOMPLETE]),
        (FULL, {"transfer_on": CUT, "old_cases_stay": False}, [Gap.OLD_CASES]),
        (FULL, {"transfer_on": on(2, 8)}, [Gap.NO_AUTHORITY]),
        (FULL, {"transfer_on": on(2, 12)}, [Gap.TWO_AUTHORITIES]),
        ({}, {"transfer_on": on(2, 12)}, [Gap.NO_AUTHORITY]),
        ({}, {"transfer_on": on(2, 26)}, []),
        ({"cut_over_on": on(2, 26)}, {"transfer_on": on(2, 26)}, []),
        ({"cut_over_on": on(2, 4)}, {"transfer_on": on(2, 4)}, [Gap.INCOMPLETE]),
    ],
)
def test_each_violation_is_found(cast, said, paper, expected):
    founded(cast)
    one = item(cast, department(cast), **said)
    if paper is not None:
        agreement(cast, one, **paper)
    assert found(cast) == expected


def test_nothing_may_be_cut_over_before_the_bureau_is_founded(cast):
    one = item(cast, department(cast), **FULL)
    agreement(cast, one, transfer_on=CUT)
    assert found(cast) == [Gap.UNFOUNDED]
    founded(cast, day=on(2, 12))
    assert found(cast) == [Gap.UNFOUNDED]


def test_a_past_day_knows_only_what_was_recorded_by_then(cast):
    one = item(cast, department(cast))
    revised(cast, one, on(2, 12), **FULL)
    assert found(cast, on(2, 11)) == []
    assert found(cast, on(2, 12)) == [Gap.INCOMPLETE, Gap.UNFOUNDED]


def test_the_ledger_counts_them_by_kind_and_leads_to_the_item(cast, as_):
    one = item(cast, department(cast), **FULL)
    response = as_(cast.officer).get(reverse("transfers:items", args=[cast.own.key]))
    listed = response.context["listing"].findings
    assert [len(those) for _label, those in listed] == [1, 1]
    link = reverse("transfers:item", args=[cast.own.key, one.key])
    assert f'<a href="{link}#handover">' in response.content.decode()


def test_the_items_page_says_it_first(cast, as_):
    one = item(cast, department(cast), **FULL)
    page = as_(cast.reviewer).get(reverse("transfers:item", args=[cast.own.key, one.key]))
    assert [finding.gap for finding in page.context["row"].findings] == [Gap.INCOMPLETE, Gap.UNFOUNDED]
