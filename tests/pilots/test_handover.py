"""Work handed over 工作交接: one act, and the ledger keeps who was who."""

import pytest

from alerts.models import Message
from base import clock
from base.forms import Refused
from base.models import AuditRecord
from pilots.access import Role
from pilots.handover import hand_over
from pilots.models import Officer
from tasks.models import Draft, Entry
from tests.cast import at, obligation

ON = at(1, 12).date()


@pytest.fixture
def plan(cast):
    return cast.plan()


def draft(one, officer, **words):
    return Draft.objects.create(obligation=one, officer=officer, words=words, saved_at=at(1, 12))


def words_of(officer):
    return [each.words for each in Draft.objects.filter(officer=officer).order_by("pk")]


def test_drafts_go_to_the_colleague(cast, plan):
    draft(obligation(plan, cast.own), cast.officer, text="起草中")
    assert hand_over(cast.officer, cast.colleague, by=cast.lead) == 1
    assert (words_of(cast.officer), words_of(cast.colleague)) == ([], [{"text": "起草中"}])


def test_where_both_had_a_draft_no_word_is_lost(cast, plan):
    one = obligation(plan, cast.own)
    draft(one, cast.officer, text="交出的", document_number="1号")
    draft(one, cast.colleague, text="自己的", document_number="")
    hand_over(cast.officer, cast.colleague, by=cast.lead)
    joined = words_of(cast.colleague)[0]
    assert (joined["text"], joined["document_number"]) == ("自己的\n交出的", "1号")


def test_obligations_in_charge_go_through_the_ledger(cast, plan):
    with clock.at(at(1, 12)):
        obligation(plan, cast.own).assign(by=cast.lead, on=ON, handler=cast.officer, lead_department="县委编办")
        hand_over(cast.officer, cast.colleague, by=cast.lead)
    one = obligation(plan, cast.own)
    assert (one.handler, one.lead_department) == (cast.colleague, "县委编办")
    line = Entry.objects.filter(obligation=one).order_by("-number").first()
    assert (line.by, line.detail["handed_over"], line.detail["handler"]) == (None, "钟丽萍", "温海燕")


def test_unread_messages_go_along(cast, plan):
    Message.objects.create(recipient=cast.officer, key="overdue:2021-02-01", kind="overdue", on=ON, created_at=at(2, 1))
    hand_over(cast.officer, cast.colleague, by=cast.lead)
    assert Message.objects.get().recipient == cast.colleague


def test_old_entries_keep_name_post_and_unit_of_their_day(cast, plan):
    with clock.at(at(1, 12)):
        obligation(plan, cast.own).report(by=cast.officer, on=ON, text="已部署")
        hand_over(cast.officer, cast.colleague, by=cast.lead)
        cast.officer.keep_card(by=cast.lead, name="钟丽萍", post="局长")
        cast.officer.move(unit=cast.foreign, role=Role.COUNTY_LEAD, by=cast.admin)
    entry = Entry.objects.get(verb="report")
    assert (entry.by_name, entry.by_post, entry.by_unit) == ("钟丽萍", "科员", "章贡区")


def test_it_is_recorded_once_with_both_names(cast, plan):
    hand_over(cast.officer, cast.colleague, by=cast.lead)
    record = AuditRecord.objects.get(act="handover")
    assert (record.by, record.what, record.detail["to"]) == (cast.lead, "officer", "colleague")


TAKERS = [("foreigner", False), ("reviewer", False), ("officer", False), ("colleague", True), ("lead", True)]


@pytest.mark.parametrize(("taker", "able"), TAKERS)
def test_only_an_active_colleague_of_the_unit_takes_over(cast, taker, able):
    found = Officer.objects.able_to_take_over(cast.officer).filter(username=taker).exists()
    assert found is able


@pytest.mark.parametrize(("taker", "able"), [("reviewer", True), ("admin", False), ("auditor", False)])
def test_what_a_bureau_lead_was_told_goes_to_somebody_who_may_read_it(cast, taker, able):
    found = Officer.objects.able_to_take_over(cast.bureau_lead).filter(username=taker).exists()
    assert found == able


def test_a_disabled_colleague_takes_nothing(cast, plan):
    cast.colleague.set_active(active=False)
    draft(obligation(plan, cast.own), cast.officer, text="起草中")
    with pytest.raises(Refused):
        hand_over(cast.officer, cast.colleague, by=cast.lead)
    assert words_of(cast.officer) == [{"text": "起草中"}]


def test_if_one_part_fails_nothing_moves(cast, plan, monkeypatch):
    from pilots import handover

    def fails(giver, taker):
        raise Refused("no")

    monkeypatch.setitem(handover._movers, "zzz", fails)
    draft(obligation(plan, cast.own), cast.officer, text="起草中")
    with pytest.raises(Refused):
        hand_over(cast.officer, cast.colleague, by=cast.lead)
    assert words_of(cast.officer) == [{"text": "起草中"}]


def test_the_page_does_it_in_one_act(cast, plan, as_):
    draft(obligation(plan, cast.own), cast.officer, text="起草中")
    path = f"/officers/{cast.officer.pk}/handover/"
    assert "温海燕" in as_(cast.lead).get(path).content.decode()
    answer = as_(cast.lead).post(path, {"taker": cast.colleague.pk})
    assert (answer.status_code, words_of(cast.colleague)) == (303, [{"text": "起草中"}])


def test_the_page_offers_no_stranger(cast, plan, as_):
    answer = as_(cast.lead).post(f"/officers/{cast.officer.pk}/handover/", {"taker": cast.foreigner.pk})
    assert answer.status_code == 422
