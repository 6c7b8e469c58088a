"""Steps, materials and time limits: three tests apart, accepted figures locked, changed by the bureau alone."""

import pytest
from django.urls import reverse

from base import clock
from tests.cast import at
from transfers import rulings
from transfers.book import Book
from transfers.models import Item, Ruling

from .books import department, item, on, revised

pytestmark = pytest.mark.usefixtures("the_day")
BEFORE = {"steps_before": 6, "materials_before": 9, "time_statutory": 20, "time_before": 15}


def url(name, one):
    return reverse(f"transfers:{name}", args=[one.unit.key, one.key])


def ask(cast):
    return reverse("transfers:baseline_ask", args=[cast.own.key])


def now(one):
    return Item.objects.current().get(key=one.key)


@pytest.fixture
def one(cast):
    return item(cast, department(cast), **BEFORE)


@pytest.fixture
def accepted(cast, as_, one):
    """The item with its figures accepted on 18 February."""
    as_(cast.officer).post(ask(cast))
    rulings.decide(Ruling.objects.get(), by=cast.reviewer, on=clock.today(), granted=True)
    return now(one)


# (before, after, why it cannot be halved) of the steps -> (met, of, unrecorded, minimal)
@pytest.mark.parametrize(
    ("before", "after", "minimal", "expected"),
    [
        (6, 3, "", (1, 1, 0, 0)),
        (6, 4, "", (0, 1, 0, 0)),
        (5, 2, "", (1, 1, 0, 0)),
        (6, None, "", (0, 1, 1, 0)),
        (None, 3, "", (0, 1, 1, 0)),
        (1, 1, "只有一个环节", (0, 0, 0, 1)),
        (0, 0, "", (0, 1, 0, 0)),
        (6, 0, "", (1, 1, 0, 0)),
    ],
)
def test_each_item_is_counted_in_one_way(cast, before, after, minimal, expected):
    item(cast, department(cast), steps_before=before, steps_after=after, steps_minimal=minimal)
    steps = Book(cast.own, on(2, 18)).tests[0]
    assert (steps.met, steps.of, steps.unrecorded, steps.minimal) == expected


def test_the_limit_that_was_promised_counts_before_the_statutory_one(cast, as_, one):
    data = {**BEFORE, "time_after": 8, "steps_after": 3, "one_window": "on", "std_conditions": "on", "version": 1}
    assert as_(cast.officer).post(url("item_burden", one), data).status_code == 303
    tests = Book(cast.own, on(2, 18)).tests
    assert [(test.name, test.met, test.before, test.after) for test in tests] == [
        ("steps", 1, 6, 3),
        ("materials", 0, 0, 0),
        ("time", 0, 15, 8),
    ]
    assert now(one).one_window and now(one).std_conditions


def test_figures_are_put_before_the_bureau_and_stand_once_accepted(cast, as_, accepted):
    assert accepted.baseline_on == clock.today()
    page = as_(cast.officer).get(url("item", accepted))
    assert "steps_before" not in page.context["burden_form"].fields
    assert "steps_after" in page.context["burden_form"].fields


def test_accepted_figures_stay_whatever_is_posted(cast, as_, accepted):
    data = {"steps_before": 60, "steps_after": 3, "version": accepted.version}
    as_(cast.officer).post(url("item_burden", accepted), data)
    assert (now(accepted).steps_before, now(accepted).steps_after) == (6, 3)


def test_a_change_goes_by_the_bureau_and_the_earlier_figure_stays_in_the_history(cast, as_, accepted):
    client, data = as_(cast.officer), {**BEFORE, "steps_before": 8}
    assert client.post(url("baseline_change", accepted), data).status_code == 422
    assert client.post(url("baseline_change", accepted), data | {"reason": "漏登两个环节"}).status_code == 303
    assert now(accepted).steps_before == 6
    asked = Ruling.objects.get(kind="burden_change")
    assert (asked.asked["before"], asked.asked["after"]) == ({"steps_before": 6}, {"steps_before": 8})
    with clock.at(at(2, 19)):
        rulings.decide(asked, by=cast.reviewer, on=on(2, 19), granted=True)
        lines = client.get(url("item", accepted)).context["lines"]
    assert now(accepted).steps_before == 8
    assert ("改革前环节", "6", "8") in lines[0].changes


def test_a_change_that_changes_nothing_is_refused(cast, as_, accepted):
    answer = as_(cast.officer).post(url("baseline_change", accepted), {**BEFORE, "reason": "更正"})
    assert answer.status_code == 422
    assert answer.context["baseline_form"].non_field_errors()


def test_only_items_with_all_figures_are_asked_for(cast, as_, one):
    item(cast, department(cast, name="区民政局", order=2), name="缺数", code="2", steps_before=4)
    ledger = reverse("transfers:items", args=[cast.own.key])
    client = as_(cast.officer)
    assert client.get(ledger).context["ready"] == 1
    client.post(ask(cast))
    assert [each["name"] for each in Ruling.objects.get().asked["items"]] == [one.name]


def test_asking_twice_says_that_it_waits(cast, as_, one):
    client = as_(cast.officer)
    assert client.post(ask(cast)).status_code == 303
    answer = client.post(ask(cast))
    assert answer.status_code == 422
    assert answer.context["tried"].non_field_errors()
    assert Ruling.objects.count() == 1


def test_nothing_to_accept_is_said(cast, as_):
    assert as_(cast.officer).post(ask(cast)).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"), [("reviewer", 403), ("bureau_lead", 403), ("foreigner", 404), ("admin", 404)]
)
def test_only_the_own_county_asks(cast, as_, one, who, status):
    client = as_(getattr(cast, who))
    assert client.post(ask(cast)).status_code == status
    assert client.post(url("baseline_change", one)).status_code == status


def test_a_figure_that_cannot_be_halved_needs_its_figure(cast, as_, one):
    revised(cast, one, on(2, 17), steps_before=None)
    data = {**BEFORE, "steps_before": "", "steps_minimal": "只有一个环节", "version": 2}
    answer = as_(cast.officer).post(url("item_burden", one), data)
    assert answer.status_code == 422
    assert "steps_minimal" in answer.context["burden_form"].errors
