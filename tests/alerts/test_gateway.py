"""Message gateways: what is posted for whom, what answer counts, what is looked at again before it leaves."""

from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ValidationError

from alerts import bodies, outbox
from alerts.channels import make_copies
from alerts.models import Alert, Delivery, Gateway, Message, OutsideHost
from pilots.models import Officer
from tests.alerts.conftest import DAY, at_noon
from tests.alerts.test_outbox import NOON
from tests.cast import obligation
from tests.httpsink import Reply

State = Delivery.State
JSON, FORM = Gateway.ContentType.JSON, Gateway.ContentType.FORM
NUMBER = "13800000001"
TEXT = "您有1项待办，请登录查看"


def make_gateway(sink, **more):
    OutsideHost.objects.get_or_create(host=sink.host, port=sink.port, defaults={"switched_on": True})
    given = {"content_type": JSON, "template": '{"phone": "{to}", "content": "{text}"}', "expected": "errcode=0"}
    return Gateway.objects.create(**{"name": "短信", "url": sink.url, **given, **more})


@pytest.fixture
def gateway(cast, http_sink, settings):
    settings.QUIET_HOURS = ""
    return make_gateway(http_sink)


@pytest.fixture
def told(cast, gateway):
    """The digests of 18 February; the officer alone has a contact number."""
    Officer.objects.filter(pk=cast.officer.pk).update(contact=NUMBER)
    with at_noon():
        Alert.objects.raise_due(DAY)
    make_copies(Message.objects.all())
    return cast


# -- what is posted ---------------------------------------------------------------------------------------
def test_a_text_says_how_many_and_never_what(told, http_sink):
    assert outbox.deliver(NOON) == {State.SENT: 1}
    assert [posted.json for posted in http_sink.requests] == [{"phone": NUMBER, "content": TEXT}]


def test_a_form_and_further_headers(told, gateway, http_sink):
    Gateway.objects.update(
        content_type=FORM, template="mobile={to}&sms={text}&sign=1", headers={"X-Key": "k1"}, expected=""
    )
    outbox.deliver(NOON)
    (posted,) = http_sink.requests
    assert parse_qs(posted.body) == {"mobile": [NUMBER], "sms": [TEXT], "sign": ["1"]}
    assert (posted.headers["X-Key"], posted.headers["Content-Type"]) == ("k1", f"{FORM}; charset=utf-8")


def test_a_copy_exists_once_for_each_gateway(told, gateway, http_sink):
    make_gateway(http_sink, name="赣政通")
    for _time in range(2):
        make_copies(Message.objects.all())
    assert Delivery.objects.filter(channel="gateway").count() == 2


def test_without_mail_the_gateway_still_sends(told, settings, http_sink):
    """Mails made while there was a mail server wait; they do not stand in anybody's way."""
    settings.MAIL_ENABLED = True
    make_copies(Message.objects.all())
    settings.MAIL_ENABLED = False
    assert outbox.deliver(NOON) == {State.SENT: 1}
    assert Delivery.objects.filter(channel="mail", state=State.PENDING).count() == 7


@pytest.mark.parametrize(
    ("content_type", "value", "body"),
    [
        (JSON, '"},{"phone":"1', r'{"a":"\"},{\"phone\":\"1","b":"x"}'),
        (JSON, "a\nb\\", r'{"a":"a\nb\\","b":"x"}'),
        (JSON, "{text}", '{"a":"{text}","b":"x"}'),  # a value is no template
        (FORM, "1&admin=1", '{"a":"1%26admin%3D1","b":"x"}'),
        (FORM, "赣 州", '{"a":"%E8%B5%A3+%E5%B7%9E","b":"x"}'),
    ],
)
def test_a_value_stays_a_value(content_type, value, body):
    assert bodies.filled('{"a":"{to}","b":"{text}"}', content_type, to=value, text="x").decode() == body


# -- what answer counts ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("expected", "answer", "taken"),
    [
        ("", "anything", True),
        ("success", '{"result": "success"}', True),
        ("success", "fail", False),
        ("code=0", '{"code": 0}', True),
        ("code=0", '{"code": "0"}', True),
        ("code=0", '{"code": 10}', False),
        ("code=0", '{"message": "code=0"}', False),
        ("ok=true", '{"ok": true}', True),
        ("data.status=sent", '{"data": {"status": "sent"}}', True),
        ("data.status=sent", '{"data": null}', False),
        ("data.status=sent", '{"data": []}', False),
        ("result=0", "result=0&msgid=1", True),  # no JSON: a part of the text
        ("result=0", "result=1", False),
    ],
)
def test_the_expected_answer(expected, answer, taken):
    assert bodies.matches(answer, expected) is taken


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (Reply(), State.SENT),
        (Reply(body='{"errcode": 7}'), State.RETRY),
        (Reply(status=500), State.RETRY),
        (Reply(drop=True), State.UNCERTAIN),
    ],
)
def test_what_comes_of_an_answer(told, http_sink, reply, state):
    http_sink.reply = reply
    assert outbox.deliver(NOON) == {state: 1}


# -- looked at again before it leaves ----------------------------------------------------------------------------
def without_number(cast):
    Officer.objects.filter(pk=cast.officer.pk).update(contact="")


def disabled(cast):
    cast.officer.set_active(active=False, by=cast.admin)


def submitted(cast):
    with at_noon():
        obligation(cast.first_plan, cast.own).submit(by=cast.officer, on=DAY, document_number="1号")


def gateway_off(cast):
    Gateway.objects.update(active=False)


@pytest.mark.parametrize("happening", [without_number, disabled, submitted, gateway_off])
def test_what_no_longer_holds_is_not_posted(told, http_sink, happening):
    happening(told)
    assert outbox.deliver(NOON) == {State.CANCELLED: 1}
    assert http_sink.connections == 0


# -- what the administrator may enter -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("template", '{"phone": "{to}"}'),
        ("template", '{"phone": {to}, "text": {text}}'),
        ("template", "{to} {text}"),
        ("headers", ["X"]),
        ("headers", {"X": 1}),
        ("headers", {"X\r\nY": "1"}),
        ("headers", {"X": "1\r\nY: 2"}),
        ("headers", {"Host": "evil.example"}),
        ("url", "ftp://10.1.2.3/"),
        ("url", "http://user@10.1.2.3/"),
    ],
)
def test_a_gateway_that_could_not_work_is_refused(gateway, field, value):
    setattr(gateway, field, value)
    with pytest.raises(ValidationError) as refused:
        gateway.full_clean()
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("host", ["http://a.cn", "a.cn/x", "127.1", "2130706433", "a b", "[::1", "a.cn:80"])
def test_a_host_is_a_host_alone(db, host):
    with pytest.raises(ValidationError):
        OutsideHost(host=host).full_clean()


def test_a_host_is_kept_in_its_one_spelling(db):
    one = OutsideHost(host="SMS.Example.CN")
    one.full_clean()
    assert one.host == "sms.example.cn"
