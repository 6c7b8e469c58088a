"""Group robots: what is posted, what counts as an answer, how often (JB8), and that a number is said once."""

import base64
import hashlib
import hmac
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from alerts import outbox
from alerts.channels import announce, robots
from alerts.models import Delivery, OutsideHost, Robot
from alerts.patience import MAX_TRIES
from tests.alerts.test_outbox import NOON
from tests.cast import make_unit
from tests.httpsink import Reply

State, Kind = Delivery.State, Robot.Kind


def make_robot(sink, unit, kind=Kind.DINGTALK, **more):
    OutsideHost.objects.get_or_create(host=sink.host, port=sink.port, defaults={"switched_on": True})
    return Robot.objects.create(name=f"{unit}群", kind=kind, unit=unit, url=sink.url, **more)


@pytest.fixture
def robot(cast, http_sink, settings):
    settings.QUIET_HOURS = ""
    return make_robot(http_sink, cast.own)


def let_all_be_due():
    Robot.objects.update(free_at=timezone.now())
    Delivery.objects.filter(state__in=Delivery.WAITING).update(next_at=timezone.now())


def texts(sink) -> list[str]:
    return [posted.json["text"]["content"] for posted in sink.requests]


# -- what is posted --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Kind.WECOM, {"msgtype": "text", "text": {"content": "您有3项待办，请登录查看"}}),
        (Kind.DINGTALK, {"msgtype": "text", "text": {"content": "您有3项待办，请登录查看"}}),
        (Kind.FEISHU, {"msg_type": "text", "content": {"text": "您有3项待办，请登录查看"}}),
    ],
)
def test_each_kind_gets_the_number_and_nothing_else(robot, cast, http_sink, kind, body):
    Robot.objects.update(kind=kind)
    http_sink.reply = Reply(body='{"code": 0, "msg": "success"}' if kind == Kind.FEISHU else '{"errcode": 0}')
    announce({cast.own.pk: 3, cast.foreign.pk: 9})
    assert outbox.deliver(NOON) == {State.SENT: 1}
    assert [posted.json for posted in http_sink.requests] == [body]


def signature(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def test_dingtalk_is_signed_in_the_address(robot, http_sink):
    robot.secret = "SEC1"
    robots.post(robot, 1)
    query = parse_qs(urlsplit(http_sink.requests[0].path).query)
    (moment,) = query["timestamp"]
    assert query["sign"] == [signature("SEC1", f"{moment}\nSEC1")]
    assert abs(int(moment) / 1000 - timezone.now().timestamp()) < 60
    assert query["key"] == ["secret-1234"]


def test_feishu_is_signed_in_the_body(robot, http_sink):
    robot.secret, robot.kind = "SEC1", Kind.FEISHU
    robots.post(robot, 1)
    body = http_sink.requests[0].json
    assert body["sign"] == signature(f"{body['timestamp']}\nSEC1", "")


# -- what counts as an answer ------------------------------------------------------------------------------
OK = '{"errcode": 0, "errmsg": "ok"}'
ANSWERS = [
    (Reply(body=OK), State.SENT, ""),
    (Reply(body='{"code": 0, "msg": "success"}'), State.SENT, ""),
    (Reply(body='{"StatusCode": 0, "StatusMessage": "success"}'), State.SENT, ""),
    # HTTP 200 that says no
    (Reply(body='{"errcode": 93000, "errmsg": "invalid webhook url"}'), State.RETRY, "93000 invalid webhook url"),
    (Reply(body='{"errcode": 310000, "errmsg": "keywords not in content"}'), State.RETRY, "310000 keywords"),
    (Reply(body='{"code": 19021, "msg": "sign match fail"}'), State.RETRY, "19021 sign match fail"),
    (Reply(body='{"errcode": "0"}'), State.RETRY, "None"),
    (Reply(body="<html>请登录</html>"), State.RETRY, "请登录"),
    (Reply(body="[]"), State.RETRY, "None"),
    (Reply(body=""), State.RETRY, "None"),
    # too often: it waits, and no try is spent
    (Reply(body='{"errcode": 130101, "errmsg": "send too fast"}'), State.PENDING, "130101 send too fast"),
    (Reply(body='{"errcode": 45009, "errmsg": "api freq out of limit"}'), State.PENDING, "45009"),
    (Reply(429, "{}"), State.PENDING, "HTTP 429"),
    # other statuses, whatever the body says
    (Reply(302, OK, {"Location": "http://127.0.0.1:1/"}), State.RETRY, "HTTP 302"),
    (Reply(404, OK), State.RETRY, "HTTP 404"),
    (Reply(500, OK), State.RETRY, "HTTP 500"),
    # nobody knows whether it was taken
    (Reply(502, ""), State.UNCERTAIN, "HTTP 502"),
    (Reply(drop=True), State.UNCERTAIN, ""),
]


@pytest.mark.parametrize(("reply", "state", "error"), ANSWERS)
def test_only_http_200_and_code_0_is_success(robot, cast, http_sink, reply, state, error):
    http_sink.reply = reply
    announce({cast.own.pk: 1})
    assert outbox.deliver(NOON) == {state: 1}
    one = Delivery.objects.get()
    assert (one.state, len(http_sink.requests)) == (state, 1)
    assert error in one.error
    assert one.tries == (0 if state == State.PENDING else 1)


def test_a_refused_number_is_tried_at_most_so_often_and_then_says_why(robot, cast, http_sink):
    http_sink.reply = Reply(body='{"errcode": 93000, "errmsg": "invalid webhook url"}')
    announce({cast.own.pk: 1})
    for _try in range(MAX_TRIES + 2):
        let_all_be_due()
        outbox.deliver(NOON)
    one = Delivery.objects.get()
    assert (one.state, one.error) == (State.DEAD, "93000 invalid webhook url")
    assert len(http_sink.requests) == MAX_TRIES


def test_where_the_policy_says_so_what_may_have_arrived_goes_out_again(robot, cast, http_sink, settings):
    settings.CHAT_UNCERTAIN = "resend"
    http_sink.replies = [Reply(drop=True)]
    announce({cast.own.pk: 1})
    assert outbox.deliver(NOON) == {State.RETRY: 1}
    let_all_be_due()
    assert outbox.deliver(NOON) == {State.SENT: 1}


def test_a_host_that_is_off_is_not_called_and_its_name_stands_in_the_error(robot, cast, http_sink):
    OutsideHost.objects.update(switched_on=False)
    announce({cast.own.pk: 1})
    assert outbox.deliver(NOON) == {State.RETRY: 1}
    assert http_sink.connections == 0
    error = Delivery.objects.get().error
    assert f"127.0.0.1:{http_sink.port}" in error and "secret" not in error


def test_a_robot_switched_off_says_nothing(robot, cast, http_sink):
    announce({cast.own.pk: 1})
    Robot.objects.update(active=False)
    assert outbox.deliver(NOON) == {State.CANCELLED: 1}
    announce({cast.own.pk: 1})
    assert Delivery.objects.not_ended().count() == 0


# -- one number at a time -------------------------------------------------------------------------------------
def test_what_waits_grows_by_what_comes(robot, cast, http_sink):
    for number in (1, 2, 3):
        announce({cast.own.pk: number})
    outbox.deliver(NOON)
    assert texts(http_sink) == ["您有6项待办，请登录查看"]


def test_nothing_is_announced_for_nothing(robot, cast):
    announce({})
    announce({cast.own.pk: 0, cast.third.pk: 4})
    assert not Delivery.objects.exists()


def test_the_database_lets_only_one_wait(robot):
    Delivery.objects.add_for(robot, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(channel="robot", robot=robot)


def test_the_database_refuses_what_fits_no_channel(robot):
    for channel in ("mail", "gateway"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.create(channel=channel, robot=robot)


def test_what_fails_gives_its_number_to_what_waits_meanwhile(robot, cast, http_sink):
    announce({cast.own.pk: 2})
    claimed = Delivery.objects.claim("one", timezone.now())
    announce({cast.own.pk: 3})
    claimed.try_again("no")
    assert Delivery.objects.get(pk=claimed.pk).state == State.CANCELLED
    outbox.deliver(NOON)
    assert texts(http_sink) == ["您有5项待办，请登录查看"]


def test_what_a_dead_worker_left_gives_its_number_too(robot, cast, http_sink):
    announce({cast.own.pk: 2})
    Delivery.objects.claim("gone", timezone.now())
    announce({cast.own.pk: 3})
    Delivery.objects.filter(worker="gone").update(lease_until=timezone.now() - timedelta(seconds=1))
    outbox.deliver(NOON)
    assert texts(http_sink) == ["您有5项待办，请登录查看"]


def test_a_worker_that_comes_too_late_gives_nothing(robot, cast, http_sink):
    announce({cast.own.pk: 2})
    late = Delivery.objects.claim("late", timezone.now())
    late.end(State.SENT)
    announce({cast.own.pk: 3})
    late.try_again("too late")
    assert Delivery.objects.get(state=State.PENDING).count == 3


def work_on(numbers, robot):
    """A worker that claims what waits and, by turns, sends it, fails with it and dies with it."""
    for turn in range(60):
        one = Delivery.objects.claim(f"worker {turn}", timezone.now() + timedelta(hours=2))
        if one and turn % 3 == 0:
            one.end(State.SENT)
            numbers.append(one.count)
        elif one and turn % 3 == 1:
            one.try_again("no")
        elif one:
            Delivery.objects.filter(pk=one.pk, state=State.SENDING).update(lease_until=timezone.now())
            Delivery.objects.expire(timezone.now() + timedelta(seconds=1))


@pytest.mark.stack
def test_many_at_once_lose_and_double_no_number(own_database):
    """Four announce 25 times each while two workers claim, send, fail and die."""
    robot = Robot.objects.create(name="群", kind=Kind.WECOM, unit=make_unit("a", "县", "county"), url="https://a.cn/")
    said: list[int] = []
    announcing = [lambda: [announce({robot.unit_id: 1}) for _alert in range(25)]] * 4
    run_at_once([*announcing, lambda: work_on(said, robot), lambda: work_on(said, robot)])
    waiting = Delivery.objects.filter(state__in=[*Delivery.WAITING, State.SENDING, State.DEAD])
    assert sum(said) + sum(waiting.values_list("count", flat=True)) == 100
    assert sum(said) > 0 and Delivery.objects.waiting_for(robot).count() <= 1


def run_at_once(works):
    def run(work):
        work()
        connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(run, works))


# -- how often ---------------------------------------------------------------------------------------------------
def test_a_number_without_a_slot_waits_for_it_and_spends_no_try(robot, cast, http_sink):
    assert robot.take_slot(timezone.now())
    announce({cast.own.pk: 1})
    assert outbox.deliver(NOON) == {State.PENDING: 1}, "it is not asked for again and again"
    one = Delivery.objects.get()
    robot.refresh_from_db()
    assert (one.next_at, one.tries, http_sink.connections) == (robot.free_at, 0, 0)


def test_no_sixty_seconds_hold_more_than_twenty_posts(robot):
    """Workers ask for a slot at every quarter of a second; each post is up to ten seconds underway."""
    begun = timezone.now()
    moments = [begun + timedelta(seconds=quarter / 4) for quarter in range(4 * 300)]
    taken = [moment for moment in moments if robot.take_slot(moment)]
    assert len(taken) > 60
    for first in taken:
        arriving = [moment for moment in taken if first <= moment <= first + timedelta(seconds=60 + 10)]
        assert len(arriving) <= 20


def test_a_clock_that_was_set_back_silences_no_robot(robot):
    now = timezone.now()
    assert robot.take_slot(now + timedelta(hours=2))
    assert robot.take_slot(now)


TROUBLE = [
    Reply(body='{"errcode": 130101, "errmsg": "too fast"}'),
    Reply(500),
    Reply(302, "", {"Location": "http://127.0.0.1:1/"}),
    Reply(429),
]


def test_two_hundred_alerts_arrive_as_numbers_that_sum_to_two_hundred(robot, cast, http_sink, figures):
    """JB8: 200 alerts within 100 seconds, and a service that has trouble after it took 25 posts."""
    taken = 25
    http_sink.replies = [Reply()] * taken + TROUBLE
    moments = []
    with time_machine.travel(timezone.now(), tick=False) as now:
        for number in range(200 + 10):
            if number < 200:
                announce({cast.own.pk: 1})
            before = len(http_sink.requests)
            outbox.deliver(NOON)
            moments += [timezone.now()] * (len(http_sink.requests) - before)
            now.shift(0.5 if number < 200 else 3600)
    posted = texts(http_sink)
    said = [text for place, text in enumerate(posted) if not taken <= place < taken + len(TROUBLE)]
    densest = max(sum(first <= each < first + timedelta(seconds=60) for each in moments) for first in moments)
    figures("JB8", outcome=f"200 alerts in {len(posted)} posts, at most {densest} in 60 s")
    assert sum(int("".join(filter(str.isdigit, text))) for text in said) == 200
    assert 10 < densest <= 20
    assert not Delivery.objects.not_ended().exists()


def test_posting_for_one_unit_does_not_wait_for_a_slow_one(robot, cast, http_sink, monkeypatch):
    """One bad address never delays others: the second robot's host refuses at once, the first is served."""
    broken = make_robot(http_sink, cast.foreign)
    Robot.objects.filter(pk=broken.pk).update(url="http://127.0.0.1:1/none")
    OutsideHost.objects.create(host="127.0.0.1", port=1, switched_on=True)
    announce({cast.own.pk: 1, cast.foreign.pk: 1})
    assert outbox.deliver(NOON) == {State.SENT: 1, State.RETRY: 1}


def test_addresses_are_shown_without_their_secret(robot):
    robot.url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7e31-4432-b3ba-f4b07a1c1234"
    assert robot.masked_url == "https://qyapi.weixin.qq.com/…1234"


def test_no_payload_is_larger_than_a_sentence():
    assert (
        json.dumps(robots.payload(Kind.WECOM, "x"), ensure_ascii=False)
        == '{"msgtype": "text", "text": {"content": "x"}}'
    )
