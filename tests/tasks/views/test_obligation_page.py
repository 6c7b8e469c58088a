"""The page of one obligation, for both sides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from base import clock
from tasks.models import Checkpoint, Clause
from tests.cast import obligation


def page_of(client, one, **query):
    return client.get(reverse("tasks:obligation", args=[one.key]), query)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("colleague", 200),
        ("lead", 200),
        ("foreigner", 404),
        ("reviewer", 200),
        ("overseer", 200),
        ("bureau_lead", 200),
        ("admin", 404),
        ("auditor", 404),
    ],
)
def test_who_sees_it(cast, own, as_, who, status):
    assert page_of(as_(getattr(cast, who)), own).status_code == status


RIGHTS = (
    "may_report",
    "on_behalf",
    "may_start",
    "may_assign",
    "may_withdraw",
    "may_extend",
    "may_pass_on",
    "may_comment",
    "may_chase",
)


@pytest.mark.parametrize(
    ("who", "state", "rights"),
    [
        ("officer", "not_started", {"may_report", "may_start", "may_assign", "may_extend", "may_comment"}),
        ("officer", "submitted", {"may_withdraw", "may_assign", "may_extend", "may_comment"}),
        ("colleague", "submitted", {"may_assign", "may_extend", "may_comment"}),
        ("reviewer", "not_started", {"on_behalf", "may_comment", "may_chase"}),
        ("reviewer", "submitted", {"may_comment"}),
        ("bureau_lead", "not_started", {"may_comment", "may_chase"}),
    ],
)
def test_what_each_may_do(cast, own, as_, who, state, rights):
    if state == "submitted":
        own.submit(by=cast.officer, on=clock.today(), document_number="1号")
    context = page_of(as_(getattr(cast, who)), own).context
    assert {name for name in RIGHTS if context[name]} == rights


def test_it_cites_the_document_and_shows_the_checkpoints_before_submission(cast, own, as_):
    clause = Clause.objects.create(plan=own.plan, number=7, label="二、（一）", text="组建行政审批局")
    own.task.clauses.add(clause)
    Checkpoint.objects.create(task=own.task, order=1, text="文件已印发")
    Checkpoint.objects.create(task=own.task, order=2, text="第2项已报请核验", kind="system", rule="task_submitted:2")
    response = page_of(as_(cast.officer), own)
    page = response.content.decode()
    assert reverse("tasks:plan_text", args=[own.plan.key]) + "#c7" in page
    assert "组建行政审批局" in page
    assert [held for _point, held in response.context["points"]] == [None, False]
    obligation(own.plan, cast.own, 2).submit(by=cast.officer, on=clock.today(), document_number="2号")
    assert [held for _point, held in page_of(as_(cast.officer), own).context["points"]] == [None, True]


def test_history_runs_newest_first_and_marks_what_was_undone(cast, own, as_):
    own.start(by=cast.officer, on=clock.today())
    own.undo(by=cast.officer, on=clock.today())
    lines = page_of(as_(cast.officer), own).context["lines"]
    assert [(line.entry.verb, line.undone) for line in lines] == [("undo", False), ("start", True), ("issue", False)]


def test_the_reason_of_a_return_stands_over_the_form(cast, own, as_):
    own.submit(by=cast.officer, on=clock.today(), document_number="1号")
    own.return_for_rework(by=cast.reviewer, on=clock.today(), text="请补充文号", preset="材料不全")
    response = page_of(as_(cast.officer), own)
    assert response.context["returned"].text == "请补充文号"
    assert response.content.decode().index("材料不全") < response.content.decode().index('id="report"')


def test_the_last_report_can_be_taken_as_a_beginning(cast, own, as_):
    own.report(by=cast.officer, on=clock.today(), text="首批8人到岗")
    page = page_of(as_(cast.officer), own, again="").content.decode()
    assert "首批8人到岗</textarea>" in page


def test_an_act_can_be_undone_from_the_page_for_half_a_minute(cast, own, as_):
    own.start(by=cast.officer, on=clock.today())
    assert page_of(as_(cast.officer), own).context["undo"]["seconds"] == 30
    with clock.at(clock.now() + clock.timedelta(seconds=31)):
        assert page_of(as_(cast.officer), own).context["undo"] is None
    assert page_of(as_(cast.colleague), own).context["undo"] is None


def test_its_queries_do_not_grow_with_its_history(cast, own, as_):
    def count():
        page_of(client, own)
        with CaptureQueriesContext(connection) as seen:
            page_of(client, own)
        return len(seen)

    client = as_(cast.officer)
    own.report(by=cast.officer, on=clock.today(), text="进展")
    few = count()
    for number in range(20):
        own.report(by=cast.officer, on=clock.today(), text=f"进展{number}")
    assert count() == few <= 24
