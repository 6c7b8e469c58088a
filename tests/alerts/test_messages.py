"""The inbox: one's own alone, only what one may still see, readable without mail."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from alerts.handover import move_unread
from alerts.models import Alert, Message
from base import clock, nav
from base.models import WorkingDay
from pilots.models import Officer, Role
from tests.alerts.conftest import DAY, at_noon
from tests.cast import at, obligation


@pytest.fixture
def told(cast):
    with at_noon():
        Alert.objects.raise_due(DAY)
        yield cast


def own(officer) -> Message:
    return Message.objects.get(recipient=officer)


def test_the_inbox_lists_the_own_messages(told, client):
    client.force_login(told.officer)
    page = client.get(reverse("alerts:inbox"))
    assert [one.recipient for one in page.context["page"]] == [told.officer]
    assert "2月18日提醒：超期1项（新增1项）" in page.content.decode()


def test_another_persons_message_is_not_found(told, client):
    client.force_login(told.officer)
    for name in ("alerts:message", "alerts:read"):
        address = reverse(name, args=[own(told.colleague).uuid])
        assert (client.get if name == "alerts:message" else client.post)(address).status_code == 404
    assert own(told.colleague).read_at is None


def test_the_auditor_has_no_inbox(told, client):
    client.force_login(told.auditor)
    assert client.get(reverse("alerts:inbox")).status_code == 403


def test_looking_marks_nothing_and_reading_marks_once(told, client):
    client.force_login(told.officer)
    address = reverse("alerts:message", args=[own(told.officer).uuid])
    client.get(address)
    assert own(told.officer).read_at is None
    assert client.post(f"{address}read/").url == address
    first = own(told.officer).read_at
    with clock.at(at(2, 19)):
        client.post(f"{address}read/")
    assert own(told.officer).read_at == first


def test_reading_by_htmx_corrects_the_count_in_the_bar(told, client):
    client.force_login(told.officer)
    answer = client.post(reverse("alerts:read", args=[own(told.officer).uuid]), headers={"HX-Request": "true"})
    assert 'hx-swap-oob="delete:.who [aria-current] .n"' in answer.content.decode()


def test_a_digest_without_news_does_not_speak_of_news(told):
    Alert.objects.raise_due(date(2021, 2, 19))
    with translation.override("zh-hans"):
        message = told.officer.inbox.first()
        assert message.subject_of(message.told) == "2月19日提醒：超期1项"


def test_all_are_read_at_once_and_only_the_own(told, client):
    client.force_login(told.officer)
    client.post(reverse("alerts:read_all"))
    assert own(told.officer).read_at and not own(told.colleague).read_at


def test_the_menu_counts_the_unread(told, rf):
    request = rf.get("/")
    request.user, request.resolver_match = told.officer, None
    assert [item.count for item in nav.entries(request, "side") if item.name == "inbox"] == [1]


def test_a_line_says_when_it_no_longer_holds(told, client):
    obligation(told.first_plan, told.own).submit(by=told.officer, on=DAY, document_number="1号")
    client.force_login(told.officer)
    page = client.get(reverse("alerts:message", args=[own(told.officer).uuid]))
    assert {line.holds for _kind, lines in page.context["sections"] for line in lines} == {False}
    assert "已不再超期" in page.content.decode()


def test_who_moves_to_another_unit_no_longer_sees_the_old_lines(told, client):
    told.officer.move(unit=told.third, role=Role.COUNTY_OFFICER, by=told.admin)
    client.force_login(Officer.objects.get(pk=told.officer.pk))
    page = client.get(reverse("alerts:message", args=[own(told.officer).uuid]))
    assert page.context["sections"] == []
    assert "第1项任务" not in page.content.decode() and "章贡区" not in page.content.decode()


def test_a_deadline_of_a_year_is_shown_as_issued(cast, client):
    day = date(2022, 1, 4)
    with clock.at(clock.moment_on(day, 9)):
        Alert.objects.raise_due(day)
        client.force_login(cast.officer)
        page = client.get(reverse("alerts:message", args=[own(cast.officer).uuid]))
    (_kind, overdue), *_rest = page.context["sections"]
    assert [line.wording for line in overdue] == ["", "", "2021-12-31"]


def test_english_readers_read_english(told, client, settings):
    client.force_login(told.officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("alerts:message", args=[own(told.officer).uuid])).content.decode()
    assert "Zhanggong" in page and "18 d overdue" in page


def test_a_page_of_messages_asks_as_much_as_one_message(told, client, django_assert_max_num_queries):
    client.force_login(told.reviewer)
    client.get(reverse("alerts:inbox"))  # the first request notes the person's act
    with django_assert_max_num_queries(14) as one:
        client.get(reverse("alerts:inbox"))
    for day in (19, 20, 22, 23):
        Alert.objects.raise_due(date(2021, 2, day))
    with django_assert_max_num_queries(14) as five:
        client.get(reverse("alerts:inbox"))
    assert len(five) == len(one)


def test_a_handover_moves_what_is_unread(told):
    assert move_unread(told.officer, told.foreigner) == 0, "the foreigner has the same day's digest"
    Message.objects.filter(recipient=told.lead).delete()
    assert move_unread(told.officer, told.lead) == 1
    assert own(told.lead).lines[0]["unit"] == "章贡区"


@pytest.mark.parametrize(("who", "seen"), [("admin", True), ("reviewer", True), ("officer", False)])
def test_a_missing_calendar_is_said_to_those_who_can_act(told, client, who, seen):
    WorkingDay.objects.filter(day__year=2021).delete()
    client.force_login(getattr(told, who))
    assert ("2021年的工作日尚未登记" in client.get(reverse("alerts:inbox")).content.decode()) is seen
