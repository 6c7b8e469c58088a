"""What changed between two days: what became so, what was decided, which figures moved."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from base import clock
from reports import changing
from reports.filters import Filters
from tasks.asof import AsOf
from tests.cast import obligation
from tests.reports.evenings import HISTORIES, History
from tests.tasks.test_as_of import replay
from tests.tools.filled import Filled

pytestmark = pytest.mark.django_db
TODAY = date(2021, 2, 18)
URL = "/dashboard/changes/"


def day(month, number):
    return date(2021, month, number)


@pytest.fixture
def lived():
    """January: row 1 closed out on the 20th; row 2 sent on the 21st, returned on the 26th, extended on the 28th."""
    past = History()
    cast, plan = past.cast, past.plan
    first, second = obligation(plan, cast.own), obligation(plan, cast.own, 2)
    third = obligation(plan, cast.foreign)
    for one, number, by, verb, words in [
        (first, 19, cast.officer, "submit", {"document_number": "1号", "short_reason": "先行报送"}),
        (first, 20, cast.reviewer, "sign_off", {"text": "同意"}),
        (second, 21, cast.officer, "submit", {"document_number": "2号"}),
        (second, 26, cast.reviewer, "return_for_rework", {"text": "文号不符"}),
        (second, 27, cast.officer, "request_extension", {"text": "场所未交付", "asked_due_on": day(3, 10)}),
        (second, 28, cast.reviewer, "decide_extension", {"granted": True}),
        (third, 28, cast.foreigner, "report", {"text": "推进中"}),
    ]:
        with clock.at(clock.moment_on(day(1, number), 10)):
            getattr(one, verb)(by=by, on=day(1, number), **words)
    with clock.at(clock.moment_on(day(1, 30), 10)):
        past.move_person(day(1, 30))
    return past


def between(lived, since, on, by="reviewer"):
    found = changing.changes(getattr(lived.cast, by), Filters(), since, AsOf(on, TODAY))
    return {
        section.name: [(str(row.place.unit), row.place.task.number, row.words) for row in section.rows]
        for section in found.sections
        if section.rows
    }, [(str(one.unit), one.task.number, one.before, one.after) for one in found.moved]


# from, to, what is told
TOLD = [
    ((1, 18), (1, 20), {"closed": [("章贡区", 1, "1月19日办结，1月20日核验销号")]}),
    ((1, 20), (1, 25), {}),
    ((1, 25), (1, 27), {"returned": [("章贡区", 2, "1月26日：文号不符")]}),
    ((1, 27), (1, 28), {"extended": [("章贡区", 2, "1月28日：延至3月10日")]}),
    ((1, 31), (2, 1), {"late": [("定南县", 1, "时限1月31日，超期1天"), ("赣州经开区", 1, "时限1月31日，超期1天")]}),
    ((2, 1), (2, 18), {}),
]


@pytest.mark.parametrize(("since", "on", "told"), TOLD)
def test_each_kind_of_change_is_told_between_its_days(lived, since, on, told):
    with clock.at(clock.moment_on(TODAY, 10)):
        assert between(lived, day(*since), day(*on))[0] == told


def test_what_a_document_put_back_as_it_was_is_told_without_a_sign_off(lived):
    one = obligation(lived.plan, lived.cast.own)
    for number, verb, words in ((2, "cancel", {}), (4, "reinstate", {"changes": {}})):
        with clock.at(clock.moment_on(day(2, number), 10)):
            getattr(one, verb)(by=lived.cast.admin, detail={}, **words)
    with clock.at(clock.moment_on(TODAY, 10)):
        assert between(lived, day(2, 3), day(2, 5))[0] == {"closed": [("章贡区", 1, "1月19日办结")]}


def test_a_figure_that_moved_is_told_as_it_was_and_as_it_is(lived):
    with clock.at(clock.moment_on(TODAY, 10)):
        moved = between(lived, day(1, 29), day(1, 30))[1]
    assert [each[:2] for each in moved] == [("章贡区", 1)] and "1/5" in moved[0][3]


def test_a_county_is_told_of_itself_alone(lived):
    with clock.at(clock.moment_on(TODAY, 10)):
        assert between(lived, day(1, 31), day(2, 1), by="officer")[0] == {}
        assert list(between(lived, day(1, 31), day(2, 1), by="foreigner")[0]) == ["late"]


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=HISTORIES)
def test_what_was_closed_out_is_the_difference_of_two_replays(history):
    with transaction.atomic():
        lived = History()
        last = lived.live(history)
        for since in lived.evenings:
            with clock.at(clock.moment_on(last + timedelta(days=1), 10)):
                found = changing.changes(lived.cast.reviewer, Filters(), since, AsOf(last, last + timedelta(days=1)))
            closed = {row.place.pk for row in found.sections[0].rows}
            assert closed == done_by(last) - done_by(since)
        transaction.set_rollback(True)


def done_by(on):
    return {pk for pk, (state, *_rest) in replay(on).items() if state == "done"}


@pytest.fixture
def page(client, lived):
    def get(query="", by="reviewer"):
        client.force_login(getattr(lived.cast, by))
        with clock.at(clock.moment_on(TODAY, 10)):
            return client.get(URL + query)

    return get


def test_the_page_compares_with_a_week_before_unless_told(page):
    found = page().context["changes"]
    assert (found.since, found.last.on) == (day(2, 11), TODAY)
    assert "两日之间没有变化" in page().content.decode()
    text = page("?since=2021-01-18&on=2021-02-01").content.decode()
    assert "新增超期" in text and "文号不符" in text and "已办结0 → 1" in text


def test_a_day_before_the_plan_and_one_after_the_other_are_mended(page):
    assert page("?since=2020-01-01&on=2021-01-10").context["changes"].since == day(1, 3)
    assert page("?since=2021-02-10&on=2021-02-01").context["changes"].since == day(2, 1)


def test_it_goes_out_as_a_workbook(page):
    rows = Filled(page("?since=2021-01-18&on=2021-01-31&format=xlsx").content).rows()
    assert [(row["变化"], row["责任单位"]) for row in rows][:3] == [
        ("已办结", "章贡区"),
        ("退回", "章贡区"),
        ("批准延期", "章贡区"),
    ]


def test_the_number_of_queries_stays(page, lived):
    page()
    with CaptureQueriesContext(connection) as few:
        page("?since=2021-01-30&on=2021-01-31")
    with CaptureQueriesContext(connection) as many:
        page("?since=2021-01-05&on=2021-02-10")
    assert len(few) == len(many) <= 31
