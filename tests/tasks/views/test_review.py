"""The bureau decides: verify, return, reopen, extend, chase; from the queue and the page, with and without htmx."""

from datetime import date

import pytest
from django.urls import reverse

from base import clock
from tasks.models import Checkpoint, Entry, Extension, Obligation
from tests.cast import at, obligation

HTMX = {"HX-Request": "true"}


def url(verb, one, **query):
    return reverse(f"tasks:{verb}", args=[one.key], query=query or None)


def decide(client, verb, one, headers=None, query=None, **data):
    return client.post(url(verb, one, **(query or {})), {"version": one.version, **data}, headers=headers or {})


def state(one):
    return Obligation.objects.get(pk=one.pk).state


@pytest.fixture
def sent(cast, own):
    """The own row 1, sent on 9 February for the 8th."""
    with clock.at(at(2, 9, 17)):
        own.submit(by=cast.officer, on=clock.today(), text="已挂牌", document_number="1号", true_on=date(2021, 2, 8))
    return own


@pytest.fixture
def second(cast, plan):
    """The foreign row 2, sent after it."""
    one = obligation(plan, cast.foreign, 2)
    with clock.at(at(2, 10)):
        one.submit(by=cast.foreigner, on=clock.today(), document_number="2号")
    return one


@pytest.fixture
def points(sent):
    """Two points by hand and one of the system, which does not hold."""
    texts = [
        ("牌子已挂", "manual", ""),
        ("牌子已加挂", "manual", ""),
        ("第2项已报请核验", "system", "task_submitted:2"),
    ]
    return [
        Checkpoint.objects.create(task=sent.task, order=n, text=text, kind=kind, rule=rule)
        for n, (text, kind, rule) in enumerate(texts)
    ]


# -- sign off ---------------------------------------------------------------------------------------
def test_closing_out_keeps_the_day_stated_by_the_county(cast, sent, as_):
    assert decide(as_(cast.reviewer), "sign_off", sent).status_code == 303
    one = Obligation.objects.get(pk=sent.pk)
    assert (one.state, one.done_on) == ("done", date(2021, 2, 8))


def test_the_reviewer_may_correct_the_day_but_not_into_the_future(cast, sent, as_):
    client = as_(cast.reviewer)
    refused = decide(client, "sign_off", sent, done_on="2021-02-19", text="日期如此")
    assert refused.status_code == 422 and refused.context["review_form"].errors.keys() == {"done_on"}
    assert "日期如此" in refused.content.decode()
    decide(client, "sign_off", sent, done_on="2021-02-05")
    assert Obligation.objects.get(pk=sent.pk).done_on == date(2021, 2, 5)


def test_an_open_point_needs_a_sentence_which_is_asked_for_under_the_field(cast, sent, points, as_):
    client, ticks = as_(cast.reviewer), [points[0].pk]
    refused = decide(client, "sign_off", sent, query={"at": "review"}, ticks=ticks)
    form = refused.context["review_form"]
    assert refused.status_code == 422 and form.errors.keys() == {"text"} and not form.non_field_errors()
    assert [held for _point, held in form.rows] == [True, False, False]
    decide(client, "sign_off", sent, ticks=ticks, text="加挂牌子照片后补")
    entry = Entry.objects.get(verb="sign_off")
    assert entry.detail == {"ticks": ticks, "open": ["牌子已加挂", "第2项已报请核验"]}


def test_a_tick_that_is_not_of_this_task_is_refused(cast, sent, points, as_):
    assert decide(as_(cast.reviewer), "sign_off", sent, ticks=[999], text="通过").status_code == 422
    assert state(sent) == "submitted"


def test_who_reported_on_it_reads_why_another_must_close_it_out(cast, own, as_):
    own.report(by=cast.reviewer, on=clock.today(), text="代报")
    own.submit(by=cast.officer, on=clock.today(), document_number="1号")
    answer = decide(as_(cast.reviewer), "sign_off", own, query={"at": "review"})
    assert answer.status_code == 422 and "须由其他核验人销号" in answer.content.decode()


def test_what_falls_to_another_unit_is_refused_with_its_name(cast, sent, as_):
    answer = decide(as_(cast.overseer), "sign_off", sent)
    assert answer.status_code == 422 and "此项由市行政审批局核验" in answer.content.decode()


@pytest.mark.parametrize("at_", ["", "review"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_after_somebody_was_faster_both_sides_stand_there_and_the_words_can_be_sent_again(
    cast, sent, second, as_, at_, headers
):
    seen = sent.version
    sent.comment(by=cast.bureau_lead, on=clock.today(), text="请核对印章")
    client, query = as_(cast.reviewer), {"at": at_} if at_ else {}
    answer = client.post(url("sign_off", sent, **query), {"version": seen, "text": "材料齐全"}, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 409 and "材料齐全" in page and "请核对印章" in page
    again = answer.context["review_form"]
    client.post(
        url("sign_off", sent), {"version": again["version"].value(), "key": again["key"].value(), "text": "材料齐全"}
    )
    assert state(sent) == "done"


def test_the_words_are_not_lost_when_it_no_longer_waits(cast, sent, as_):
    seen = sent.version
    sent.withdraw(by=cast.officer, on=clock.today())
    client = as_(cast.reviewer)
    for query in ({}, {"at": "review"}):
        answer = client.post(url("sign_off", sent, **query), {"version": seen, "text": "材料齐全"})
        assert answer.status_code in (409, 422)
        assert "材料齐全" in answer.content.decode()


def test_a_post_that_arrives_twice_closes_out_once(cast, sent, as_):
    client, data = as_(cast.reviewer), {"key": "7f4a1f5e-0a52-4f0e-9d6e-111111111111"}
    assert [decide(client, "sign_off", sent, **data).status_code for _ in range(2)] == [303, 303]
    assert Entry.objects.filter(verb="sign_off").count() == 1


# -- where the answer appears -------------------------------------------------------------------------
def test_from_the_queue_the_next_one_opens_with_a_toast_to_undo(cast, sent, second, as_):
    query = {"at": "review", "next": second.key, "q": "县"}
    answer = decide(as_(cast.reviewer), "sign_off", sent, headers=HTMX, query=query)
    page = answer.content.decode()
    assert answer.status_code == 200 and "<html" not in page
    assert answer.context["queue"].current.obligation == second
    assert answer.headers["HX-Push-Url"] == reverse("tasks:review_item", args=[second.key], query={"q": "县"})
    assert url("undo", sent) in page and 'hx-swap-oob="true"' in page and "data-focus" in page


def test_without_scripts_the_same_is_a_page_of_its_own(cast, sent, second, as_):
    answer = decide(as_(cast.reviewer), "sign_off", sent, query={"at": "review", "next": second.key})
    assert answer.status_code == 303
    page = as_(cast.reviewer).get(answer.headers["Location"])
    assert page.context["queue"].current.obligation == second and page.context["undo"]["seconds"] == 30


def test_the_last_one_leads_to_the_empty_queue(cast, sent, as_):
    answer = decide(as_(cast.reviewer), "sign_off", sent, headers=HTMX, query={"at": "review"})
    assert answer.headers["HX-Redirect"].startswith(reverse("tasks:review"))


def test_undo_within_the_time_brings_it_back_into_the_queue(cast, sent, second, as_):
    sent.sign_off(by=cast.reviewer, on=clock.today())
    client = as_(cast.reviewer)
    answer = client.post(url("undo", sent, at="review"), {"version": sent.version})
    assert client.get(answer.headers["Location"], follow=True).context["queue"].current.obligation == sent
    assert state(sent) == "submitted"


def test_undo_after_the_time_says_so_in_the_queue(cast, sent, second, as_):
    with clock.at(at(2, 18, 9, 59)):
        sent.sign_off(by=cast.reviewer, on=clock.today())
    answer = as_(cast.reviewer).post(url("undo", sent, at="review"), {"version": sent.version})
    assert answer.status_code == 422 and "已超过可撤销的时间" in answer.content.decode()
    assert state(sent) == "done"


# -- return -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "data", [{"preset": "材料不全"}, {"text": "请补第2页"}, {"preset": "日期有误", "text": "应为2月8日"}]
)
def test_a_picked_reason_or_own_words_are_enough_to_return(cast, sent, as_, data):
    decide(as_(cast.reviewer), "return_for_rework", sent, query={"at": "review"}, **data)
    entry = Entry.objects.get(verb="return")
    assert (entry.text, entry.detail["preset"], state(sent)) == (
        data.get("text", ""),
        data.get("preset", ""),
        "returned",
    )


@pytest.mark.parametrize("query", [{}, {"at": "review"}])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_return_without_a_reason_comes_back_with_its_dialog_open(cast, sent, as_, query, headers):
    answer = decide(as_(cast.reviewer), "return_for_rework", sent, headers=headers, query=query)
    assert answer.status_code == 422 and answer.context["return_form"].errors.keys() == {"text"}
    assert 'aria-labelledby="h-return" open data-open' in answer.content.decode()


def test_the_dialog_is_a_page_without_scripts(cast, sent, as_):
    page = as_(cast.reviewer).get(url("review_item", sent), {"return": "1"}).content.decode()
    assert 'aria-labelledby="h-return" open data-open' in page and page.count('type="radio"') == 5


# -- reopen and extensions ------------------------------------------------------------------------------
def test_reopening_needs_a_reason(cast, sent, as_):
    sent.sign_off(by=cast.reviewer, on=clock.today())
    client = as_(cast.reviewer)
    refused = decide(client, "reopen", sent)
    assert refused.status_code == 422 and refused.context["reopen_form"].errors.keys() == {"text"}
    assert decide(client, "reopen", sent, text="文件被撤回").status_code == 303
    assert state(sent) == "in_progress"


@pytest.fixture
def asked(cast, own):
    own.request_extension(by=cast.officer, on=clock.today(), asked_due_on=date(2021, 3, 15), text="场地未交付")
    return own


@pytest.mark.parametrize(
    ("data", "due_on"),
    [
        ({"due_on": "2021-03-15"}, date(2021, 3, 15)),
        ({}, date(2021, 3, 15)),
        ({"due_on": "2021-03-01"}, date(2021, 3, 1)),
    ],
)
def test_an_extension_is_granted_until_the_day_asked_for_or_another(cast, asked, as_, data, due_on):
    assert decide(as_(cast.reviewer), "decide_extension", asked, granted="1", **data).status_code == 303
    one = Obligation.objects.get(pk=asked.pk)
    assert (one.due_on, one.first_due_on) == (due_on, date(2021, 1, 31))


@pytest.mark.parametrize(
    ("data", "slot", "field"),
    [({"granted": "1", "due_on": "2021-01-31"}, "grant_form", "due_on"), ({"text": " "}, "refuse_form", "text")],
)
@pytest.mark.parametrize("at_", ["", "extensions"])
def test_a_day_not_later_and_a_refusal_without_reason_come_back(cast, asked, as_, data, slot, field, at_):
    answer = decide(as_(cast.reviewer), "decide_extension", asked, query={"at": at_} if at_ else {}, **data)
    place = answer.context["items"][0] if at_ else answer.context
    assert answer.status_code == 422 and place[slot].errors.keys() == {field}
    assert Extension.objects.get().state == "waiting"


def test_a_refusal_keeps_the_deadline_and_can_be_undone(cast, asked, as_):
    client = as_(cast.bureau_lead)
    answer = decide(client, "decide_extension", asked, query={"at": "extensions"}, text="时限不变")
    page = client.get(answer.headers["Location"])
    assert Extension.objects.get().state == "refused" and page.context["items"] == [] and page.context["undo"]
    asked.refresh_from_db()
    client.post(page.context["undo"]["url"], {"version": asked.version})
    assert Extension.objects.get().state == "waiting"


def test_the_requests_that_wait_are_listed_for_those_who_decide(cast, asked, as_):
    page = reverse("tasks:review_extensions")
    listed = {
        who: [each["obligation"] for each in as_(getattr(cast, who)).get(page).context["items"]]
        for who in ("reviewer", "bureau_lead", "overseer")
    }
    assert listed == {"reviewer": [asked], "bureau_lead": [asked], "overseer": []}
    assert as_(cast.officer).get(page).status_code == 403


def test_the_page_offers_only_what_falls_to_the_person(cast, sent, as_):
    def offered(officer):
        context = as_(officer).get(url("obligation", sent)).context
        return {name for name in ("verifiable", "may_decide", "may_reopen") if context[name]}

    assert offered(cast.reviewer) == {"verifiable"}
    assert offered(cast.officer) == offered(cast.overseer) == offered(cast.bureau_lead) == set()
    sent.sign_off(by=cast.reviewer, on=clock.today())
    assert offered(cast.reviewer) == {"may_reopen"}
    assert offered(cast.bureau_lead) == set()


# -- chase ----------------------------------------------------------------------------------------------
def test_chasing_goes_back_to_where_it_was_clicked(cast, own, as_):
    client = as_(cast.reviewer)
    assert client.post(url("chase", own), {}).headers["Location"] == url("obligation", own)
    other = obligation(own.plan, cast.foreign)
    answer = client.post(url("chase", other), {}, headers={"Referer": "http://testserver/dashboard/?lamp=over"})
    assert answer.headers["Location"] == "/dashboard/?lamp=over"
    elsewhere = obligation(own.plan, cast.third)
    answer = client.post(url("chase", elsewhere), {}, headers={"Referer": "http://evil.example/dashboard/"})
    assert answer.headers["Location"] == url("obligation", elsewhere)
    assert Entry.objects.filter(verb="chase").count() == 3


def test_a_second_chase_on_the_day_says_so(cast, own, as_):
    client = as_(cast.reviewer)
    client.post(url("chase", own), {})
    answer = client.post(url("chase", own), {}, follow=True)
    assert "该事项今日已催办" in answer.content.decode()
    assert Entry.objects.filter(verb="chase").count() == 1


def test_all_overdue_ones_not_chased_today_are_chased_at_once(cast, plan, own, as_):
    own.chase(by=cast.reviewer, on=clock.today())
    client = as_(cast.reviewer)
    answer = client.post(reverse("tasks:chase_all"), {}, follow=True)
    assert "已催办2项" in answer.content.decode()
    assert Entry.objects.filter(verb="chase").count() == 3
    assert "超期事项今日均已催办" in client.post(reverse("tasks:chase_all"), {}, follow=True).content.decode()


def test_nobody_is_chased_on_a_rest_day(cast, own, as_):
    with clock.at(at(2, 14)):
        answer = as_(cast.reviewer).post(reverse("tasks:chase_all"), {}, follow=True)
    assert "请在下一个工作日催办" in answer.content.decode()
    assert not Entry.objects.filter(verb="chase").exists()


# -- who may ----------------------------------------------------------------------------------------------
VERBS = ["sign_off", "return_for_rework", "reopen", "decide_extension", "chase"]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("who", "status"), [("officer", 403), ("lead", 403), ("foreigner", 404), ("admin", 404), ("auditor", 404)]
)
def test_the_bureaus_verbs_are_not_for(cast, sent, as_, verb, who, status):
    assert decide(as_(getattr(cast, who)), verb, sent, text="理由", granted="1").status_code == status
    assert state(sent) == "submitted"


def test_only_the_bureau_chases_all(cast, own, as_):
    assert as_(cast.officer).post(reverse("tasks:chase_all"), {}).status_code == 403


@pytest.mark.parametrize("lead_signs", [False, True])
def test_query_and_method_agree_on_whom_it_falls_to(cast, plan, lead_signs):
    plan.bureau_lead_may_sign_own = lead_signs
    plan.save()
    people = [cast.reviewer, cast.overseer, cast.bureau_lead, cast.officer, cast.lead, cast.admin, cast.auditor]
    for officer in people:
        rows = list(Obligation.objects.visible_to(officer))
        assert set(Obligation.objects.falling_to(officer)) == {one for one in rows if one.may_be_verified_by(officer)}
        assert set(Obligation.objects.decidable_by(officer)) == {one for one in rows if one.may_be_decided_by(officer)}
