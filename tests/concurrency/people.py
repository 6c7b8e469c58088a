"""People at their browsers, without the browsers: real requests to a running server, many at once."""

import http.client
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from tests.stack import Stack

CSRF = "a" * 32
PATIENCE = 60
DONE, CONFLICT, INVALID = 303, 409, 422
# A form that htmx sends is answered by the new fragment, or by a header that makes the browser go.
DONE_FOR_HTMX = 200


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    location: str = ""
    body: str = ""
    seconds: float = 0.0

    @property
    def done(self) -> bool:
        return self.status in (DONE, DONE_FOR_HTMX)


@dataclass
class Person:
    """One logged-in officer. May be used by several threads at once, like several tabs."""

    stack: Stack
    username: str
    cookie: str = field(init=False)

    def __post_init__(self) -> None:
        session = self.stack.session_cookie(self.username)
        self.cookie = f"{session['name']}={session['value']}; {settings.CSRF_COOKIE_NAME}={CSRF}"

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict, htmx: bool = False) -> Answer:
        """Send a form; a value that is an open file is an upload."""
        return self._ask("POST", path, encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": CSRF, **fields}), htmx)

    def post_and_hang_up(self, path: str, fields: dict) -> None:
        """Send a form whole and cut the line before the answer comes."""
        sent = self._send("POST", path, encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": CSRF, **fields}))
        sent.close()

    def opens(self, obligation) -> dict[str, str]:
        """Look at the obligation's page: the hidden fields of its report form, as a browser would send them back."""
        page = self.get(url("obligation", obligation))
        assert page.status == 200, f"{self.username}: {page.status} instead of the page"
        return hidden_fields(page.body, url("report", obligation))

    def _ask(self, method: str, path: str, body: bytes | None = None, htmx: bool = False) -> Answer:
        began = time.monotonic()
        line = self._send(method, path, body, {"HX-Request": "true"} if htmx else {})
        try:
            came = line.getresponse()
            text = came.read().decode()
        finally:
            line.close()
        location = came.getheader("Location") or came.getheader("HX-Redirect") or ""
        return Answer(came.status, urlsplit(location).path, text, time.monotonic() - began)

    def _send(self, method, path, body, more=None) -> http.client.HTTPConnection:
        line = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookie, **(more or {})} | ({"Content-Type": MULTIPART_CONTENT} if body else {})
        line.request(method, path, body, headers)
        return line


def hidden_fields(html: str, action: str) -> dict[str, str]:
    """Key and version of the form that is sent to this address."""
    form = html.partition(f'action="{action}')[2].partition("</form>")[0]
    inputs = re.findall(r'<input type="hidden" name="(key|version)" value="([^"]*)"', form)
    assert {name for name, _value in inputs} == {"key", "version"}, f"no form for {action}"
    return dict(inputs)


def url(verb: str, obligation) -> str:
    return reverse(f"tasks:{verb}", args=[obligation.key])


def new_key() -> str:
    return str(uuid.uuid4())


def together(*acts: Callable[[], Answer]) -> list[Answer]:
    """Do all acts at the same moment; their answers in the order of the acts."""
    gate = threading.Barrier(len(acts))

    def go(act):
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(go, acts))


def each_in_a_thread(work: Callable, people: Sequence) -> list:
    """`work(person)` for all people at once; the lists they return, joined."""
    with ThreadPoolExecutor(len(people)) as pool:
        return [one for done in pool.map(work, people) for one in done]


def p95(seconds: Iterable[float]) -> float:
    ordered = sorted(seconds)
    return ordered[int(len(ordered) * 0.95)]
