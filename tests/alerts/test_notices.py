"""The ladder: what goes out when, to whom, and how it is signed for and answered."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from alerts.models import Alert, Message, Notice, Rung
from base import clock
from base.forms import Refused, Stale
from tests.alerts.conftest import DAY
from tests.cast import at, obligation


def run(month, day):
    with clock.at(at(month, day, 8, 30)):
        return Alert.objects.raise_due(date(2021, month, day)).rungs


def own_notices(cast) -> list[Notice]:
    return list(Notice.objects.filter(alert__obligation__unit=cast.own).order_by("alert__raised_on"))


@pytest.fixture
def notice(cast) -> Notice:
    """The first notice of the own pilot's row 1, which is due on 31 January."""
    run(2, 1)
    return Notice.objects.get(alert__obligation__unit=cast.own)


TOLD = {
    Rung.REMINDER: {"钟丽萍", "温海燕"},
    Rung.URGING: {"钟丽萍", "温海燕", "谢建军"},
    Rung.SUPERVISION: {"钟丽萍", "温海燕", "谢建军", "李明"},
}


def test_three_notices_follow_each_other_and_name_who_is_told(cast):
    for month, day in [(2, day) for day in (1, 2, 3, 4, 5, 7, 8, 9, 10, 18, 19)]:
        run(month, day)
    found = own_notices(cast)
    assert [one.alert.raised_on.day for one in found] == [1, 4, 9]
    assert {one.rung: {person["name"] for person in one.told} for one in found} == TOLD
    assert [(one.days_late, one.reply_by) for one in found] == [
        (1, date(2021, 2, 4)),
        (4, date(2021, 2, 8)),
        (9, date(2021, 2, 19)),
    ]


def test_a_notice_stands_in_the_digest_of_those_it_names(cast):
    run(2, 9)
    told = {m.recipient.name for m in Message.objects.all() for line in m.told if line.notice and line.unit == "章贡区"}
    assert told == TOLD[Rung.SUPERVISION]


def test_the_person_in_charge_is_told_alone(cast):
    one = obligation(cast.first_plan, cast.own)
    one.assign(by=cast.officer, on=DAY, handler=cast.colleague)
    run(2, 1)
    assert [person["name"] for person in own_notices(cast)[0].told] == ["温海燕"]


def answered(notice, cast):
    notice.give_answer(by=cast.officer, on=DAY, answer="2月26日前挂牌")


def sent(notice, cast):
    obligation(cast.first_plan, cast.own).submit(by=cast.officer, on=DAY, document_number="1号")


@pytest.mark.parametrize("act", [answered, sent])
def test_an_answer_or_a_submission_stops_the_climb(cast, notice, act):
    with clock.at(at(2, 3)):
        act(notice, cast)
    assert run(2, 9) == {1: 0, 2: 0, 3: 2}  # the two other pilots


def test_after_a_return_the_ladder_begins_anew(cast, notice):
    one = obligation(cast.first_plan, cast.own)
    with clock.at(at(2, 8)):
        one.submit(by=cast.officer, on=date(2021, 2, 8), document_number="1号")
        one.return_for_rework(by=cast.reviewer, on=date(2021, 2, 8), text="缺附件")
    run(2, 8)
    run(2, 9)
    assert [(each.alert.rung, each.alert.deadline_version) for each in own_notices(cast)] == [(1, 1), (1, 2)]


def test_who_answers_has_signed_for_it(cast, notice):
    answered(notice, cast)
    assert (notice.signed_name, notice.answered_name, notice.answer) == ("钟丽萍", "钟丽萍", "2月26日前挂牌")


REFUSED = [
    ("sign_for", "foreigner", {}, Refused),
    ("sign_for", "reviewer", {}, Refused),
    ("give_answer", "reviewer", {"answer": "好"}, Refused),
    ("give_answer", "officer", {"answer": "  "}, ValidationError),
    ("give_answer", "officer", {"answer": "好", "version": 7}, Stale),
    ("enter_number", "officer", {"number": "赣市审批督〔2021〕1号"}, Refused),
]


@pytest.mark.parametrize(("verb", "who", "words", "error"), REFUSED)
def test_what_is_refused(cast, notice, verb, who, words, error):
    with pytest.raises(error):
        getattr(notice, verb)(by=getattr(cast, who), on=DAY, **words)


def test_it_is_signed_for_and_answered_once(cast, notice):
    notice.sign_for(by=cast.lead, on=DAY)
    with pytest.raises(Refused):
        notice.sign_for(by=cast.officer, on=DAY)
    answered(notice, cast)
    with pytest.raises(Refused):
        answered(notice, cast)
    assert notice.signed_name == "谢建军"


def test_a_number_is_used_once(cast, notice):
    other = Notice.objects.exclude(pk=notice.pk).first()
    other.enter_number(by=cast.reviewer, on=DAY, number="1号")
    with pytest.raises(ValidationError):
        notice.enter_number(by=cast.reviewer, on=DAY, number="1号")


def test_the_sheet_says_what_is_late_by_how_much_until_when_an_answer_is_due(cast, notice, client):
    client.force_login(cast.officer)
    page = client.get(reverse("alerts:notice", args=[notice.key])).content.decode()
    sheet = re.search(r'<article class="notice.*?</article>', page, re.DOTALL)[0]
    for words in ("提醒单", "市行政审批局", "第1项任务", "赣市办字〔2020〕29号", "已超期1天", "2021年2月4日", "钟丽萍"):
        assert words in sheet


def test_another_pilots_notice_is_not_found(cast, notice, client):
    client.force_login(cast.foreigner)
    assert client.get(reverse("alerts:notice", args=[notice.key])).status_code == 404


def test_the_list_and_the_inbox_count_what_waits_for_the_own_unit(cast, notice, client):
    client.force_login(cast.officer)
    assert client.get(reverse("alerts:inbox")).context["notices"] == 1
    assert list(client.get(reverse("alerts:notices")).context["awaiting"]) == [notice]
    answered(notice, cast)
    assert client.get(reverse("alerts:inbox")).context["notices"] == 0


def test_a_page_of_notices_asks_as_much_as_one(cast, notice, client, django_assert_max_num_queries):
    client.force_login(cast.reviewer)
    client.get(reverse("alerts:notices"))
    with django_assert_max_num_queries(12) as few:
        client.get(reverse("alerts:notices"))
    run(2, 9)
    run(3, 5)
    with django_assert_max_num_queries(12) as many:
        client.get(reverse("alerts:notices"))
    assert len(few) == len(many)


def test_a_faster_colleagues_answer_is_shown_and_the_own_words_are_kept(cast, notice, client):
    client.force_login(cast.officer)
    notice.sign_for(by=cast.lead, on=DAY)
    answer = client.post(reverse("alerts:notice_answer", args=[notice.key]), {"version": 1, "answer": "下周挂牌"})
    assert answer.status_code == 409 and "下周挂牌" in answer.content.decode()
