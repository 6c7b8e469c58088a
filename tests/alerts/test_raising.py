"""What is raised, when, for whom: by tables."""

from datetime import date

import pytest

from alerts.audience import Audience
from alerts.models import Alert, Delivery, Kind, Message
from alerts.raising import Raised
from base import clock
from pilots.models import Officer, Role, Unit
from tasks.models import Plan
from tasks.reach import plans_within_reach
from tests.cast import at, make_officer, make_unit, obligation

COUNTY = ["colleague", "lead", "officer"]
BUREAU = ["bureau-lead", "overseer", "reviewer"]
QUERIES = 47
# (day of the run, overdue, notices of the ladder, reminders, digests made), each on a fresh plan: row 1 is due on 31
# January in three pilots, row 2 on 28 February, row 3 names only the year 2021 and falls on the bureau too.
DAYS = [
    ("2021-01-21", 0, 0, 0, 0),
    ("2021-01-22", 0, 0, 3, 4),  # a Friday: the last working day on or before the 24th, seven days ahead
    ("2021-01-29", 0, 0, 3, 4),  # before the last day
    ("2021-01-31", 0, 0, 0, 0),  # the last day, a Sunday
    ("2021-02-01", 3, 3, 0, 7),  # the first day after it
    ("2021-02-06", 0, 0, 0, 0),  # a Saturday
    ("2021-02-07", 3, 3, 0, 7),  # a Sunday on which offices work
    ("2021-02-15", 0, 0, 0, 0),  # the Spring Festival, a Monday
    ("2021-02-18", 3, 3, 0, 7),  # the first working day after it
    ("2021-02-20", 3, 3, 3, 7),  # a Saturday on which offices work: the 21st, seven days ahead of the 28th, is a Sunday
    ("2021-03-01", 6, 6, 0, 7),
    ("2021-12-31", 6, 6, 0, 7),  # the last day of a deadline that names a year
    ("2022-01-04", 10, 10, 0, 7),
]


def nothing(**but):
    return {**dict.fromkeys(Kind.values, 0), **but}


@pytest.mark.parametrize(("day", "overdue", "rungs", "due", "digests"), DAYS)
def test_a_run_raises_what_is_due_on_working_days(cast, day, overdue, rungs, due, digests):
    done = Alert.objects.raise_due(date.fromisoformat(day))
    assert (done.raised, done.digests) == (nothing(overdue=overdue, rung=rungs, due=due), digests)


def run(month, day, year=2021):
    with clock.at(at(month, day, 8, 30)):
        return Alert.objects.raise_due(date(year, month, day))


def lines_of(officer, month, day, kind=Kind.OVERDUE):
    lines = Message.objects.get(recipient=officer, on=date(2021, month, day)).lines
    return [line for line in lines if line["kind"] == kind]


def test_a_second_run_on_a_day_makes_nothing_new(cast):
    run(2, 18)
    assert run(2, 18) == Raised()
    assert (Alert.objects.count(), Message.objects.count()) == (6, 7)


def test_missed_days_come_in_one_digest(cast):
    run(2, 1)
    assert run(3, 2).digests == 7
    assert {line["number"] for line in lines_of(cast.officer, 3, 2)} == {1, 2}
    assert Message.objects.filter(recipient=cast.officer).count() == 2


def test_news_stands_first_and_is_marked(cast):
    run(2, 18)
    run(3, 1)
    assert [(line["number"], line["new"], line["days_late"]) for line in lines_of(cast.officer, 3, 1)] == [
        (2, True, 1),
        (1, False, 29),
    ]


def test_what_a_run_raised_after_the_morning_digest_is_news_the_next_day(cast):
    run(2, 18)
    with clock.at(at(2, 18, 11)):
        one = obligation(cast.first_plan, cast.own)
        one.submit(by=cast.officer, on=date(2021, 2, 18), document_number="章府发〔2021〕3号")
        one.return_for_rework(by=cast.reviewer, on=date(2021, 2, 18), text="缺附件")
    assert run(2, 18).raised["overdue"] == 1
    run(2, 19)
    news = [(line["unit"], line["new"]) for line in lines_of(cast.reviewer, 2, 19)]
    assert news == [("章贡区", True), ("定南县", False), ("赣州经开区", False)]


def test_a_new_deadline_is_raised_again_once_it_has_passed(cast):
    run(2, 18)
    with clock.at(at(2, 18, 10)):
        one = obligation(cast.first_plan, cast.own)
        one.request_extension(by=cast.officer, on=date(2021, 2, 18), asked_due_on=date(2021, 2, 22), text="公示期未满")
        one.decide_extension(by=cast.reviewer, on=date(2021, 2, 18), granted=True)
    assert run(2, 22).raised["overdue"] == 0
    assert lines_of(cast.officer, 2, 22) == [] and lines_of(cast.officer, 2, 22, Kind.DUE)
    assert run(2, 23).raised["overdue"] == 1
    assert Alert.objects.filter(obligation=one, kind=Kind.OVERDUE).count() == 2


def test_a_return_that_was_undone_is_not_when_the_ladder_began(cast):
    def returned(month, day):
        one = obligation(cast.first_plan, cast.own)
        with clock.at(at(month, day)):
            one.return_for_rework(by=cast.reviewer, on=date(2021, month, day), text="缺附件")
        return one

    with clock.at(at(2, 18)):
        day = date(2021, 2, 18)
        obligation(cast.first_plan, cast.own).submit(by=cast.officer, on=day, document_number="1号")
        returned(2, 18).undo(by=cast.reviewer, on=day)
    returned(3, 1)
    run(3, 2)
    notices = Alert.objects.filter(kind=Kind.RUNG, obligation=obligation(cast.first_plan, cast.own))
    assert [notice.rung for notice in notices] == [1]


def test_what_lies_with_the_bureau_is_not_overdue(cast):
    with clock.at(at(2, 10)):
        obligation(cast.first_plan, cast.own).submit(by=cast.officer, on=date(2021, 2, 10), document_number="1号")
    run(2, 18)
    assert {line["unit"] for line in lines_of(cast.reviewer, 2, 18)} == {"定南县", "赣州经开区"}
    assert not Message.objects.filter(recipient=cast.officer).exists()


def test_each_person_gets_one_digest_of_the_own_reach(cast):
    run(2, 18)
    units = {one.recipient.username: {line["unit"] for line in one.lines} for one in Message.objects.all()}
    everywhere = {"章贡区", "定南县", "赣州经开区"}
    expected = {name: {"章贡区"} for name in COUNTY} | {"foreigner": {"定南县"}} | dict.fromkeys(BUREAU, everywhere)
    assert units == expected


def test_who_is_disabled_gets_none(cast):
    cast.colleague.set_active(active=False, by=cast.admin)
    assert run(2, 18).digests == 6


def test_a_plan_taken_back_raises_nothing(cast):
    Plan.objects.update(withdrawn_at=at(2, 1))
    assert run(2, 18).digests == 0


def test_who_has_no_address_has_the_inbox(cast, settings):
    settings.MAIL_ENABLED = True
    Officer.objects.filter(pk=cast.officer.pk).update(email="")
    run(2, 18)
    assert (Message.objects.count(), Delivery.objects.count()) == (7, 6)


def test_without_mail_the_inbox_alone_serves(cast, settings):
    settings.MAIL_ENABLED = False
    run(2, 18)
    assert (Message.objects.count(), Delivery.objects.count()) == (7, 0)


def test_the_digest_carries_the_head_of_the_ledger(cast):
    run(2, 18)
    plan = Plan.objects.get()
    assert Message.objects.filter(recipient=cast.reviewer).get().heads == [
        {"plan": plan.document_number, "number": plan.head_number, "digest": plan.head_digest}
    ]


def test_who_reaches_a_unit_is_the_same_asked_from_either_side(cast):
    people = Audience()
    for unit in Unit.objects.all():
        reaching = set(people.reaching(unit))
        assert reaching == {one for one in Officer.objects.all() if unit in Unit.objects.within_reach_of(one)}, unit


def test_the_plans_of_many_are_those_that_each_sees(cast):
    cast.plan("赣市办字〔2020〕30号")
    Plan.objects.filter(document_number="赣市办字〔2020〕29号").update(withdrawn_at=at(2, 1))
    stranger = make_officer("stranger", Role.COUNTY_OFFICER, make_unit("elsewhere", "吉州区", "district"))
    people = [cast.officer, cast.foreigner, cast.reviewer, cast.overseer, stranger]
    for officer in people:
        assert plans_within_reach(people)[officer.pk] == list(Plan.objects.visible_to(officer)), officer


def test_the_queries_of_a_run_do_not_grow_with_people_nor_rows(cast, django_assert_max_num_queries):
    run(1, 5)
    with django_assert_max_num_queries(QUERIES) as few:
        run(2, 18)
    for number in range(20):
        make_officer(f"person-{number}", Role.COUNTY_OFFICER, cast.own)
    for number in range(30, 36):
        cast.plan(f"赣市办字〔2020〕{number}号")
    with django_assert_max_num_queries(QUERIES) as many:
        run(2, 19)
    assert Alert.objects.filter(kind=Kind.OVERDUE).count() == 3 + 6 * 3
    assert len(many) == len(few)
