"""Sending: real dialogues with a mail server, and a worker that dies at every step."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from alerts import outbox
from alerts.models import Alert, Delivery, Message
from alerts.patience import MAX_TRIES, pause
from base import clock
from pilots.models import Officer, Role
from reformtrack.servers import free_port
from tests.alerts.conftest import DAY, at_noon
from tests.cast import at, obligation
from tests.servers import MailSink

NOON = at(2, 18, 12)
State = Delivery.State


def of(officer) -> Delivery:
    return Delivery.objects.get(message__recipient=officer)


def texts(sink, officer):
    return [mail for mail in sink.messages if mail.envelope_to == [f"{officer.username}@example.cn"]]


def body(mail, kind="plain") -> str:
    return mail.get_body((kind,)).get_content()


def let_all_be_due():
    Delivery.objects.filter(state=State.RETRY).update(next_at=timezone.now())


# -- what arrives --------------------------------------------------------------------------------
def test_each_recipient_gets_one_mail_and_the_next_run_sends_none(digests, mail):
    assert outbox.deliver(NOON) == {State.SENT: 7}
    assert outbox.deliver(NOON) == {}
    names = ("bureau-lead", "colleague", "foreigner", "lead", "officer", "overseer", "reviewer")
    assert sorted(sent.envelope_to for sent in mail.messages) == [[f"{name}@example.cn"] for name in names]


def test_a_mail_lists_exactly_what_is_overdue_and_where_the_ledger_stands(digests, mail, settings):
    outbox.deliver(NOON)
    (sent,) = texts(mail, digests.reviewer)
    plan = digests.first_plan
    assert sent["Message-ID"] == of(digests.reviewer).header_id
    assert sent["Subject"].strip() == "【改革任务调度平台】2月18日提醒：超期3项（新增3项）"
    for kind in ("plain", "html"):
        text = body(sent, kind)
        assert text.count("超期18天") == 3 and text.count(f"{settings.SITE_URL}/obligations/") == 3
        assert all(unit in text for unit in ("章贡区", "定南县", "赣州经开区"))
        assert f"末条编号{plan.head_number}" in text and plan.head_digest in text.replace("<wbr>", "")


def test_a_mail_is_written_in_the_recipients_language(digests, mail):
    Officer.objects.filter(pk=digests.officer.pk).update(language="en")
    outbox.deliver(NOON)
    assert "18 d overdue" in body(texts(mail, digests.officer)[0])
    assert "超期18天" in body(texts(mail, digests.lead)[0])


def test_names_are_text_not_markup(digests, mail):
    Officer.objects.filter(pk=digests.officer.pk).update(name="钟<b>&丽")
    outbox.deliver(NOON)
    (sent,) = texts(mail, digests.officer)
    assert "钟<b>&丽" in body(sent) and "钟&lt;b&gt;&amp;丽" in body(sent, "html")


# -- looked at again before it leaves ---------------------------------------------------------------
def submitted(cast):
    with at_noon():
        obligation(cast.first_plan, cast.own).submit(by=cast.officer, on=DAY, document_number="1号")


def extended(cast):
    with at_noon():
        one = obligation(cast.first_plan, cast.own)
        one.request_extension(by=cast.officer, on=DAY, asked_due_on=date(2021, 2, 26), text="公示期未满")
        one.decide_extension(by=cast.reviewer, on=DAY, granted=True)


def returned(cast):
    submitted(cast)
    with at_noon():
        obligation(cast.first_plan, cast.own).return_for_rework(by=cast.reviewer, on=DAY, text="缺附件")


@pytest.mark.parametrize("happening", [submitted, extended, returned])
def test_a_line_that_no_longer_holds_drops_out(digests, mail, happening):
    happening(digests)
    counts = outbox.deliver(NOON)
    assert counts == {State.SENT: 4, State.CANCELLED: 3}
    assert "章贡区" not in body(texts(mail, digests.reviewer)[0])
    assert not texts(mail, digests.officer)


def disabled(cast):
    cast.officer.set_active(active=False, by=cast.admin)


def moved(cast):
    cast.officer.move(unit=cast.third, role=Role.COUNTY_OFFICER, by=cast.admin)


def without_rights(cast):
    cast.officer.move(unit=cast.bureau, role=Role.ADMIN, by=cast.admin)


def without_address(cast):
    Officer.objects.filter(pk=cast.officer.pk).update(email="")


@pytest.mark.parametrize("happening", [disabled, moved, without_rights, without_address])
def test_who_may_no_longer_read_it_gets_nothing(digests, mail, happening):
    happening(digests)
    outbox.deliver(NOON)
    assert of(digests.officer).state == State.CANCELLED
    assert not texts(mail, digests.officer)


def test_after_an_outage_one_digest_leaves(digests, mail):
    for day in (19, 20):
        with at_noon(2, day):
            Alert.objects.raise_due(date(2021, 2, day))
    assert outbox.deliver(at(2, 20, 12)) == {State.SENT: 7, State.CANCELLED: 14}
    assert {sent["Subject"].strip()[:17] for sent in mail.messages} == {"【改革任务调度平台】2月20日提醒"}


# -- when -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        (at(2, 18, 7, 59), False),
        (at(2, 18, 8), True),
        (at(2, 18, 17, 59), True),
        (at(2, 18, 18), False),
        (at(2, 20, 9), True),  # a Saturday on which offices work
        (at(2, 21, 9), False),  # a Sunday
    ],
)
def test_nothing_leaves_in_quiet_hours_and_on_rest_days(digests, mail, settings, moment, leaves):
    settings.QUIET_HOURS = "18:00-08:00"
    outbox.deliver(moment)
    assert bool(mail.messages) is leaves


def test_a_person_may_send_in_quiet_hours(digests, mail):
    assert outbox.deliver(at(2, 21, 9), even_if_quiet=True) == {State.SENT: 7}


# -- what a server may answer -------------------------------------------------------------------------
def test_a_refusal_for_good_is_final_and_blocks_nobody(digests, mail):
    mail.refuse["officer@example.cn"] = "550 no such mailbox"
    assert outbox.deliver(NOON) == {State.SENT: 6, State.DEAD: 1}
    assert "550" in of(digests.officer).error
    let_all_be_due()
    assert outbox.deliver(NOON) == {}


def test_a_passing_refusal_is_tried_again_later_and_later(digests, mail):
    mail.refuse["officer@example.cn"] = "451 try again later"
    outbox.deliver(NOON)
    for tried in range(2, MAX_TRIES + 1):
        assert of(digests.officer).state == State.RETRY
        assert outbox.deliver(NOON) == {}, "it waits"
        assert of(digests.officer).next_at > timezone.now() + pause(tried - 1) - timedelta(seconds=20)
        let_all_be_due()
        outbox.deliver(NOON)
    assert of(digests.officer).state == State.DEAD
    assert of(digests.officer).attempt == MAX_TRIES


def test_a_server_that_is_down_loses_nothing(digests, mail, settings):
    settings.EMAIL_PORT = free_port()
    assert outbox.deliver(NOON) == {State.RETRY: 7}
    settings.EMAIL_PORT = mail.controller.port
    let_all_be_due()
    assert outbox.deliver(NOON) == {State.SENT: 7}
    assert len(mail.messages) == 7


class DropsAfterTheDot(MailSink):
    """Keeps the mail and hangs up instead of saying 250, the first time for each recipient."""

    async def handle_DATA(self, server, session, envelope):
        known = any(mail.envelope_to == envelope.rcpt_tos for mail in self.messages)
        answer = await super().handle_DATA(server, session, envelope)
        if known:
            return answer
        server.transport.abort()
        return "421 gone"


@pytest.mark.parametrize(("policy", "first", "copies"), [("resend", State.RETRY, 2), ("hold", State.UNCERTAIN, 1)])
def test_a_mail_that_may_have_arrived(digests, settings, mail, policy, first, copies):
    sink = DropsAfterTheDot()
    sink.controller.start()
    settings.EMAIL_PORT, settings.MAIL_UNCERTAIN = sink.controller.port, policy
    assert outbox.deliver(NOON) == {first: 7}
    let_all_be_due()
    outbox.deliver(NOON)
    sink.controller.stop()
    assert len(sink.messages) == 7 * copies
    assert len({sent["Message-ID"] for sent in sink.messages}) == 7


def test_a_message_that_cannot_be_written_blocks_nobody(digests, mail):
    broken = Message.objects.get(recipient=digests.officer)
    Message.objects.filter(pk=broken.pk).update(lines=[{"nonsense": 1}])
    assert outbox.deliver(NOON) == {State.SENT: 6, State.RETRY: 1}


# -- a worker that dies -------------------------------------------------------------------------------
def claimed(died_ago: timedelta, *, wire: bool, attempt: int = 1) -> Delivery:
    """A delivery that a worker claimed and left, its lease over for `died_ago`."""
    one = Delivery.objects.claim("gone:1", timezone.now())
    if wire:
        one.touch_wire(timezone.now())
    Delivery.objects.filter(pk=one.pk).update(lease_until=timezone.now() - died_ago, attempt=attempt)
    return one


PAST, FUTURE = timedelta(seconds=1), timedelta(seconds=-60)


@pytest.mark.parametrize(
    ("died_ago", "wire", "attempt", "policy", "after"),
    [
        (FUTURE, False, 1, "resend", State.SENDING),  # still held
        (FUTURE, True, 1, "hold", State.SENDING),
        (PAST, False, 1, "resend", State.PENDING),
        (PAST, False, 1, "hold", State.PENDING),  # the wire was not touched: certainly safe
        (PAST, True, 1, "resend", State.PENDING),
        (PAST, True, 1, "hold", State.UNCERTAIN),
        (PAST, False, MAX_TRIES, "resend", State.DEAD),  # it kills its process each time
        (PAST, True, MAX_TRIES, "resend", State.DEAD),
    ],
)
def test_what_a_dead_worker_left(digests, mail, settings, died_ago, wire, attempt, policy, after):
    settings.MAIL_UNCERTAIN = policy
    one = claimed(died_ago, wire=wire, attempt=attempt)
    Delivery.objects.expire(timezone.now())
    assert Delivery.objects.get(pk=one.pk).state == after


def test_what_a_dead_worker_left_is_sent_by_the_next(digests, mail):
    claimed(PAST, wire=False)
    assert outbox.deliver(NOON) == {State.SENT: 7}
    assert len(mail.messages) == 7


def test_a_worker_that_comes_too_late_neither_sends_nor_records(digests, mail):
    late = claimed(PAST, wire=False)
    outbox.deliver(NOON)
    assert outbox.send(late) == State.SENDING
    late.try_again("too late")
    assert Delivery.objects.get(pk=late.pk).state == State.SENT
    assert len(mail.messages) == 7


def test_a_claim_takes_each_delivery_once(digests, mail):
    taken = [Delivery.objects.claim("one", timezone.now()).pk for _n in range(7)]
    assert len(set(taken)) == 7
    assert not Delivery.objects.claim("two", timezone.now())


def test_delivering_asks_the_clock_of_leases_not_of_business(digests, mail):
    with clock.at(at(2, 18, 12)):
        outbox.deliver(clock.now())
    assert of(digests.officer).ended_at > timezone.now() - timedelta(minutes=1)
