"""人员划转台账: names for those alone who may see them, figures for all in reach, and what the county writes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from base import clock
from base.models import AuditRecord
from tests.cast import at
from tests.tools.filled import Filled
from transfers.facts import Change, write
from transfers.models import Item, StaffMember

from ..tools.papers import words_of
from .books import accepted, agreement, department, item, kept, on, person, revised, session

pytestmark = pytest.mark.usefixtures("the_day")
HTMX = {"HX-Request": "true"}
CITY = reverse("transfers:staff_home")
NAME = "欧阳承训"


def page(unit, query=""):
    return reverse("transfers:staff", args=[unit.key]) + query


def member(one, name="member"):
    return reverse(f"transfers:{name}", args=[one.unit.key, one.key])


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def shown(response):
    return [one.name for one in response.context["roster"].page]


def answers(one, **changed):
    """What the form of a person posts, as it was opened."""
    said = {name: value for name, value in one.values().items() if value not in (None, False)}
    return {"version": one.version, **said, **changed}


@pytest.fixture
def ledger(cast):
    """Two departments of ten; three people arrived, one is still to come; one works alone, one handles an item."""
    cast.where, cast.other = department(cast, staff=10), department(cast, "区民政局", staff=10, order=2)
    accepted(cast)
    cast.item = item(cast, cast.where)
    cast.trained = person(cast, cast.where, NAME, post_moved=True, items=[str(cast.item.key)])
    revised(cast, cast.trained, on(2, 8), confirmed_on=on(2, 8))
    cast.idle = person(cast, cast.where, "钟美玲", post_moved=True)
    cast.stayed = person(cast, cast.other, "黄志强", items=[str(cast.item.key)], post_kind="institution")
    cast.coming = person(cast, cast.other, "曾庆华", arrived=None)
    cast.session = session(cast, cast.where, [cast.trained])
    return cast


# -- who sees what ---------------------------------------------------------------------------------
def test_the_county_sees_its_people_against_the_floor(ledger, as_):
    seen = as_(ledger.officer).get(page(ledger.own)).context
    share = seen["book"].share
    assert (share.moved, share.of, share.short, seen["heads"].gauge.per_cent) == (3, 20, 3, "15.0%")
    assert [(part.name, part.before, part.moved) for part in seen["heads"].parts] == [
        ("区发展改革委", 10, 2),
        ("区民政局", 10, 1),
    ]
    assert NAME in as_(ledger.officer).get(page(ledger.own)).content.decode()


def test_a_name_reaches_nobody_who_may_not_read_it(ledger, as_):
    bureau = as_(ledger.bureau_lead)
    for url in (page(ledger.own), page(ledger.own, f"?q={NAME}"), page(ledger.own, "?on=2021-02-08"), CITY):
        for headers in ({}, HTMX):
            answer = bureau.get(url, headers=headers)
            assert answer.status_code == 200
            assert NAME not in answer.content.decode()
            assert answer.context.get("roster") is None


@pytest.mark.parametrize("name", ["member", "session"])
def test_pages_of_names_are_closed_to_whoever_may_not_read_them(ledger, as_, name):
    url = member(ledger.trained if name == "member" else ledger.session, name)
    assert as_(ledger.bureau_lead).get(url).status_code == 403
    assert as_(ledger.foreigner).get(url).status_code == 404
    assert NAME in as_(ledger.officer).get(url).content.decode()


def test_a_named_person_of_the_bureau_reads_names_and_changes_nothing(ledger, as_):
    ledger.reviewer.sees_names = True
    ledger.reviewer.save()
    bureau = as_(ledger.reviewer)
    assert NAME in bureau.get(page(ledger.own)).content.decode()
    assert b"<form" not in bureau.get(member(ledger.trained)).content.split(b"<main")[1]
    assert bureau.post(member(ledger.trained), answers(ledger.trained)).status_code == 403


def test_without_names_the_kinds_of_posts_are_counted(ledger, as_):
    parts = as_(ledger.bureau_lead).get(page(ledger.own)).context["heads"].parts
    assert [part.kinds for part in parts] == [[2, 0, 0, 0, 0], [0, 0, 1, 0, 0]]


def test_the_county_goes_to_its_own_ledger_and_the_bureau_to_all_pilots(ledger, as_):
    assert as_(ledger.officer).get(CITY)["Location"] == page(ledger.own)
    city = as_(ledger.bureau_lead).get(CITY).context["city"]
    assert [str(place.unit) for place in city.places] == ["章贡区", "定南县", "赣州经开区"]
    assert (city.places[0].share.moved, city.total["staff_before"], city.met) == (3, 20, 0)
    assert as_(ledger.admin).get(CITY).status_code == 403


def test_the_citys_table_of_a_past_day_is_what_was_then_recorded(ledger, as_):
    bureau = as_(ledger.bureau_lead)
    counted = {day: bureau.get(CITY, {"on": day}).context["city"].places[0] for day in ("2021-01-22", "2021-01-25")}
    assert [(place.share.of, place.share.accepted) for place in counted.values()] == [(20, False), (20, True)]
    assert bureau.get(CITY, {"on": "2021-01-22"}).context["city"].places[0].share.moved == 0


# -- the roster ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", [NAME, "曾庆华", "钟美玲", "黄志强"]),
        ("?show=open", ["钟美玲", "黄志强"]),
        ("?show=post", ["黄志强"]),
        ("?show=idle", ["钟美玲"]),
        ("?show=coming", ["曾庆华"]),
        ("?show=open&q=民政", ["黄志强"]),
        ("?q=欧阳", [NAME]),
        ("?q=nobody", []),
    ],
)
def test_the_roster_is_narrowed(ledger, as_, query, names):
    assert sorted(shown(as_(ledger.officer).get(page(ledger.own, query)))) == sorted(names)


def test_the_roster_goes_out_as_it_is_filtered_to_those_who_may_see_names(ledger, as_):
    rows = Filled(as_(ledger.officer).get(page(ledger.own, "?show=open&q=民政&format=xlsx")).content).rows()
    assert [(row["姓名"], row["原部门"]) for row in rows] == [("黄志强", "区民政局")]
    assert as_(ledger.bureau_lead).get(page(ledger.own, "?format=xlsx")).status_code == 403


def test_a_filter_answers_with_the_roster_alone(ledger, as_):
    answer = as_(ledger.officer).get(page(ledger.own, "?show=idle"), headers=HTMX)
    assert b"<html" not in answer.content and b'id="roster"' in answer.content


def test_twenty_people_are_shown_at_a_time(ledger, as_):
    people = [
        Change(StaffMember, {"name": f"人员{n:02}", "department": ledger.where.key, "arrived_on": on(2, 3)})
        for n in range(21)
    ]
    kept(ledger, on(2, 3), *people)
    first, second = (as_(ledger.officer).get(page(ledger.own, query)) for query in ("", "?page=2"))
    assert (len(shown(first)), len(shown(second))) == (20, 5)
    assert not set(shown(first)) & set(shown(second))


def test_what_does_not_fit_leads_to_what_mends_it(ledger, as_):
    agreement(ledger, ledger.item)
    loose = item(ledger, ledger.other, name="无人承办", code="2")
    agreement(ledger, loose)
    revised(ledger, ledger.item, on(2, 17), cut_over_on=on(2, 17))
    revised(ledger, loose, on(2, 17), cut_over_on=on(2, 17))
    seen = as_(ledger.officer).get(page(ledger.own))
    heads = seen.context["heads"]
    assert ([found.subject.name for found in heads.unhandled], heads.idle, heads.stayed) == (["无人承办"], 1, 1)
    assert member(ledger.idle) in seen.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(ledger, as_):
    def filled(people, items):
        with clock.at(at(2, 9)):
            rows = [
                Change(StaffMember, {"name": f"{n}", "department": ledger.where.key, "arrived_on": on(2, 3)})
                for n in range(people)
            ]
            listed = [
                Change(Item, {"name": f"{n}", "code": f"{people}-{n}", "department": ledger.where.key})
                for n in range(items)
            ]
            write(ledger.own, rows + listed, by=ledger.officer, on=on(2, 9))
        pages = {ledger.officer: page(ledger.own), ledger.bureau_lead: page(ledger.own)}
        counted = [queries_of(as_(reader), url) for reader, url in pages.items()]
        return [
            *counted,
            queries_of(as_(ledger.officer), member(ledger.idle)),
            queries_of(as_(ledger.bureau_lead), CITY),
        ]

    few = filled(8, 59)
    assert filled(108, 540) == few
    assert few[0] <= 14 and few[1] <= 15
    assert few[3] < 10


# -- writing ---------------------------------------------------------------------------------------
def test_a_person_is_registered(ledger, as_):
    new = {
        "name": "叶志明",
        "department": str(ledger.where.key),
        "post_kind": "like_civil",
        "arrived_on": "2021-02-10",
        "items": [str(ledger.item.key)],
    }
    answer = as_(ledger.officer).post(reverse("transfers:member_new", args=[ledger.own.key]), new)
    assert answer["Location"] == page(ledger.own)
    one = StaffMember.objects.current().get(name="叶志明")
    assert (one.post_kind, one.arrived_on, one.items) == ("like_civil", on(2, 10), [str(ledger.item.key)])


@pytest.mark.parametrize(
    ("field", "typed"),
    [("arrived_on", "2021-02-19"), ("arrived_on", "2021-02-30"), ("department", ""), ("name", ""), ("items", "x")],
)
def test_what_cannot_be_is_refused_under_its_field(ledger, as_, field, typed):
    answer = as_(ledger.officer).post(member(ledger.idle), answers(ledger.idle, **{field: typed}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert StaffMember.objects.filter(key=ledger.idle.key).count() == 1


def test_nobody_but_the_county_writes(ledger, as_):
    for who, status in ((ledger.reviewer, 403), (ledger.bureau_lead, 403), (ledger.foreigner, 404)):
        assert as_(who).post(member(ledger.idle), answers(ledger.idle, post="x")).status_code == status
    assert StaffMember.objects.current().get(key=ledger.idle.key).post == "审批股"


def test_two_texts_stand_side_by_side_and_mine_can_be_kept(ledger, as_):
    revised(ledger, ledger.idle, on(2, 17), post="窗口")
    answer = as_(ledger.officer).post(member(ledger.idle), answers(ledger.idle, post="规划股"))
    assert answer.status_code == 409
    assert [(mine, theirs) for _label, mine, theirs in answer.context["form"].clash] == [("规划股", "窗口")]
    assert 'name="version" value="2"' in answer.content.decode()
    assert (
        as_(ledger.officer).post(member(ledger.idle), answers(ledger.idle, post="规划股", version=2)).status_code == 303
    )
    assert StaffMember.objects.current().get(key=ledger.idle.key).post == "规划股"


def test_the_same_post_again_changes_nothing(ledger, as_):
    sent = answers(ledger.idle, post="规划股", key="6f3d1f5e-8a80-4b83-9a3d-0a8a9d6f9d11")
    for _again in range(2):
        assert as_(ledger.officer).post(member(ledger.idle), sent).status_code == 303
    assert StaffMember.objects.filter(key=ledger.idle.key).count() == 2


def test_taking_a_person_out_needs_the_reason_and_keeps_the_history(ledger, as_):
    url = member(ledger.idle, "member_remove")
    assert as_(ledger.officer).post(url, {"version": 1, "reason": " "}).status_code == 422
    assert as_(ledger.officer).post(url, {"version": 1, "reason": "本人调离"}).status_code == 303
    assert not StaffMember.objects.current().filter(key=ledger.idle.key).exists()
    last = StaffMember.objects.filter(key=ledger.idle.key).latest("version")
    assert (last.removed, last.why) == (True, "本人调离")
    assert as_(ledger.officer).get(member(ledger.idle)).status_code == 404
    assert as_(ledger.officer).get(member(ledger.idle) + "?on=2021-02-08").status_code == 200


def test_the_history_says_who_changed_what(ledger, as_):
    lines = as_(ledger.officer).get(member(ledger.trained)).context["lines"]
    assert [line.changes for line in lines if not line.is_first] == [[("可独立承担确认日期", "—", "2021-02-08")]]


# -- confirming several ----------------------------------------------------------------------------
def confirmation(ledger, as_, day, *people):
    url = reverse("transfers:confirm_people", args=[ledger.own.key])
    ticked = [f"{one.key}:{one.version}" for one in people]
    return as_(ledger.officer).post(url, {"confirmed_on": day, "people": ticked})


def test_several_people_are_confirmed_at_once(ledger, as_):
    assert confirmation(ledger, as_, "2021-02-18", ledger.idle, ledger.stayed).status_code == 303
    confirmed = StaffMember.objects.current().filter(confirmed_on__isnull=False)
    assert sorted(one.name for one in confirmed) == sorted([NAME, "钟美玲", "黄志强"])


@pytest.mark.parametrize(("day", "said"), [("2021-02-01", "钟美玲"), ("2021-02-19", "钟美玲"), ("", "日期")])
def test_a_day_that_cannot_be_names_the_person_and_confirms_nobody(ledger, as_, day, said):
    answer = confirmation(ledger, as_, day, ledger.idle, ledger.stayed)
    assert answer.status_code == 422
    assert said in str(answer.context["confirming"].errors["confirmed_on"])
    assert StaffMember.objects.current().filter(confirmed_on__isnull=False).count() == 1


def test_confirming_needs_people_of_the_own_roster_as_they_were_seen(ledger, as_):
    assert confirmation(ledger, as_, "2021-02-18").status_code == 422
    revised(ledger, ledger.idle, on(2, 17), confirmed_on=on(2, 17))
    assert confirmation(ledger, as_, "2021-02-18", ledger.idle).status_code == 409
    ledger.idle.key = ledger.session.key
    assert confirmation(ledger, as_, "2021-02-18", ledger.idle).status_code == 422


# -- a past day, a paper ---------------------------------------------------------------------------
def test_a_past_day_is_read_only(ledger, as_):
    seen = as_(ledger.officer).get(page(ledger.own, "?on=2021-02-05"))
    assert [one.is_trained for one in seen.context["roster"].people] == [False] * 4
    assert not seen.context["may_keep"]
    assert reverse("transfers:member_new", args=[ledger.own.key]) not in seen.content.decode()
    assert b'name="people"' not in seen.content


def frozen(client, unit, query=""):
    answer = client.get(reverse("transfers:staff_pdf", args=[unit.key]) + query)
    assert answer["Content-Type"] == "application/pdf"
    return answer, words_of(answer.content)


def test_the_ledger_is_kept_as_a_paper_of_its_day_and_the_log_knows(ledger, as_):
    answer, text = frozen(as_(ledger.officer), ledger.own, "?on=2021-02-08")
    assert NAME in text and "2021年2月8日" in text
    assert "20210208.pdf" in answer["Content-Disposition"]
    record = AuditRecord.objects.get(act="export")
    assert record.what == "章贡区人员划转台账-20210208.pdf" and NAME not in str(record.detail)


def test_the_paper_holds_no_name_for_whoever_may_not_read_it(ledger, as_):
    _answer, text = frozen(as_(ledger.bureau_lead), ledger.own)
    assert NAME not in text and "区发展改革委" in text
