"""The table of obligations: its filters stand in the address and agree with the standing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from base import clock
from tasks.models import Obligation, Task
from tests.cast import obligation

PAGE = reverse("tasks:obligations")


def found(response):
    return [(str(row.obligation.unit.key), row.obligation.task.number) for row in response.context["rows"]]


@pytest.fixture
def busy(cast, plan):
    obligation(plan, cast.own, 2).report(by=cast.officer, on=clock.today(), text="进展")
    obligation(plan, cast.foreign, 1).submit(by=cast.foreigner, on=clock.today(), document_number="1号")
    phase = plan.phases.create(order=1, name="组建挂牌阶段", due_on=clock.date(2021, 2, 28))
    phase.tasks.set(Task.objects.filter(number=1))
    return plan


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("standing=overdue", [("zhanggong", 1), ("jingkai", 1)]),
        ("standing=submitted", [("dingnan", 1)]),
        ("standing=in_progress", [("zhanggong", 2)]),
        ("task=3&unit=bureau", [("bureau", 3)]),
        ("unit=zhanggong", [("zhanggong", 1), ("zhanggong", 2), ("zhanggong", 3)]),
        ("phase=1&standing=overdue&unit=jingkai", [("jingkai", 1)]),
        ("due=2021-01-31", [("zhanggong", 1), ("dingnan", 1), ("jingkai", 1)]),
        ("due=soon", []),
        ("standing=done", []),
        ("q=任务2&unit=dingnan", [("dingnan", 2)]),
    ],
)
def test_filters_narrow(cast, busy, as_, query, expected):
    assert found(as_(cast.reviewer).get(f"{PAGE}?{query}")) == expected


def test_due_soon_is_the_plans_seven_days(cast, busy, as_):
    with clock.at(clock.moment_on(clock.date(2021, 2, 22), 9)):
        assert len(found(as_(cast.reviewer).get(f"{PAGE}?due=soon"))) == 3


def test_a_county_sees_its_own_rows_only(cast, busy, as_):
    client = as_(cast.officer)
    assert {unit for unit, _number in found(client.get(PAGE))} == {"zhanggong"}
    assert {unit for unit, _number in found(client.get(f"{PAGE}?unit=dingnan"))} == {"zhanggong"}


@pytest.mark.parametrize("query", ["standing=nonsense", "task=x", "due=tomorrow", "plan=1", "page=99", "phase=-1"])
def test_what_is_not_understood_counts_as_not_given(cast, busy, as_, query):
    assert len(found(as_(cast.reviewer).get(f"{PAGE}?{query}"))) == 10


def test_an_empty_result_names_its_filters_and_the_way_out(cast, busy, as_):
    page = as_(cast.reviewer).get(f"{PAGE}?standing=done").content.decode()
    assert 'class="empty"' in page and f'href="{PAGE}"' in page


@pytest.mark.parametrize(("who", "status"), [("officer", 200), ("bureau_lead", 200), ("admin", 403), ("auditor", 403)])
def test_who_sees_the_list(cast, plan, as_, who, status):
    assert as_(getattr(cast, who)).get(PAGE).status_code == status


def test_its_queries_do_not_grow_with_the_rows(cast, busy, as_):
    def count():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        return len(seen)

    client = as_(cast.reviewer)
    few = count()
    for number in range(4, 14):
        task = Task.objects.create(plan=busy, number=number, text=f"第{number}项", due_on=clock.today())
        Obligation.objects.create(plan=busy, task=task, unit=cast.third, due_on=task.due_on)
    assert count() == few <= 13
