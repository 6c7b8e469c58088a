"""JB9: nothing is connected to but hosts that are switched on, whatever an address tries."""

import ssl
import subprocess
import threading
import time
from contextlib import nullcontext, suppress
from functools import partial
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from alerts.addresses import BadAddress, normal_host, parse
from alerts.channels import wire
from alerts.models import OutsideHost
from tests.httpsink import Reply

pytestmark = pytest.mark.django_db
SINK = "127.0.0.1:PORT"
# Each would reach the sink, this machine or some other host than the listed one, if it were read carelessly. PORT is
# the sink's; chat.example.cn and the sink's own address at another port are switched on.
HOSTILE = [
    # another name before or after the one that is listed
    f"http://chat.example.cn@{SINK}/",
    f"http://chat.example.cn:443@{SINK}/",
    f"http://chat.example.cn%40{SINK}/",
    f"https://user:password@{SINK}/",
    f"http://{SINK}/chat.example.cn",
    f"http://{SINK}#@chat.example.cn/",
    f"http://{SINK}?@chat.example.cn/",
    f"http://{SINK}\\@chat.example.cn/",
    f"http://chat.example.cn\\@{SINK}/",
    f"http://chat.example.cn#@{SINK}/",
    f"http://chat.example.cn &@{SINK}/",
    f"http://chat.example.cn\t@{SINK}/",
    "http://chat.example.cn.evil.example/",
    "http://evil-chat.example.cn/",
    "http://evil.chat.example.cn/",
    "http://chat.example.cn./",
    "http://.chat.example.cn/",
    "https://chat.example.cn:PORT/",
    "http://chat.example.cn/",
    "http://chat.example.cn:80/",
    "https://chat.example.cn:444/",
    "https://chat.example.cn:/",
    "https://chat.example.cn:0443x/",
    "https://chat.example.cn:99999/",
    "https://chat.example.cn:-443/",
    # this machine, in every spelling
    f"http://{SINK}/",
    f"https://{SINK}/",
    f"HTTP://{SINK}/",
    "http://localhost:PORT/",
    "http://LOCALHOST:PORT/",
    "http://localhost.localdomain:PORT/",
    "http://127.1:PORT/",
    "http://127.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f000001:PORT/",
    "http://0x7f.0.0.1:PORT/",
    "http://017700000001:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://127.0.0.01:PORT/",
    "http://0:PORT/",
    "http://0.0.0.0:PORT/",
    "http://[::1]:PORT/",
    "http://[::]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://[::1%25lo]:PORT/",
    "http://[127.0.0.1]:PORT/",
    "http://①②⑦.⓪.⓪.①:PORT/",
    "http://１２７.０.０.１:PORT/",
    "http://127。0。0。1:PORT/",
    "http://127.0.0.1.:PORT/",
    "http://ⓛocalhost:PORT/",
    # inside the network, and the clouds' own servers
    "http://10.0.0.1/",
    "http://192.168.1.1:PORT/",
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/",
    "http://[fe80::1]:PORT/",
    # other ways than http
    "file:///etc/passwd",
    f"file://{SINK}/",
    f"gopher://{SINK}/_POST",
    f"ftp://{SINK}/",
    f"dict://{SINK}/stat",
    f"ws://{SINK}/",
    f"//{SINK}/",
    f"http:/{SINK}/",
    f"http:{SINK}/",
    f"http:\\\\{SINK}/",
    f" http://{SINK}/",
    f"ht\ntp://{SINK}/",
    f"javascript://{SINK}/",
    SINK,
    "",
    "http://",
    "http:///path",
    # a second request smuggled in the first
    "https://chat.example.cn/\r\nHost: evil.example",
    "https://chat.example.cn/ HTTP/1.1\r\nX: y",
    "https://chat.example.cn/路径",
    "https://chat.example.cn\x00.evil.example/",
]


def switch_on(host, port=None):
    return OutsideHost.objects.create(host=host, port=port, switched_on=True)


@pytest.fixture
def sink(http_sink):
    """The sink, with chat.example.cn and the sink's address at another port switched on."""
    switch_on("chat.example.cn")
    switch_on("127.0.0.1", http_sink.port - 1)
    return http_sink


def to_the_sink(host, port):
    """What a hostile name server would say of every name."""
    return ["127.0.0.1"]


def test_no_hostile_address_is_connected_to(sink, figures):
    refused = 0
    for url in HOSTILE:
        with pytest.raises((BadAddress, wire.NotAllowed)):
            wire.post(url.replace("PORT", str(sink.port)), b"x", {}, resolver=to_the_sink)
        refused += 1
    figures("JB9", outcome=f"{refused} hostile addresses, {sink.connections} connections")
    assert (len(HOSTILE) >= 60, sink.connections) == (True, 0)


def test_control_a_switched_on_address_is_connected_to(sink):
    switch_on("127.0.0.1", sink.port)
    answer = wire.post(sink.url, b'{"a": 1}', wire.JSON)
    (posted,) = sink.requests
    assert (answer.status, answer.text) == (200, '{"errcode": 0, "errmsg": "ok"}')
    assert (posted.path, posted.json) == ("/robot?key=secret-1234", {"a": 1})
    assert posted.headers["Host"] == f"127.0.0.1:{sink.port}"


def test_control_without_the_list_hostile_addresses_come_through(sink, monkeypatch):
    monkeypatch.setattr(wire.OutsideHost.objects, "allows", lambda address: True)
    monkeypatch.setattr(wire, "_is_inside", lambda found: False)
    monkeypatch.setattr(wire, "CONNECT_SECONDS", 0.2)
    for url in HOSTILE:
        # A handshake with a server that speaks no TLS would wait for its time to end.
        with suppress(BadAddress, OSError, HTTPException, ValueError):
            url = url.replace("PORT", str(sink.port))
            assert not url.startswith("http:") or wire.post(url, b"x", {}, resolver=to_the_sink)
    assert sink.connections > 5


@pytest.mark.parametrize("switched_on", [True, False])
def test_a_listed_host_counts_only_while_it_is_switched_on(http_sink, switched_on):
    OutsideHost.objects.create(host="127.0.0.1", port=http_sink.port, switched_on=switched_on)
    with nullcontext() if switched_on else pytest.raises(wire.NotAllowed):
        wire.post(http_sink.url, b"", {})
    assert http_sink.connections == switched_on


def test_the_chat_services_are_listed_and_off():
    listed = set(OutsideHost.objects.values_list("host", "port", "switched_on"))
    assert listed == {(host, None, False) for host in ("qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn")}


# -- names and what they lead to -----------------------------------------------------------------------
def test_a_name_is_resolved_once_and_that_address_connected_to(sink, monkeypatch):
    """A name server that gives another answer the second time changes nothing: nobody asks it twice."""
    asked, connected = [], []
    answers = [["203.0.113.9"], ["127.0.0.1"]]

    def rebinding(host, port):
        asked.append(host)
        return answers.pop(0)

    def connect(address, timeout):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(wire.socket, "create_connection", connect)
    with pytest.raises(ConnectionRefusedError):
        wire.post("https://chat.example.cn/", b"", {}, resolver=rebinding)
    assert (asked, connected, sink.connections) == (["chat.example.cn"], [("203.0.113.9", 443)], 0)


@pytest.mark.parametrize(
    "found", ["127.0.0.1", "::1", "0.0.0.0", "169.254.169.254", "fe80::1%eth0", "::ffff:127.0.0.1"]
)
def test_a_name_may_not_lead_to_this_machine_or_its_wire(sink, found):
    switch_on("gateway.example.cn", sink.port)
    with pytest.raises(wire.NotAllowed):
        wire.post(f"http://gateway.example.cn:{sink.port}/", b"", {}, resolver=lambda host, port: [found])
    assert sink.connections == 0


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("SMS.Example.GOV.CN", "sms.example.gov.cn"),
        ("政务.example.cn", "xn--g6qq63a.example.cn"),
        ("[2001:DB8::0:1]", "2001:db8::1"),
        ("10.1.2.3", "10.1.2.3"),
    ],
)
def test_a_host_has_one_spelling(written, same):
    assert normal_host(written).startswith(same[:4]) and normal_host(normal_host(written)) == normal_host(written)


def test_an_address_is_taken_apart():
    address = parse("https://Chat.Example.cn/cgi-bin/send?key=1")
    assert (address.host, address.port, address.target) == ("chat.example.cn", 443, "/cgi-bin/send?key=1")
    assert parse("http://10.1.2.3:8080").host_header == "10.1.2.3:8080"


# -- what comes back ------------------------------------------------------------------------------------
@pytest.fixture
def open_sink(http_sink):
    switch_on("127.0.0.1", http_sink.port)
    return http_sink


def test_no_redirect_is_followed(open_sink):
    open_sink.reply = Reply(302, "", {"Location": f"http://127.0.0.1:{open_sink.port}/elsewhere"})
    assert wire.post(open_sink.url, b"", {}).status == 302
    assert len(open_sink.requests) == 1


def test_an_answer_is_read_no_further_than_its_bound(open_sink):
    open_sink.reply = Reply(body="a" * 300_000)
    assert len(wire.post(open_sink.url, b"", {}).text) == wire.LONGEST_ANSWER


@pytest.mark.parametrize("reply", [Reply(delay=3), Reply(body="a" * 100, drip=0.1)])
def test_the_time_ends_for_who_is_silent_and_for_who_answers_drop_by_drop(open_sink, monkeypatch, reply):
    monkeypatch.setattr(wire, "SECONDS", 0.5)
    open_sink.reply, begun = reply, time.monotonic()
    with pytest.raises(TimeoutError):
        wire.post(open_sink.url, b"", {})
    assert time.monotonic() - begun < 1.5


def test_who_hangs_up_has_not_answered(open_sink):
    open_sink.reply = Reply(drop=True)
    with pytest.raises((OSError, HTTPException)):
        wire.post(open_sink.url, b"", {})


def test_whoever_may_not_begin_has_sent_nothing(open_sink):
    def no():
        raise LookupError

    with pytest.raises(LookupError):
        wire.post(open_sink.url, b"", {}, begin=no)
    assert open_sink.requests == []


def test_a_header_cannot_bring_another(open_sink):
    with pytest.raises(ValueError):
        wire.post(open_sink.url, b"", {"X-Key": "a\r\nX-Other: b"})
    assert open_sink.requests == []


# -- TLS -------------------------------------------------------------------------------------------------
class Ok(BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of chat.example.cn that nobody has signed but itself."""
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    name = ("-subj", "/CN=chat.example.cn", "-addext", "subjectAltName=DNS:chat.example.cn")
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    command = ["openssl", "req", "-x509", *kind, "-keyout", str(key), "-out", str(cert), *name]
    subprocess.run(command, check=True, capture_output=True)
    return key, cert


@pytest.fixture
def secure_port(certificate):
    key, cert = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server = HTTPServer(("127.0.0.1", 0), Ok)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("host", "trusted", "taken"),
    [
        ("chat.example.cn", True, True),
        ("other.example.cn", True, False),  # the certificate is another host's
        ("chat.example.cn", False, False),  # nobody vouches for it
    ],
)
def test_the_certificate_is_checked_against_the_name(secure_port, certificate, monkeypatch, host, trusted, taken):
    switch_on(host, secure_port)
    if trusted:
        vouched = partial(ssl.create_default_context, cafile=str(certificate[1]))
        monkeypatch.setattr(wire.ssl, "create_default_context", vouched)
    # The name leads to this machine, which it may not outside a test.
    monkeypatch.setattr(wire, "_is_inside", lambda found: False)
    with nullcontext() if taken else pytest.raises(ssl.SSLCertVerificationError):
        wire.post(f"https://{host}:{secure_port}/", b"", {}, resolver=to_the_sink)
