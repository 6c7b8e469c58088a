"""Problems on their pages: raised from what is written already, listed, answered, confirmed."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks import drafts, problem_panels
from tasks.models import Problem
from tests.cast import at, obligation
from tests.tasks.problems import did, in_state, raised

LIST, NEW = "/problems/", "/problems/new/"
WISH = {"kind": "staff", "text": "人手不足", "asked": "请市局派员", "since_on": "2021-02-01"}


def post(client, problem, verb, **words):
    words = {"version": problem.version, "key": uuid.uuid4()} | words
    return client.post(reverse(f"tasks:problem_{verb}", args=[problem.key]), words)


def page(client, problem):
    return client.get(reverse("tasks:problem", args=[problem.key]))


def test_the_words_of_the_latest_difficulty_are_there_already(cast, own, as_):
    own.report(by=cast.officer, on=at(2, 18).date(), text="进展", difficulty="场所未交付")
    own.report(by=cast.officer, on=at(2, 18).date(), text="再报")
    form = as_(cast.officer).get(NEW, {"obligation": own.key}).context["form"]
    assert (form["text"].value(), str(form["since_on"].value())) == ("场所未交付", "2021-02-18")
    drafts.keep(own, cast.officer, {"difficulty": "场所仍未交付"})
    form = as_(cast.officer).get(NEW, {"obligation": own.key}).context["form"]
    assert form["text"].value() == "场所仍未交付"


@pytest.mark.parametrize("about", [True, False])
def test_it_is_raised_once_however_often_it_is_sent(cast, own, as_, about):
    url = f"{NEW}?obligation={own.key}" if about else NEW
    words = WISH | {"key": uuid.uuid4()}
    answers = [as_(cast.officer).post(url, words) for _time in range(2)]
    problem = Problem.objects.get()
    assert [answer.url for answer in answers] == [reverse("tasks:problem", args=[problem.key])] * 2
    assert (problem.unit, problem.plan, problem.obligation) == (cast.own, own.plan, own if about else None)
    assert [step.verb for step in problem.steps.all()] == ["raise"]


@pytest.mark.parametrize("lacking", ["kind", "text", "asked"])
def test_what_is_lacking_is_asked_for_and_the_words_stay(cast, own, as_, lacking):
    answer = as_(cast.officer).post(NEW, WISH | {lacking: ""})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [lacking]
    assert (WISH["asked"] if lacking != "asked" else WISH["text"]) in answer.content.decode()
    assert not Problem.objects.exists()


def test_under_several_notices_the_plan_is_chosen_and_without_any_none_can_be_raised(cast, plan, as_):
    other = cast.plan("赣市办字〔2021〕30号")
    answer = as_(cast.officer).post(NEW, WISH | {"plan": other.key})
    assert answer.status_code == 303 and Problem.objects.get().plan == other
    type(plan).objects.update(withdrawn_at=at(2, 17))
    assert as_(cast.officer).post(NEW, WISH).status_code == 422


@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_an_obligation_that_is_none_is_not_found(cast, plan, as_, key):
    assert as_(cast.officer).get(NEW, {"obligation": key}).status_code == 404


def test_the_list_has_what_waits_longest_first_then_what_is_to_be_confirmed(cast, plan, as_):
    for state in ("closed", "answered", "taken"):
        in_state(cast, plan, state)
    raised(cast, plan, cast.foreign, at(1, 18))
    rows = as_(cast.reviewer).get(LIST).context["rows"]
    assert [row.problem.state for row in rows] == ["raised", "taken", "answered", "closed"]
    assert [row.days for row in rows] == [19, 17, 0, 0]
    assert [row.problem.unit for row in as_(cast.foreigner).get(LIST).context["rows"]] == [cast.foreign]


@pytest.mark.parametrize(
    ("narrowed", "states"),
    [
        ({"state": "waiting"}, ["raised", "taken"]),
        ({"state": "answered"}, ["answered"]),
        ({"kind": "process"}, []),
        ({"unit": "dingnan"}, ["raised"]),
        ({"state": "nonsense", "unit": "nobody"}, ["raised", "taken", "answered"]),
    ],
)
def test_the_list_is_narrowed_by_the_address(cast, plan, as_, narrowed, states):
    in_state(cast, plan, "taken")
    in_state(cast, plan, "answered")
    raised(cast, plan, cast.foreign, at(1, 18))
    rows = as_(cast.reviewer).get(LIST, narrowed).context["rows"]
    assert [row.problem.state for row in rows] == states


def test_the_list_takes_the_same_queries_however_many_there_are(cast, plan, as_):
    client, counts = as_(cast.reviewer), []
    client.get(LIST)
    for _more in range(2):
        for _each in range(3):
            in_state(cast, plan, "answered")
            raised(cast, plan, cast.foreign, obligation=obligation(plan, cast.foreign))
        with CaptureQueriesContext(connection) as counted:
            client.get(LIST)
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize(
    ("who", "state", "places"),
    [
        ("reviewer", "raised", {"take", "answer", "refer", "close"}),
        ("bureau_lead", "referred", {"answer", "refer", "close"}),
        ("reviewer", "answered", {"answer", "close"}),
        ("reviewer", "confirmed", set()),
        ("officer", "raised", {"confirm"}),
        ("lead", "answered", {"confirm", "reopen"}),
        ("officer", "closed", {"reopen"}),
    ],
)
def test_each_sees_the_forms_that_can_be_sent_now(cast, plan, as_, who, state, places):
    answer = page(as_(getattr(cast, who)), in_state(cast, plan, state))
    posts = set(re.findall(r'action="/problems/[^"]*/(\w+)/"', answer.content.decode()))
    assert posts == places == set(answer.context["forms"])


def test_answered_it_waits_for_the_pilot_and_for_nobody_at_the_bureau(cast, plan, as_):
    def counts():
        pages = (as_(who).get(LIST) for who in (cast.reviewer, cast.officer, cast.foreigner))
        return [next(item.count for item in each.context["nav"] if item.name == "problems") for each in pages]

    problem = raised(cast, plan)
    before = counts()
    assert post(as_(cast.reviewer), problem, "answer", text="派员", promised_on="2021-03-05").status_code == 303
    assert (before, counts()) == ([1, 0, 0], [0, 1, 0])


def test_an_answer_without_a_day_is_refused_with_its_words(cast, plan, as_):
    answer = post(as_(cast.reviewer), raised(cast, plan), "answer", text="三月派员")
    assert answer.status_code == 422 and "三月派员" in answer.content.decode()
    assert list(answer.context["forms"]["answer"].errors) == ["promised_on"]


def test_who_was_slower_reads_what_happened_and_can_send_the_same_words_again(cast, plan, as_):
    problem = raised(cast, plan)
    did(cast, Problem.objects.get(), "take")
    client = as_(cast.reviewer)
    answer = post(client, problem, "answer", text="三月派员", promised_on="2021-03-05")
    form = answer.context["forms"]["answer"]
    assert answer.status_code == 409 and "三月派员" in answer.content.decode()
    assert "有新的办理记录" in answer.content.decode()
    again = {"version": form["version"].value(), "key": form["key"].value()}
    assert post(client, problem, "answer", text="三月派员", promised_on="2021-03-05", **again).status_code == 303
    assert Problem.objects.get().state == "answered"


@pytest.mark.parametrize(("outside", "said"), [("", "转办"), ("on", "商请")])
def test_the_history_says_whether_it_was_handed_over_or_asked_by_courtesy(cast, plan, as_, outside, said):
    problem = raised(cast, plan)
    client = as_(cast.reviewer)
    assert post(client, problem, "refer", body="某单位", outside=outside).status_code == 303
    line = page(client, problem).context["lines"][0]
    assert (line.title, dict(line.facts)["转办单位"]) == (said, "某单位")


def test_an_obligation_and_a_unit_show_their_problems_with_the_answer(cast, own, as_):
    problem_panels.register()
    did(cast, raised(cast, own.plan, obligation=own), "answer", text="三月派员")
    raised(cast, own.plan, text="综合性问题")
    of_one, of_unit = reverse("tasks:obligation", args=[own.key]), reverse("tasks:unit", args=[cast.own.key])
    for who, raises in ((cast.officer, True), (cast.reviewer, False)):
        client = as_(who)
        shown = client.get(of_one).content.decode()
        assert "三月派员" in shown and (f"/problems/new/?obligation={own.key}" in shown) == raises
        shown = client.get(of_unit).content.decode()
        assert "三月派员" in shown and "综合性问题" in shown and ('href="/problems/new/"' in shown) == raises


def test_without_a_problem_only_the_unit_itself_is_shown_where_to_raise_one(cast, own, as_):
    problem_panels.register()
    url = reverse("tasks:obligation", args=[own.key])
    shown = {who: "h-problems" in as_(getattr(cast, who)).get(url).content.decode() for who in ("officer", "reviewer")}
    assert shown == {"officer": True, "reviewer": False}
