"""Joint meetings on their pages: recorded in one form, listed with what is still to be done."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.meetings import Decided
from tasks.models import JointMeeting, MeetingDecision
from tests.tasks.problems import raised

LIST, NEW, ON = "/meetings/", "/meetings/new/", date(2021, 2, 18)
HELD = {"held_on": "2021-02-17", "subject": "第一次会议"}


def met(plan, by, unit, *decisions) -> JointMeeting:
    decided = [each if isinstance(each, Decided) else Decided(each) for each in decisions]
    return JointMeeting.record(by=by, on=ON, plan=plan, unit=unit, held_on=ON, subject="联席会议", decisions=decided)


def test_one_form_records_day_subject_decisions_and_the_problems_dealt_with(cast, plan, as_):
    ticked, decided = raised(cast, plan), raised(cast, plan)
    words = HELD | {
        "key": uuid.uuid4(),
        "text1": "增调人员",
        "who1": "区委组织部",
        "due1": "2021-02-26",
        "problem1": decided.key,
        "text3": "增经费",
        "problems": [ticked.key],
    }
    answers = [as_(cast.officer).post(NEW, words) for _time in range(2)]
    meeting = JointMeeting.objects.get()
    assert [answer.url for answer in answers] == [reverse("tasks:meeting", args=[meeting.key])] * 2
    assert (meeting.unit, meeting.level, meeting.held_on) == (cast.own, "county", date(2021, 2, 17))
    rows = list(meeting.decisions.values_list("order", "text", "responsible", "due_on", "problem"))
    assert rows == [(1, "增调人员", "区委组织部", date(2021, 2, 26), decided.pk), (2, "增经费", "", None, None)]
    assert [problem.steps.last().meeting for problem in (ticked, decided)] == [meeting, meeting]


def test_the_bureau_records_the_citys_and_deals_with_any_pilots_problem(cast, plan, as_):
    problem = raised(cast, plan, cast.foreign)
    client = as_(cast.reviewer)
    assert f'value="{problem.key}" checked' in client.get(NEW, {"problem": problem.key}).content.decode()
    assert client.post(NEW, HELD | {"problems": [problem.key]}).status_code == 303
    assert (JointMeeting.objects.get().unit, problem.steps.last().verb) == (None, "meet")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"held_on": "2021-02-19"}, "held_on"),
        ({"held_on": ""}, "held_on"),
        ({"subject": ""}, "subject"),
        ({"who2": "县委组织部"}, "text2"),
        ({"problems": ["nonsense"]}, "problems"),
        ({"problems": [str(uuid.uuid4())]}, "problems"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_words_stay(cast, plan, as_, words, field):
    raised(cast, plan)
    answer = as_(cast.officer).post(NEW, HELD | {"text1": "增调人员"} | words)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert "增调人员" in answer.content.decode() and not JointMeeting.objects.exists()


def test_the_list_has_the_decisions_left_by_their_day_and_narrows_to_one_county(cast, plan, as_):
    met(plan, cast.officer, cast.own, Decided("不限时"), Decided("先办", due_on=date(2021, 2, 10)))
    met(plan, cast.foreigner, cast.foreign, Decided("后办", due_on=date(2021, 3, 1)))
    met(plan, cast.reviewer, None)
    context = as_(cast.reviewer).get(LIST).context
    assert [(each.text, late) for each, late in context["left"]] == [("先办", True), ("后办", False), ("不限时", False)]
    assert [one.unit for one in context["page"]] == [None, cast.foreign, cast.own]
    context = as_(cast.reviewer).get(LIST, {"unit": "dingnan"}).context
    assert [each.text for each, _late in context["left"]] == ["后办"] and len(context["page"]) == 1
    assert [one.unit for one in as_(cast.foreigner).get(LIST).context["page"]] == [None, cast.foreign]


def test_the_list_takes_the_same_queries_however_many_there_are(cast, plan, as_):
    client, counts = as_(cast.reviewer), []
    client.get(LIST)
    for _more in range(2):
        for _each in range(3):
            met(plan, cast.officer, cast.own, "增人", "增经费")
        with CaptureQueriesContext(connection) as counted:
            client.get(LIST)
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 12


def test_a_pilot_reads_the_citys_decisions_without_those_about_another_pilot(cast, plan, as_):
    problem = raised(cast, plan, text="别县的问题")
    meeting = met(plan, cast.reviewer, None, Decided("派员", problem=problem), "统一口径")
    shown = as_(cast.foreigner).get(reverse("tasks:meeting", args=[meeting.key])).content.decode()
    assert "统一口径" in shown and "派员" not in shown and "别县的问题" not in shown
    (row,) = as_(cast.foreigner).get(LIST).context["page"]
    assert (row.decided, row.undone) == (1, 1)


def test_a_decision_is_marked_as_carried_out_with_its_day(cast, plan, as_):
    meeting = met(plan, cast.officer, cast.own, "增人")
    url = reverse("tasks:decision_done", args=[meeting.key, 1])
    client = as_(cast.officer)
    assert client.post(url, {"done_on": "2021-02-19"}).status_code == 422
    assert client.post(url, {"done_on": "2021-02-18"}).status_code == 303
    assert MeetingDecision.objects.get().done_on == ON
    assert client.post(url, {}).status_code == 422
