"""关注, 批示 and 抽查 on their pages: what is asked, where it stands, what it costs."""

import re
import uuid
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from base import clock
from tasks import instructions as told
from tasks.asof import AsOf
from tasks.ledger import Line, append
from tasks.models import Verb
from tests.cast import obligation
from tests.tools.filled import Filled

LATER = "2021-02-24"
CHECK = {"way": "by_phone", "held": "yes", "checked_on": "2021-02-18"}


def on():
    return clock.today()


def post(client, one, verb, **words):
    words = {"version": one.version, "key": uuid.uuid4()} | words
    return client.post(reverse(f"tasks:{verb}", args=[one.key]), words)


def page(client, one, **query):
    return client.get(reverse("tasks:obligation", args=[one.key]), query)


def instruct(one, cast, text="请专题研究"):
    one.instruct(by=cast.bureau_lead, on=on(), text=text)


@pytest.fixture
def done(own, cast):
    own.submit(by=cast.officer, on=on(), document_number="1号")
    own.sign_off(by=cast.reviewer, on=on())
    return obligation(own.plan, cast.own)


@pytest.mark.parametrize(
    ("who", "forms"),
    [
        ("officer", {"answer-instruction"}),
        ("lead", {"answer-instruction"}),
        ("reviewer", {"follow"}),
        ("bureau_lead", {"follow", "instruct"}),
    ],
)
def test_each_finds_the_forms_that_are_theirs(cast, own, as_, who, forms):
    instruct(own, cast)
    posts = set(
        re.findall(r'action="/obligations/[^"]*/([a-z-]+)/"', page(as_(getattr(cast, who)), own).content.decode())
    )
    assert posts & {"follow", "unfollow", "instruct", "answer-instruction", "spot-check"} == forms


@pytest.mark.parametrize(("who", "offered"), [("bureau_lead", True), ("reviewer", False), ("officer", False)])
def test_a_spot_check_is_offered_to_fresh_eyes_alone(cast, done, as_, who, offered):
    assert ("spot-check/" in page(as_(getattr(cast, who)), done).content.decode()) == offered


def test_the_usual_day_stands_in_the_form_and_is_taken_where_none_is_named(cast, own, as_):
    client = as_(cast.bureau_lead)
    assert str(page(client, own).context["instruction_form"]["reply_by"].value()) == LATER
    assert post(client, own, "instruct", text="请专题研究", reply_by="").status_code == 303
    assert str(own.entries.last().asked_due_on) == LATER


def test_an_instruction_sent_twice_is_given_once(cast, own, as_):
    words = {"text": "请专题研究", "key": uuid.uuid4()}
    answers = [post(as_(cast.bureau_lead), own, "instruct", **words).status_code for _time in range(2)]
    assert answers == [303, 303] and own.entries.instructions().count() == 1


def test_it_waits_in_the_menu_and_at_the_workbench_until_it_is_answered(cast, own, as_):
    told.register()

    def waiting(who):
        answer = as_(who).get("/workbench/")
        entry = next((item for item in answer.context["nav"] if item.name == "workbench"), None)
        return entry and entry.count, "请专题研究" in answer.content.decode()

    before = waiting(cast.officer)
    instruct(own, cast)
    assert (before, waiting(cast.officer), waiting(cast.foreigner)) == ((0, False), (1, True), (0, False))
    own = obligation(own.plan, cast.own)
    assert post(as_(cast.officer), own, "answer_instruction", text="已上会").status_code == 303
    assert waiting(cast.officer) == (0, False)


def test_an_answer_to_a_page_that_is_out_of_date_says_what_came_meanwhile(cast, own, as_):
    instruct(own, cast, "其一")
    seen = obligation(own.plan, cast.own)
    instruct(own, cast, "其二")
    client = as_(cast.officer)
    answer = post(client, seen, "answer_instruction", text="已上会")
    shown = answer.content.decode()
    assert answer.status_code == 409 and "其二" in shown and "已上会</textarea>" in shown
    form = answer.context["instruction_answer_form"]
    again = {"version": form["version"].value(), "key": form["key"].value()}
    assert post(client, seen, "answer_instruction", text="已上会", **again).status_code == 303


def test_a_failed_check_leads_back_to_the_page_of_what_is_open_again(cast, done, as_):
    client = as_(cast.bureau_lead)
    assert post(client, done, "spot_check", **CHECK | {"held": "no"}).status_code == 422
    assert post(client, done, "spot_check", **CHECK | {"held": "no", "text": "未挂牌"}).status_code == 303
    context = page(client, done).context
    assert context["obligation"].state == "in_progress" and context["undo"] is None
    assert [line.title for line in context["lines"][:2]] == ["重新办理", "抽查"]
    assert dict(context["lines"][1].facts) == {
        "抽查日期": "2021年2月18日",
        "抽查方式": "电话核实",
        "抽查结果": "不属实",
    }


def test_what_was_not_saved_of_a_check_is_shown_in_words(cast, done, as_):
    seen = obligation(done.plan, cast.own)
    done.comment(by=cast.reviewer, on=on(), text="请留存照片")
    answer = post(as_(cast.bureau_lead), seen, "spot_check", **CHECK | {"held": "no", "text": "未挂牌"})
    mine = answer.content.decode().partition("diff3")[2].partition("请留存照片")[0]
    assert answer.status_code == 409 and "电话核实" in mine and "不属实" in mine
    assert "by_phone" not in mine and ">no<" not in mine


def test_the_bureaus_buttons_say_what_they_do(cast, own, as_):
    assert 'data-busy="正在下达"' in page(as_(cast.bureau_lead), own).content.decode()
    own.submit(by=cast.officer, on=on(), document_number="1号")
    assert 'data-busy="正在退回"' in page(as_(cast.reviewer), own, **{"return": "1"}).content.decode()


def test_the_lead_of_the_bureau_is_not_asked_for_its_units_answer(cast, own, rf):
    one = obligation(own.plan, cast.bureau, 3)
    instruct(one, cast)
    asof, board = AsOf(on(), on()), SimpleNamespace(unit=cast.bureau)
    found = {}
    for who in (cast.bureau_lead, cast.reviewer):
        request = rf.get("/")
        request.user = who
        found[who.username] = told.of_unit(request, board, asof)["own"]
    assert found == {"bureau-lead": False, "reviewer": True}


def test_it_is_followed_and_no_longer_by_one_click_each(cast, own, as_):
    client = as_(cast.bureau_lead)
    for act, rows in (("follow", [own]), ("unfollow", [])):
        answer = client.post(reverse(f"tasks:{act}", args=[own.key]), HTTP_REFERER="http://testserver/obligations/?q=1")
        assert answer.status_code == 303 and answer.url == "/obligations/?q=1"
        assert [row.obligation for row, _waiting in client.get("/following/").context["rows"]] == rows


def test_what_is_followed_stands_there_with_what_is_asked_on_it(cast, own, as_):
    own.follow(by=cast.bureau_lead, on=on())
    instruct(own, cast)
    shown = as_(cast.bureau_lead).get("/following/").content.decode()
    assert "超期18天" in shown and "请专题研究" in shown and "2月24日前反馈" in shown
    [(row, waiting)] = as_(cast.bureau_lead).get("/following/", {"on": "2021-01-20"}).context["rows"]
    assert (row.look.label, waiting) == ("未启动", [])


@pytest.mark.parametrize(
    ("narrowed", "texts"),
    [
        ({}, ["未答", "已答"]),
        ({"state": "open"}, ["未答"]),
        ({"state": "answered"}, ["已答"]),
        ({"state": "late"}, []),
        ({"unit": "dingnan"}, ["未答"]),
        ({"state": "nonsense", "unit": "nobody"}, ["未答", "已答"]),
        ({"on": "2021-02-17"}, []),
    ],
)
def test_instructions_are_narrowed_by_the_address(cast, own, as_, narrowed, texts):
    instruct(own, cast, "已答")
    own.answer_instruction(by=cast.officer, on=on(), text="已上会")
    instruct(obligation(own.plan, cast.foreign), cast, "未答")
    rows = as_(cast.bureau_lead).get("/instructions/", narrowed).context["rows"]
    assert [row.entry.text for row in rows] == texts


@pytest.mark.parametrize(("found", "number"), [("", 2), ("yes", 1), ("no", 1)])
def test_spot_checks_say_how_much_was_looked_at_again(cast, done, as_, found, number):
    done.spot_check(by=cast.bureau_lead, on=on(), way="on_site", held=True)
    done.spot_check(by=cast.overseer, on=on(), way="by_papers", held=False, text="文号不符")
    answer = as_(cast.bureau_lead).get("/spot-checks/", {"found": found})
    assert len(answer.context["page"].object_list) == number
    assert "共抽查2次，不属实1次" in answer.content.decode()


# the address, what the first row of its workbook says
BOOKS = [
    ("/following/", {"责任单位": "定南县", "状态": "超期", "未反馈批示": "请专题研究"}),
    ("/instructions/", {"责任单位": "定南县", "批示内容": "请专题研究", "状态": "待反馈", "反馈日期": None}),
    ("/instructions/?state=answered", None),
    ("/spot-checks/", {"责任单位": "章贡区", "抽查方式": "现场查看", "抽查结果": "属实"}),
    ("/spot-checks/?on=2021-02-17", None),
]


@pytest.mark.parametrize(("url", "first"), BOOKS)
def test_each_list_goes_out_as_a_workbook(cast, done, as_, url, first):
    other = obligation(done.plan, cast.foreign)
    other.follow(by=cast.bureau_lead, on=on())
    instruct(other, cast)
    done.spot_check(by=cast.bureau_lead, on=on(), way="on_site", held=True)
    answer = as_(cast.bureau_lead).get(f"{url}{'&' if '?' in url else '?'}format=xlsx")
    rows = Filled(answer.content).rows()
    assert [{name: row.get(name) for name in first or ()} for row in rows[:1]] == ([] if first is None else [first])


@pytest.mark.parametrize(("url", "limit"), [("/following/", 6), ("/instructions/", 6), ("/spot-checks/", 7)])
def test_the_lists_take_the_same_queries_however_long_they_are(cast, plan, as_, url, limit):
    client = as_(cast.bureau_lead)
    counts = []
    for unit in (cast.own, cast.foreign, cast.third):
        for row in (1, 2):
            one = obligation(plan, unit, row)
            one.follow(by=cast.bureau_lead, on=on())
            instruct(one, cast)
            append(plan, [Line(one, Verb.SIGN_OFF, cast.reviewer, {"state": "done", "done_on": on()})])
            one.spot_check(by=cast.bureau_lead, on=on(), way="on_site", held=True)
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            client.get(url)
        counts.append(len(counted))
    assert counts[0] == counts[2] <= limit
