"""待处理: what waits, the most pressing first, each with the one act that this person may do."""

from datetime import date

import pytest
from django.urls import reverse

from base import clock
from pilots.models import Officer, Role
from tasks.models import Obligation
from tests.cast import make_officer, make_unit
from tests.reports.picture import ON, Picture

pytestmark = pytest.mark.django_db
NOW = clock.moment_on(ON, 15, 30)


@pytest.fixture
def picture():
    return Picture()


def one(name, row):
    return Obligation.objects.for_list().get(unit__name=name, task__number=row)


@pytest.fixture
def groups(client, picture):
    """`groups(by=...)` -> the groups of the list as the page shows them."""

    def get(by=None):
        client.force_login(by or picture.reviewer)
        with clock.at(NOW):
            return client.get("/dashboard/").context["board"].attention

    return get


def act(row):
    return (row.act.label, row.act.url, row.act.post)


def test_counts_are_of_all_and_rows_are_the_most_pressing(groups):
    submitted, overdue, asked = groups()
    assert [(group.count, len(group.rows)) for group in (submitted, overdue, asked)] == [(11, 3), (4, 4), (0, 0)]
    assert [row.place.unit.name for row in overdue.rows] == ["定南县", "安远县", "寻乌县", "会昌县"]
    assert "standing=submitted" in submitted.more and overdue.more == ""


def test_the_longest_wait_comes_first_with_its_days(groups):
    Obligation.objects.filter(pk=one("上犹县", 10).pk).update(submitted_on=date(2021, 2, 1))
    first = groups()[0].rows[0]
    assert (first.place.unit.name, first.words) == ("上犹县", "2月1日报送　等待9个工作日")


def test_a_late_submission_says_by_how_many_days(groups):
    Obligation.objects.filter(pk=one("寻乌县", 2).pk).update(submitted_on=date(2021, 2, 8))
    assert groups()[0].rows[0].words == "2月8日报送　等待3个工作日　逾期11天报送"


def test_a_reviewer_verifies_what_falls_to_the_own_unit(groups):
    row = groups()[0].rows[0]
    assert act(row) == ("核验", reverse("tasks:review_item", args=[row.place.key]), False)


def test_whom_it_does_not_fall_to_may_look(groups, picture):
    row = groups(picture.bureau_lead)[0].rows[0]
    assert act(row) == ("查看", reverse("tasks:obligation", args=[row.place.key]), False)


def test_the_office_sees_first_what_it_verifies_itself(groups, picture):
    office = make_unit("office", "改革办公室", "office", picture.city)
    picture.plan.overseer = office
    picture.plan.save()
    Obligation.objects.filter(unit=picture.bureau, task__number=11).update(state="submitted", submitted_on=ON)
    rows = groups(make_officer("overseer", Role.REVIEWER, office))[0].rows
    assert [(row.place.unit, row.act.label) for row in rows[:1]] == [(picture.bureau, "核验")]
    assert rows[1].act.label == "查看"


def test_an_overdue_one_shows_the_last_words_or_that_there_are_none(groups):
    silent = one("安远县", 3)
    with clock.at(clock.moment_on(date(2021, 2, 10), 10)):
        one("定南县", 2).report(by=Officer.objects.get(unit__name="定南县"), on=date(2021, 2, 10), text="待县委研究")
    rows = {row.place.unit.name: (row.days, row.words) for row in groups()[1].rows}
    assert rows["定南县"] == ("超期21天", "待县委研究")
    assert rows[silent.unit.name] == ("超期18天", "尚未报送进展")


def test_chasing_is_one_click_and_then_said_to_be_done(groups, picture, client):
    row = groups()[1].rows[0]
    assert act(row) == ("催办", reverse("tasks:chase", args=[row.place.key]), True)
    with clock.at(NOW):
        client.post(row.act.url)
    row = groups()[1].rows[0]
    assert (row.words, row.act.label) == ("当日已催办", "查看")


def test_before_the_click_it_says_how_often_the_pilot_was_asked_this_month(groups, picture, client):
    row = groups()[1].rows[0]
    for day in (date(2021, 1, 29), date(2021, 2, 3), date(2021, 2, 4)):
        with clock.at(clock.moment_on(day, 10)):
            one(row.place.unit.name, row.place.task.number).comment(by=picture.reviewer, on=day, text="请抓紧")
    asked = [row.asked for row in groups()[1].rows]
    assert asked == [2, 0, 0, 0]
    with clock.at(NOW):
        assert client.get("/dashboard/").content.decode().count("本月已提出2次要求") == 1
        assert "次要求" not in client.get("/dashboard/?on=2021-02-17").content.decode()


def test_all_are_chased_at_once_as_long_as_there_are_some_left(groups, picture, client):
    every = groups()[1].all
    assert (every.url, every.post) == (reverse("tasks:chase_all"), True)
    with clock.at(NOW):
        client.post(every.url)
    assert groups()[1].all is None


def test_a_request_for_an_extension_leads_to_its_decision(groups, picture):
    asking = one("全南县", 5)
    with clock.at(clock.moment_on(date(2021, 2, 17), 10)):
        asking.request_extension(
            by=Officer.objects.get(unit__name="全南县"),
            on=date(2021, 2, 17),
            asked_due_on=date(2021, 3, 10),
            text="师资未到位",
        )
    group = groups()[2]
    assert (group.count, group.rows[0].words) == (1, "申请延至3月10日　师资未到位")
    assert act(group.rows[0]) == ("审批", reverse("tasks:obligation", args=[asking.key]) + "#extension", False)


def test_nothing_waiting_is_said_in_words(groups, picture, client):
    Obligation.objects.update(state="in_progress", submitted_on=None, done_on=None, due_on=date(2021, 12, 31))
    assert [group.count for group in groups()] == [0, 0, 0]
    with clock.at(NOW):
        assert "没有待处理事项" in client.get("/dashboard/").content.decode()
