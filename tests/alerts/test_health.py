"""提醒发送情况: what is red, who sees it, what the administrator can do, and what a monitor reads."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail as outgoing_mail
from django.urls import reverse
from django.utils import timezone

from alerts import outbox
from alerts.alarms import Standing
from alerts.channels import announce
from alerts.models import Alert, Delivery, Message, Outgoing, OutsideHost, Sweep
from base import alarms, clock, nav
from base.models import AuditRecord
from pilots.models import Officer
from tests.alerts.conftest import DAY, at_noon
from tests.alerts.test_outbox import NOON, let_all_be_due
from tests.alerts.test_robots import make_robot
from tests.cast import at
from tests.httpsink import Reply

State = Delivery.State
PAGE, TOKEN = "/inbox/sending/", "a-token-for-the-monitor"


@pytest.fixture
def swept(cast, client):
    """An installation that works: the sweep ran just now."""
    with at_noon():
        Sweep.mark(outbox.JOB, timezone.now())
        client.force_login(cast.admin)
        yield cast


def page(client, path=PAGE) -> str:
    return client.get(path).content.decode()


# -- what is red ---------------------------------------------------------------------------------------------
def sweep_is_late(cast):
    Sweep.mark(outbox.JOB, timezone.now() - timedelta(minutes=6))


def held(cast):
    Outgoing.row().hold(note="迁移服务器")


def mail_fails(cast):
    """The server has been away for more than an hour."""
    Alert.objects.raise_due(DAY)
    Delivery.objects.update(state=State.RETRY, failing_since=timezone.now() - timedelta(minutes=61))
    Delivery.objects.update(next_at=timezone.now() + timedelta(hours=1))


def mail_gave_up(cast):
    """All tries are spent: nothing fails any more, and nothing went out."""
    mail_fails(cast)
    Delivery.objects.update(state=State.DEAD, attempt=8, ended_at=timezone.now())


def due_stands_still(cast):
    Alert.objects.raise_due(DAY)
    Delivery.objects.update(next_at=timezone.now() - timedelta(minutes=6))


def mail_began_to_fail(cast):
    mail_fails(cast)
    Delivery.objects.update(failing_since=timezone.now() - timedelta(minutes=30))


def one_address_fails(cast):
    """Others went out since."""
    mail_fails(cast)
    Delivery.objects.filter(pk=Delivery.objects.first().pk).update(state=State.SENT, ended_at=timezone.now())


def an_address_is_unknown(cast):
    """Refused for good at the first try, two hours ago."""
    mail_fails(cast)
    Delivery.objects.update(state=State.DEAD, attempt=1, ended_at=timezone.now() - timedelta(hours=2))


def nothing_happens(cast):
    pass


@pytest.mark.parametrize(
    ("happening", "says"),
    [
        (nothing_happens, ""),
        (sweep_is_late, "提醒已超过5分钟未能发出"),
        (due_stands_still, "提醒已超过5分钟未能发出"),
        (held, "提醒已全部暂停发送：迁移服务器"),
        (mail_fails, "邮件已连续1小时以上未能发出"),
        (mail_gave_up, "邮件已连续1小时以上未能发出"),
        (mail_began_to_fail, ""),
        (one_address_fails, ""),
        (an_address_is_unknown, ""),
    ],
)
def test_what_is_red_is_said_on_every_page_of_bureau_and_administrator(swept, client, settings, happening, says):
    settings.MAIL_ENABLED = True
    happening(swept)
    assert Standing.at(timezone.now()).red is bool(says)
    pages = [(swept.admin, reverse("pilots:officers")), (swept.reviewer, "/dashboard/"), (swept.bureau_lead, PAGE)]
    for officer, path in pages:
        client.force_login(officer)
        seen = client.get(path)
        assert [says in alarm.text for alarm in seen.context["alarms"]] == [True] * bool(says), path
        assert says in seen.content.decode()
    client.force_login(swept.officer)
    assert not client.get(reverse("alerts:inbox")).context["alarms"], "a county cannot act on it"


def test_at_night_what_is_due_waits_rightly_but_the_sweep_goes_on(digests, mail, settings):
    settings.QUIET_HOURS = "18:00-08:00"
    due_stands_still(digests)
    Sweep.mark(outbox.JOB, timezone.now())
    with clock.at(at(2, 18, 22)):
        assert not Standing.at(timezone.now()).late
        sweep_is_late(digests)
        assert Standing.at(timezone.now()).late


@pytest.mark.parametrize("role", ["reviewer", "officer"])
def test_the_red_line_is_asked_for_by_the_query_of_the_menu(swept, django_assert_num_queries, role):
    request = SimpleNamespace(user=getattr(swept, role), resolver_match=None)
    with django_assert_num_queries(1):
        assert nav.entries(request) and alarms.of(request) == []


# -- the page -------------------------------------------------------------------------------------------------
@pytest.fixture
def sent(swept, mail, http_sink):
    """A morning: five mails sent, one refused for good, one that waits; a robot that hung up after reading."""
    mail.refuse["officer@example.cn"] = "550 no such mailbox"
    mail.refuse["lead@example.cn"] = "451 later"
    make_robot(http_sink, swept.foreign)
    http_sink.replies = [Reply(drop=True)]
    Alert.objects.raise_due(DAY)
    announce({swept.foreign.pk: 3})
    outbox.deliver(NOON)
    return swept


def test_the_page_counts_and_lists(sent, client):
    text, sending = page(client), client.get(PAGE).context["sending"]
    assert {str(way): numbers for way, numbers in sending.rows} == {
        "邮件": [5, 1, 1, 0, 0],
        "消息网关": [0, 0, 0, 0, 0],
        "群机器人": [0, 0, 0, 1, 0],
    }
    assert [(one.goes_to, one.state) for one in sending.troubled] == [("定南县群", "uncertain"), ("钟丽萍", "dead")]
    assert "550" in text and "…1234" in text and "secret" not in text


def test_the_bureau_sees_and_only_the_administrator_acts(sent, client):
    acts = ("/again/", "/aside/", "/test/", "/admin/alerts/")
    assert all(act in page(client) for act in acts)
    client.force_login(sent.reviewer)
    assert "钟丽萍" in page(client) and not any(act in page(client) for act in acts)


def test_what_ended_long_ago_is_left_out(sent, client):
    Delivery.objects.exclude(ended_at=None).update(ended_at=timezone.now() - timedelta(days=8))
    sending = client.get(PAGE).context["sending"]
    assert not sending.troubled and sum(sum(numbers) for _way, numbers in sending.rows) == 1


def test_units_in_which_nobody_can_be_told_are_named(swept, client):
    Officer.objects.filter(unit=swept.foreign).update(is_active=False)
    assert [unit.name for unit in client.get(PAGE).context["sending"].unreachable if unit.is_county] == [
        "定南县",
        "赣州经开区",
    ]


def test_the_queries_of_the_page_do_not_grow_with_what_failed(sent, client, django_assert_max_num_queries):
    client.get(PAGE)
    with django_assert_max_num_queries(21) as few:
        client.get(PAGE)
    Delivery.objects.filter(channel="mail").update(state=State.DEAD, ended_at=timezone.now())
    with django_assert_max_num_queries(21) as many:
        client.get(PAGE)
    assert len(many) == len(few)


# -- what the administrator does ---------------------------------------------------------------------------------
def post(client, name, *args, **body):
    return client.post(reverse(f"alerts:{name}", args=args), body)


def last_act() -> tuple:
    record = AuditRecord.objects.filter(act=AuditRecord.Act.SETTINGS).first()
    return record.by_name, record.detail


def test_sending_again_gives_all_tries_anew(sent, client, mail):
    mail.refuse.clear()
    one = Delivery.objects.get(state=State.DEAD)
    assert post(client, "send_again", one.pk).status_code == 303
    assert last_act() == ("王管理", {"sent_again": True})
    one.refresh_from_db()
    assert (one.state, one.tries, one.error, one.failing_since) == (State.PENDING, 0, "", None)
    assert outbox.deliver(NOON) == {State.SENT: 1}


def test_the_fence_stands_when_something_is_sent_again(sent, client):
    """The worker that left it uncertain wakes up after another one has claimed it anew."""
    late = Delivery.objects.get(state=State.UNCERTAIN)
    post(client, "send_again", late.pk)
    claimed = Delivery.objects.filter(robot__isnull=False).claim("other", timezone.now())
    late.end(State.SENT)
    late.try_again("too late")
    assert Delivery.objects.get(pk=claimed.pk).state == State.SENDING


def test_a_number_sent_again_joins_the_one_that_waits(sent, client):
    announce({sent.foreign.pk: 4})
    post(client, "send_again", Delivery.objects.get(state=State.UNCERTAIN).pk)
    assert list(Delivery.objects.waiting_for(sent.foreign.robots.get()).values_list("count", flat=True)) == [8]


def test_what_may_have_arrived_is_set_aside(sent, client):
    one = Delivery.objects.get(state=State.UNCERTAIN)
    assert post(client, "set_aside", one.pk).status_code == 303
    assert last_act() == ("王管理", {"set_aside": True})
    let_all_be_due()
    one.refresh_from_db()
    assert one.state == State.CANCELLED


def test_what_has_moved_on_is_not_decided_twice(sent, client):
    one = Delivery.objects.get(state=State.DEAD)
    assert post(client, "set_aside", one.pk).status_code == 422
    post(client, "send_again", one.pk)
    answer = post(client, "send_again", one.pk)
    assert answer.status_code == 422 and "该条发送记录的状态已变化" in answer.content.decode()


def test_the_administrator_releases_what_is_held(swept, client):
    Outgoing.row().hold()
    button = reverse("alerts:release")
    assert button in page(client)
    assert post(client, "release").status_code == 303
    assert last_act() == ("王管理", {"held": False})
    assert button not in page(client)


def tried(client, way) -> str:
    post(client, "try_out", way=way)
    return page(client)


def test_a_test_is_a_real_post_and_its_answer_is_shown(swept, client, http_sink):
    robot = make_robot(http_sink, swept.own)
    assert "测试已被接收：HTTP 200" in tried(client, robot.way)
    assert http_sink.requests[0].json["text"]["content"] == "您有0项待办，请登录查看"
    assert "该机器人刚刚发送过消息" in tried(client, robot.way)
    assert last_act()[1]["tried"].startswith("该机器人")


def test_a_test_that_fails_says_why(swept, client, http_sink):
    robot = make_robot(http_sink, swept.own)
    http_sink.reply = Reply(body='{"errcode": 93000, "errmsg": "invalid webhook url"}')
    assert "测试未成功：93000 invalid webhook url" in tried(client, robot.way)
    OutsideHost.objects.update(switched_on=False)
    robot.free_at = timezone.now()
    robot.save()
    assert "is not switched on" in tried(client, robot.way)


def test_a_test_by_mail_goes_to_the_administrator(swept, client, settings):
    settings.MAIL_ENABLED = True
    tried(client, "mail")
    assert [sent.to for sent in outgoing_mail.outbox] == [["admin@example.cn"]]


def test_a_way_that_does_not_exist_is_refused(swept, client, settings):
    settings.MAIL_ENABLED = False
    assert post(client, "try_out", way="mail").status_code == 422


# -- what a monitor reads -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("configured", "headers", "status"),
    [
        (TOKEN, {"Authorization": f"Bearer {TOKEN}"}, 200),
        (TOKEN, {"X-Health-Token": TOKEN}, 200),
        (TOKEN, {}, 404),
        (TOKEN, {"X-Health-Token": f"{TOKEN}x"}, 404),
        (TOKEN, {"Authorization": f"Basic {TOKEN}"}, 404),
        ("", {"X-Health-Token": ""}, 404),
        ("", {"Authorization": "Bearer "}, 404),
    ],
)
def test_the_deep_page_needs_the_token(swept, client, settings, configured, headers, status):
    settings.HEALTH_TOKEN = configured
    assert client.get("/healthz?deep=1", headers=headers).status_code == status
    assert client.get(f"/healthz?deep=1&token={TOKEN}").status_code == 404
    assert client.get("/healthz").status_code == 200


def deep(client, settings):
    settings.HEALTH_TOKEN = TOKEN
    answer = client.get("/healthz?deep=1", headers={"X-Health-Token": TOKEN})
    return answer.status_code, answer.json()


def test_a_monitor_reads_figures_and_no_names(sent, client, settings):
    Sweep.mark(outbox.JOB, timezone.now())
    let_all_be_due()
    status, said = deep(client, settings)
    assert 0 <= said.pop("oldest_waiting_seconds") < 60 and said.pop("last_sweep")
    figures = {"late": False, "dead": 1, "uncertain": 1, "held": False, "mail_failing": False}
    assert (status, said) == (200, {"status": "ok", **figures})


@pytest.mark.parametrize("happening", [sweep_is_late, held, mail_fails])
def test_a_monitor_is_told_by_the_status(swept, client, settings, happening):
    settings.MAIL_ENABLED = True
    happening(swept)
    status, said = deep(client, settings)
    assert (status, said["status"]) == (503, "red")


def test_a_message_is_in_the_inbox_whatever_became_of_its_copies(sent):
    assert Message.objects.count() == 7
