"""The figures: what each counts, by tables a reader can check and by an independent replay of what was written."""

import json
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base import clock
from tasks import measures
from tests.cast import Cast, at
from transfers.book import Book
from transfers.facts import Change, write
from transfers.figures import heads
from transfers.management.commands.measures import measured
from transfers.models import Agreement, Department, Establishment, Item, StaffCount, StaffMember
from transfers.models.agreements import CONTENTS
from transfers.totals import totals

from .books import CUT_OVER, accepted, agreement, department, established, item, kept, on, person, revised

pytestmark = pytest.mark.django_db
TODAY = on(2, 28)


@pytest.fixture
def cast():
    cast = Cast()
    cast.one = cast.plan()
    return cast


def figure(cast, key, day=TODAY):
    return measures.figures(key, cast.one, [cast.own], day)[cast.own.pk]


@pytest.mark.parametrize(
    ("people", "share", "needed"),
    [(78, "0.30", 24), (80, "0.30", 24), (81, "0.30", 25), (10, "0.30", 3), (1, "0.30", 1), (0, "0.30", 0)],
)
def test_head_counts_round_up(people, share, needed):
    assert heads(people, Decimal(share)) == needed


def test_the_staff_figure_of_the_notice(cast):
    where = department(cast, staff=78)
    for n in range(17):
        person(cast, where, name=f"第{n}人")
    assert figure(cast, "staff_transferred").text == "17/78 21.8%，差7人"
    accepted(cast)
    for n in range(7):
        person(cast, where, name=f"后{n}人")
    found = figure(cast, "staff_transferred")
    assert (found.numerator, found.denominator, found.reached) == (24, 78, True)


def test_a_count_that_nobody_accepted_reaches_no_floor(cast):
    person(cast, department(cast, staff=2))
    assert figure(cast, "staff_transferred").reached is False
    accepted(cast)
    assert figure(cast, "staff_transferred").reached is True


def test_a_plan_of_its_own_names_another_floor(cast):
    where = department(cast, staff=10)
    accepted(cast)
    for n in range(3):
        person(cast, where, name=f"第{n}人")
    assert figure(cast, "staff_transferred").reached is True
    established(cast, staff_target=Decimal("33.5"))
    found = figure(cast, "staff_transferred")
    assert (found.reached, found.floor) == (False, "33.5%")


def test_trained_means_confirmed_by_the_receiving_bureau(cast):
    where = department(cast)
    one, _other = person(cast, where), person(cast, where, name="钟美玲")
    assert (figure(cast, "staff_trained").numerator, figure(cast, "staff_trained").denominator) == (0, 2)
    revised(cast, one, on(2, 9), confirmed_on=on(2, 9))
    assert figure(cast, "staff_trained").numerator == 1


@pytest.mark.parametrize("missing", [(), *((name,) for name in CONTENTS)])
def test_an_agreement_is_complete_with_all_five_contents(cast, missing):
    agreement(cast, item(cast, department(cast)), missing=missing)
    assert figure(cast, "agreements_complete").numerator == (0 if missing else 1)


@pytest.mark.parametrize(
    ("papers", "cut_over", "taken"),
    [(True, CUT_OVER, 1), (True, on(3, 1), 0), (True, None, 0), (False, CUT_OVER, 0)],
)
def test_taken_over_means_the_bureau_decides_under_a_complete_agreement(cast, papers, cut_over, taken):
    one = item(cast, department(cast), cut_over_on=cut_over)
    if papers:
        agreement(cast, one)
    assert figure(cast, "items_taken_over").numerator == taken


def test_a_list_shorter_than_the_approved_plan_is_never_whole(cast):
    agreement(cast, item(cast, department(cast)))
    assert figure(cast, "agreements_complete").reached is True
    established(cast, approved_items=2)
    assert figure(cast, "agreements_complete").reached is False


TESTED = [
    # before, after, reason why it cannot be halved -> (met, of, unrecorded, minimal, before, after)
    (6, 3, "", (1, 1, 0, 0, 6, 3)),
    (5, 3, "", (0, 1, 0, 0, 5, 3)),
    (5, 2, "", (1, 1, 0, 0, 5, 2)),
    (6, None, "", (0, 1, 1, 0, 0, 0)),
    (None, 3, "", (0, 1, 1, 0, 0, 0)),
    (1, 1, "只有一个环节", (0, 0, 0, 1, 0, 0)),
    (0, 0, "", (0, 1, 0, 0, 0, 0)),
]


@pytest.mark.parametrize(("before", "after", "why", "expected"), TESTED)
def test_each_item_is_tested_by_itself(cast, before, after, why, expected):
    item(cast, department(cast), steps_before=before, steps_after=after, steps_minimal=why)
    steps = Book(cast.own, TODAY).tests[0]
    assert (steps.met, steps.of, steps.unrecorded, steps.minimal, steps.before, steps.after) == expected


def test_a_great_cut_here_does_not_make_up_for_none_there(cast):
    where = department(cast)
    item(cast, where, steps_before=100, steps_after=1)
    item(cast, where, code="2", steps_before=4, steps_after=3)
    steps = Book(cast.own, TODAY).tests[0]
    assert (steps.met, steps.of, steps.reached) == (1, 2, False)


def test_what_was_not_promised_is_measured_against_the_statutory_limit(cast):
    where = department(cast)
    item(cast, where, time_statutory=20, time_after=10)
    item(cast, where, code="2", time_statutory=20, time_before=12, time_after=10)
    time = Book(cast.own, TODAY).tests[2]
    assert (time.met, time.of, time.before, time.after) == (1, 2, 32, 20)


@pytest.mark.parametrize("figures", [("seal_in_use", "seal_on"), ("service_opened", "opened_on")])
def test_the_establishment_record_says_when_the_bureau_runs(cast, figures):
    key, field = figures
    assert figure(cast, key).reached is False
    established(cast, **{field: on(1, 29)})
    assert figure(cast, key).reached is True
    assert figure(cast, key, on(1, 28)).reached is False


def test_both_plates_are_up(cast):
    record = established(cast, plate_on=on(1, 29))
    assert figure(cast, "plates_up").reached is False
    revised(cast, record, on(2, 1), office_plate_on=on(1, 30))
    assert figure(cast, "plates_up").reached is True


def test_all_figures_of_all_units_are_one_query(cast, django_assert_num_queries):
    from transfers.figures import FIGURES

    agreement(cast, item(cast, department(cast)))
    with django_assert_num_queries(1):
        measures.several(list(FIGURES), cast.one, [cast.own, cast.foreign, cast.third], TODAY)


def test_the_command_prints_what_the_pages_show(cast):
    where = department(cast, staff=4)
    accepted(cast)
    person(cast, where)
    agreement(cast, item(cast, where))
    out = StringIO()
    call_command("measures", unit="章贡区", on=TODAY, json=True, stdout=out)
    printed = json.loads(out.getvalue())
    assert printed["staff_ratio"] == {"numerator": 1, "denominator": 4, "value": 0.25, "floor": 0.3, "met": False}
    assert printed["agreements"] == {"numerator": 1, "denominator": 1, "value": 1.0, "floor": 1.0, "met": True}
    assert set(printed["reduction"]["time"]) == {"met", "of", "unrecorded", "minimal", "before", "after"}
    with pytest.raises(CommandError):
        call_command("measures", unit="不存在的县", stdout=StringIO())


# -- against a replay ----------------------------------------------------------------------------
DAYS = st.integers(0, 20).map(lambda n: date(2021, 2, 1) + timedelta(days=n))
MAYBE_DAY = st.none() | DAYS
SMALL = st.none() | st.integers(0, 12)
ITEM = st.fixed_dictionaries(
    {
        "cut_over_on": MAYBE_DAY,
        "supervisor": st.sampled_from(["", "县林业局"]),
        "supervisor_contact": st.sampled_from(["", "值班室"]),
        "std_conditions": st.booleans(),
        "std_methods": st.booleans(),
        "std_supervision": st.booleans(),
        "steps_before": SMALL,
        "steps_after": SMALL,
        "time_statutory": SMALL,
        "time_before": SMALL,
        "time_after": SMALL,
    }
)
PAPER = st.fixed_dictionaries(
    {
        "number": st.just("协1号"),
        "giver_signed_on": MAYBE_DAY,
        "taker_signed_on": MAYBE_DAY,
        **dict.fromkeys(CONTENTS, st.sampled_from(["", "第一条"])),
    }
)
PERSON = st.fixed_dictionaries({"arrived_on": MAYBE_DAY, "confirmed_on": MAYBE_DAY})
ACTS = st.lists(
    st.tuples(
        st.integers(0, 25),
        st.one_of(
            st.tuples(st.just("item"), st.integers(0, 2), ITEM),
            st.tuples(st.just("agreement"), st.integers(0, 2), PAPER),
            st.tuples(st.just("person"), st.integers(0, 3), PERSON),
        ),
    ),
    max_size=14,
).map(lambda acts: sorted(acts, key=lambda act: act[0]))
MODELS = {"item": Item, "agreement": Agreement, "person": StaffMember}


def fitting(kind, values, day):
    """Only what the ledger takes: nothing signed, arrived or confirmed ahead, nobody confirmed before arriving."""
    values = dict(values)
    for name in ("giver_signed_on", "taker_signed_on", "arrived_on", "confirmed_on"):
        if values.get(name) and values[name] > day:
            values[name] = None
    if kind == "person" and values["confirmed_on"] and (values["arrived_on"] or day) > values["confirmed_on"]:
        values["confirmed_on"] = None
    if kind == "person" and not values["arrived_on"]:
        values["confirmed_on"] = None
    return values


def lived(cast, acts):
    """Write the acts; returns what an onlooker noted: (day, kind, which, everything said of it since)."""
    where = department(cast, staff=5, day=date(2021, 1, 20))
    keys, notes, said = {}, [], {}
    for offset, (kind, which, values) in acts:
        day = date(2021, 2, 1) + timedelta(days=offset)
        if kind == "agreement" and ("item", which) not in keys:
            continue
        values = fitting(kind, values, day)
        fixed = {"item": {"name": "事项", "code": str(which), "department": where.key}, "agreement": {}}
        fixed["person"] = {"name": "某人", "department": where.key}
        key = keys.get((kind, which)) or (keys["item", which] if kind == "agreement" else None)
        with clock.at(at(day.month, day.day)):
            written = write(cast.own, [Change(MODELS[kind], fixed[kind] | values, key)], by=cast.officer, on=day)
        keys[kind, which] = written[0].key if written else key
        said[kind, which] = values
        notes.append((day, kind, which, values))
    return notes


def replayed(notes, day) -> dict:
    """The figures counted by hand from the notes made up to the day."""
    known = {}
    for noted_on, kind, which, values in notes:
        if noted_on <= day:
            known[kind, which] = values
    items = {which: values for (kind, which), values in known.items() if kind == "item"}
    papers = {which: values for (kind, which), values in known.items() if kind == "agreement"}
    people = [values for (kind, _which), values in known.items() if kind == "person"]
    complete = {which for which, paper in papers.items() if _complete(paper, day)}
    old = {
        which: one["time_statutory"] if one["time_before"] is None else one["time_before"]
        for which, one in items.items()
    }
    there = [one for one in people if one["arrived_on"] and one["arrived_on"] <= day]
    return {
        "roster": len(people),
        "staff_transferred": len(there),
        "staff_trained": sum(bool(one["confirmed_on"]) and one["confirmed_on"] <= day for one in there),
        "items": len(items),
        "agreed": len(papers),
        "complete": len(complete),
        "taken_over": sum(
            bool(one["cut_over_on"]) and one["cut_over_on"] <= day and which in complete for which, one in items.items()
        ),
        "standardised": sum(
            one["std_conditions"] and one["std_methods"] and one["std_supervision"] for one in items.values()
        ),
        "supervised": sum(bool(one["supervisor"] and one["supervisor_contact"]) for one in items.values()),
        "steps_met": sum(_halved(one["steps_before"], one["steps_after"]) for one in items.values()),
        "time_met": sum(_halved(old[which], one["time_after"]) for which, one in items.items()),
    }


def _complete(paper, day) -> bool:
    signed = [paper["giver_signed_on"], paper["taker_signed_on"]]
    return all(each and each <= day for each in signed) and all(paper[name] for name in CONTENTS)


def _halved(before, after) -> bool:
    return bool(before) and after is not None and after <= before / 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, asked=st.integers(0, 26))
def test_any_day_is_what_had_been_recorded_by_then(cast, acts, asked):
    from django.db import transaction

    with transaction.atomic():
        notes = lived(cast, acts)
        day, today = date(2021, 2, 1) + timedelta(days=asked), date(2021, 3, 10)
        expected = replayed(notes, day)
        sums = totals([cast.own], day, today=today)[cast.own.pk]
        assert {name: sums[name] for name in expected} == expected
        book = measured(Book(cast.own, day, today))
        assert book["taken_over"]["numerator"] <= book["agreements"]["numerator"] <= expected["items"]
        assert book["training"]["numerator"] <= book["staff_ratio"]["numerator"] <= expected["roster"]
        transaction.set_rollback(True)


def test_a_line_recorded_late_counts_from_the_day_it_was_recorded(cast):
    where = department(cast)
    person(cast, where, day=on(2, 10), arrived=on(2, 2))
    arrived = [totals([cast.own], day, today=TODAY)[cast.own.pk]["staff_transferred"] for day in (on(2, 9), on(2, 10))]
    assert arrived == [0, 1]


def test_what_was_taken_out_counts_no_more_and_still_did_before(cast):
    one = person(cast, department(cast))
    kept(cast, on(2, 9), Change(StaffMember, key=one.key, removed=True, why="误录"))
    counted = [totals([cast.own], day, today=TODAY)[cast.own.pk]["roster"] for day in (on(2, 8), on(2, 9))]
    assert counted == [1, 0]


def test_every_unit_has_its_own_sums(cast):
    department(cast, staff=4)
    department(cast, staff=6, unit=cast.foreign, by=cast.foreigner)
    sums = totals([cast.own, cast.foreign, cast.third], TODAY)
    assert [sums[unit.pk]["staff_before"] for unit in (cast.own, cast.foreign, cast.third)] == [4, 6, 0]
    assert not StaffCount.objects.exists() and Department.objects.count() == 2 and not Establishment.objects.exists()
