"""基层负担: what counts as a request, what was filled in, month by month, and what is said before another request."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alerts.models import Alert, Kind, Notice, Rung
from base import clock
from base.models import StoredFile
from reports.burden import FIELDS, LEDGERS, kept
from reports.months import Month, months
from reports.requests import KINDS, requests
from tasks.models import Evidence
from tests.cast import at, obligation
from tests.reports.evenings import History
from tests.tools.filled import Filled

pytestmark = pytest.mark.django_db
URL = "/dashboard/burden/"
FEBRUARY = Month(date(2021, 2, 1))


@pytest.fixture(autouse=True)
def _the_day():
    with clock.at(at(2, 18, 11)):
        yield


@pytest.fixture
def past():
    return History()


def did(past, who, verb, month=2, day=10, **words):
    """One act on row 1 of Zhanggong."""
    with clock.at(at(month, day)):
        one = obligation(past.plan, past.cast.own)
        getattr(one, verb)(by=getattr(past.cast, who), on=date(2021, month, day), **words)
    return obligation(past.plan, past.cast.own)


def closed(past):
    did(past, "officer", "submit", document_number="1号", short_reason="先行报送")
    return did(past, "reviewer", "sign_off")


def noticed(past, rung):
    one = obligation(past.plan, past.cast.own)
    words = {"kind": Kind.RUNG, "rung": rung, "deadline_version": 1, "raised_on": date(2021, 2, 9)}
    alert = Alert.objects.create(obligation=one, raised_at=at(2, 9), **words)
    Notice.objects.create(alert=alert, issuer="市行政审批局", days_late=9, reply_by=date(2021, 2, 19))


def asked(past, month=FEBRUARY):
    return [each.kind for each in requests([past.cast.own], month)]


CHECK = {"way": "on_site", "held": True}
# who does what with an obligation in progress, or one closed out -> as which kinds of request it counts
OPEN = [
    ("reviewer", "chase", {}, ["chase"]),
    ("reviewer", "comment", {"text": "请抓紧"}, ["comment"]),
    ("bureau_lead", "instruct", {"text": "请专题研究"}, ["instruct"]),
    ("officer", "comment", {"text": "已安排"}, []),
    ("officer", "report", {"text": "进展"}, []),
    ("reviewer", "report", {"text": "代报"}, []),
]
CLOSED = [
    ("bureau_lead", "spot_check", CHECK, ["spot_check"]),
    ("bureau_lead", "spot_check", CHECK | {"way": "by_system"}, []),
    ("bureau_lead", "spot_check", CHECK | {"held": False, "text": "未挂牌"}, ["reopen", "spot_check"]),
    ("reviewer", "reopen", {"text": "情况有变"}, ["reopen"]),
]


@pytest.mark.parametrize(("who", "verb", "words", "kinds"), OPEN)
def test_what_the_bureau_asks_of_an_open_obligation_is_a_request(past, who, verb, words, kinds):
    did(past, who, verb, **words)
    assert asked(past) == kinds


@pytest.mark.parametrize(("who", "verb", "words", "kinds"), CLOSED)
def test_what_it_asks_of_a_closed_one_is_a_request_unless_it_only_compares(past, who, verb, words, kinds):
    closed(past)
    did(past, who, verb, **words)
    assert sorted(asked(past)) == kinds


def test_a_return_is_a_request_with_its_reason_and_its_words(past):
    did(past, "officer", "submit", document_number="1号", short_reason="先行报送")
    did(past, "reviewer", "return_for_rework", preset="材料不全", text="请补附件")
    [each] = requests([past.cast.own], FEBRUARY)
    assert (each.kind, each.text, each.who, each.number, each.task) == (
        "return",
        "材料不全；请补附件",
        "陈建国",
        1,
        "任务1",
    )


@pytest.mark.parametrize(
    ("rung", "label"), [(Rung.REMINDER, "提醒单"), (Rung.URGING, "催办单"), (Rung.SUPERVISION, "督办单")]
)
def test_each_notice_of_the_ladder_is_a_request(past, rung, label):
    noticed(past, rung)
    [each] = requests([past.cast.own], FEBRUARY)
    assert (each.label, each.who, each.at) == (label, "市行政审批局", at(2, 9))


def test_what_is_to_follow_a_dispatch_is_asked_once_of_each_unit_it_concerns(client, past):
    cast, on = past.cast, date(2021, 2, 10)
    words = {"kind": "visit", "held_on": on, "text": "查看现场"}
    with clock.at(at(2, 10)):
        past.plan.record_dispatch(by=cast.reviewer, on=on, units=[cast.own], **words)
        one = past.plan.record_dispatch(
            by=cast.reviewer, on=on, units=[cast.own, cast.foreign], follow_up="补材料", **words
        )
        one.amend(by=cast.reviewer, on=on, units=[cast.own, cast.foreign], follow_up="月底前补材料")
    found = requests([cast.own, cast.foreign, cast.third], FEBRUARY)
    assert sorted(each.unit for each in found) == [cast.own.pk, cast.foreign.pk]
    assert {(each.kind, each.text, each.who, each.at, each.key) for each in found} == {
        ("dispatch", "补材料", "陈建国", at(2, 10), None)
    }
    client.force_login(cast.reviewer)
    assert "补材料" in client.get(f"{URL}zhanggong/").content.decode()
    [row] = Filled(client.get(f"{URL}zhanggong/?format=xlsx").content).rows()
    assert (row["要求类别"], row["要求内容"]) == ("调度后续要求", "补材料")
    assert "补材料" in client.get(f"/obligations/{obligation(past.plan, cast.own).key}/").content.decode()


def test_what_was_taken_back_was_not_asked(past):
    with clock.at(at(2, 10)):
        did(past, "bureau_lead", "instruct", text="请专题研究")
        did(past, "bureau_lead", "undo")
    assert asked(past) == []


def test_a_request_belongs_to_its_month_alone(past):
    did(past, "reviewer", "comment", 1, 29, text="一月")
    did(past, "reviewer", "comment", 2, 1, text="二月")
    assert [[each.text for each in requests([past.cast.own], Month(date(2021, month, 1)))] for month in (1, 2, 3)] == [
        ["一月"],
        ["二月"],
        [],
    ]


def test_every_month_since_the_plan_was_loaded_can_be_looked_at(client, past):
    assert [each.iso for each in months(date(2020, 11, 30), date(2021, 2, 18))] == [
        "2021-02",
        "2021-01",
        "2020-12",
        "2020-11",
    ]
    client.force_login(past.cast.reviewer)
    shown = {
        asked: client.get(URL, {"month": asked}).context["burden"].month.iso for asked in ("2021-01", "2020-12", "x")
    }
    assert shown == {"2021-01": "2021-01", "2020-12": "2021-02", "x": "2021-02"}


def test_every_ledger_has_a_name():
    assert {model.__name__ for model in kept()} == set(LEDGERS)


def test_fields_lines_files_and_ledger_rows_are_those_of_the_units_own_people(client, past):
    did(past, "officer", "report", text="进展", difficulty="人手不足", next_step="招录")
    did(past, "reviewer", "report", text="代报")
    did(past, "officer", "submit", document_number="1号", short_reason="先行报送")
    with clock.at(at(2, 11)):
        past.move_person(date(2021, 2, 11))
        past.move_person(date(2021, 2, 11))
    client.force_login(past.cast.reviewer)
    row = client.get(URL).context["burden"].rows[0]
    assert (row.unit, row.lines, row.fields_filled, row.files) == (past.cast.own, 2, 5, 0)
    assert {name: row.fields[name] for name in FIELDS if row.fields[name]} == {
        "text": 1,
        "difficulty": 1,
        "next_step": 1,
        "document_number": 1,
        "short_reason": 1,
    }
    assert row.facts == {"Department": 1, "StaffCount": 1, "StaffMember": 2}


def filled(client, past):
    """What the bureau sees of Zhanggong."""
    client.force_login(past.cast.reviewer)
    return client.get(URL).context["burden"].rows[0]


def test_a_reason_a_department_and_an_earlier_day_are_fields_too_and_a_day_left_as_it_was_is_none(client, past):
    did(past, "officer", "assign", lead_department="区委编办")
    did(past, "officer", "report", text="补记", true_on=date(2021, 2, 1))
    did(past, "officer", "report", text="当日", true_on=date(2021, 2, 10))
    did(past, "officer", "submit", document_number="1号", short_reason="先行报送")
    assert +filled(client, past).fields == {
        "text": 2,
        "document_number": 1,
        "short_reason": 1,
        "lead_department": 1,
        "true_on": 1,
    }


def test_notices_problems_and_own_meetings_are_written_at_the_base_too(client, past):
    noticed(past, Rung.REMINDER)
    with clock.at(at(2, 11)):
        Notice.objects.get().give_answer(by=past.cast.officer, on=date(2021, 2, 11), answer="月底前办结")
        past.raise_problem(date(2021, 2, 11))
        past.answer_problem(date(2021, 2, 11))
        past.confirm_problem(date(2021, 2, 11))
        past.meet(date(2021, 2, 11))
    found = filled(client, past)
    assert +found.fields == {"notices": 1, "problems": 1, "meetings": 1, "decisions": 1}
    assert len(found.fields_told) == 4 and found.lines == 0


def test_who_changes_unit_takes_no_past_month_along(client, past):
    one = obligation(past.plan, past.cast.own)
    stored = StoredFile.objects.create(sha256="0" * 64, size=1000, kind="jpg")
    sent = {"obligation": one, "stored": stored, "name": "挂牌.jpg", "uploaded_by": past.cast.officer}
    Evidence.objects.create(**sent, uploaded_at=at(2, 10))
    did(past, "officer", "submit", short_reason="先行报送", evidence=one.evidence.all())
    with clock.at(at(2, 11)):
        past.move_person(date(2021, 2, 11))
    before = filled(client, past)
    past.cast.officer.unit = past.cast.foreign
    past.cast.officer.save()
    after = filled(client, past)
    assert (after.files, after.facts) == (before.files, before.facts)
    assert (after.files, after.facts_recorded) == (1, 3)


def test_the_notice_says_the_order_not_the_list_of_units(client, past):
    for place, pilot in enumerate((past.cast.third, past.cast.own, past.cast.foreign), 11):
        past.plan.planpilot_set.filter(unit=pilot).update(order=place)
    client.force_login(past.cast.reviewer)
    rows = client.get(URL).context["burden"].rows
    assert [row.unit.key for row in rows] == ["jingkai", "zhanggong", "dingnan"]


def test_pilots_stand_in_the_order_of_the_notice_however_much_was_asked(client, past):
    did(past, "reviewer", "comment", text="请抓紧")
    client.force_login(past.cast.reviewer)
    found = client.get(URL).context["burden"]
    assert [(row.unit.key, len(row.asked)) for row in found.rows] == [("zhanggong", 1), ("dingnan", 0), ("jingkai", 0)]
    assert [number for _kind, number in found.total.by_kind] == [kind.name == "comment" for kind in KINDS]


@pytest.mark.parametrize(("who", "units"), [("reviewer", 3), ("bureau_lead", 3), ("officer", 1), ("foreigner", 1)])
def test_a_pilot_sees_itself_and_the_bureau_all(client, past, who, units):
    client.force_login(getattr(past.cast, who))
    assert len(client.get(URL).context["burden"].rows) == units


def test_a_figure_leads_to_what_it_is_made_of(client, past):
    did(past, "reviewer", "comment", text="请抓紧")
    client.force_login(past.cast.reviewer)
    assert f'href="{URL}zhanggong/?month=2021-02"' in client.get(URL).content.decode()
    assert "请抓紧" in client.get(f"{URL}zhanggong/").content.decode()
    assert "请抓紧" not in client.get(f"{URL}zhanggong/?month=2021-01").content.decode()


def test_both_pages_go_out_as_workbooks(client, past):
    did(past, "reviewer", "comment", text="请抓紧")
    client.force_login(past.cast.reviewer)
    rows = Filled(client.get(f"{URL}?format=xlsx").content).rows()
    assert [(row["责任单位"], row["上级要求"], row["市局意见"]) for row in rows][:: len(rows) - 1] == [
        ("章贡区", 1, 1),
        ("合计", 1, 1),
    ]
    [row] = Filled(client.get(f"{URL}zhanggong/?format=xlsx").content).rows()
    assert (row["要求类别"], row["要求内容"], row["提出人"]) == ("市局意见", "请抓紧", "陈建国")


def test_the_page_takes_the_same_queries_however_much_is_recorded(client, past):
    client.force_login(past.cast.reviewer)
    counts = []
    for _more in range(2):
        did(past, "reviewer", "comment", text="请抓紧")
        did(past, "officer", "report", text="进展")
        past.move_person(date(2021, 2, 18))
        client.get(URL)
        with CaptureQueriesContext(connection) as counted:
            client.get(URL)
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize(("who", "told"), [("reviewer", True), ("bureau_lead", True), ("officer", False)])
def test_before_something_is_asked_it_stands_there_what_was_asked_and_what_is_known(client, past, who, told):
    did(past, "officer", "report", text="已印发方案")
    did(past, "reviewer", "comment", text="请抓紧")
    client.force_login(getattr(past.cast, who))
    page = client.get(f"/obligations/{obligation(past.plan, past.cast.own).key}/")
    assert ("本月已向章贡区提出1次要求" in page.content.decode()) == told
    if told:
        [(_template, context)] = page.context["asking"]
        known = context["last"].text, context["figure"].text, context["proofs"]
        assert known == ("已印发方案", "原审批人员未登记", 0)


def test_what_the_last_report_gave_is_known_before_more_is_asked(client, past):
    did(
        past,
        "officer",
        "report",
        text="已印发",
        document_number="章府办〔2021〕3号",
        difficulty="缺编",
        next_step="招录",
    )
    client.force_login(past.cast.reviewer)
    page = client.get(f"/obligations/{obligation(past.plan, past.cast.own).key}/").content.decode()
    known = page.partition("本月已向章贡区提出")[2].partition("</details>")[0]
    assert all(words in known for words in ("章府办〔2021〕3号", "缺编", "招录")) and "已报送0件" not in known


@pytest.mark.parametrize(("who", "path"), [("bureau_lead", "spot-check"), ("reviewer", "reopen")])
def test_a_spot_check_and_a_reopening_say_so_too(client, past, who, path):
    one = closed(past)
    client.force_login(getattr(past.cast, who))
    page = client.get(f"/obligations/{one.key}/").content.decode()
    form = page.partition(f'action="/obligations/{one.key}/{path}/"')[2].partition("</form>")[0]
    assert form.count("本月已向章贡区提出0次要求") == 1


def test_a_return_from_the_queue_says_so_too(client, past):
    did(past, "officer", "submit", document_number="1号", short_reason="先行报送")
    client.force_login(past.cast.reviewer)
    assert "本月已向章贡区提出0次要求" in client.get("/review/").content.decode()


def test_the_bureaus_own_rows_are_no_burden_at_the_base(client, past):
    client.force_login(past.cast.bureau_lead)
    page = client.get(f"/obligations/{obligation(past.plan, past.cast.bureau, 3).key}/")
    assert page.context["instruction_form"] and page.context["asking"] == []


def test_on_a_past_day_nothing_is_asked_and_nothing_said(client, past):
    client.force_login(past.cast.reviewer)
    one = obligation(past.plan, past.cast.own)
    assert "提出0次要求" not in client.get(f"/obligations/{one.key}/?on=2021-01-20").content.decode()


def test_it_costs_one_query_where_the_form_stands_and_on_the_pilots_page(past):
    from reports.beforehand import before_asking, of_unit
    from tasks.asof import AsOf

    one, on = obligation(past.plan, past.cast.own), date(2021, 2, 18)
    board = SimpleNamespace(unit=past.cast.own)
    for ask in (lambda: before_asking(None, one, None, 0, on), lambda: of_unit(None, board, AsOf(on, on))):
        with CaptureQueriesContext(connection) as counted:
            ask()
        assert len(counted) == 1
