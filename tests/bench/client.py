"""A load client of our own: as many connections as lanes, the next request when the last is answered."""

import http.client
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

TIMEOUT = 30


class WrongAnswer(Exception):
    """The server did not answer as it should: a figure would mean nothing."""


@dataclass(frozen=True)
class Request:
    """One request and the status of its right answer."""

    path: str
    cookies: str = ""
    method: str = "GET"
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def sent_headers(self) -> dict[str, str]:
        typed = {"Content-Type": "application/x-www-form-urlencoded"} if self.body is not None else {}
        return {"Cookie": self.cookies, "Accept-Language": "zh-CN", **typed, **self.headers}


def drive(port: int, lane: Iterator[Request], count: int) -> bytes:
    """Send `count` requests of a lane one after the other; the last answer's body. Raises WrongAnswer.

    http.client keeps the connection open where the server does; gunicorn's sync workers close it after each answer.
    """
    connection, body = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT), b""
    for request in islice(lane, count):
        connection.request(request.method, request.path, request.body, request.sent_headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != request.status:
            raise WrongAnswer(f"{request.method} {request.path}: {response.status}\n{body[:600].decode()}")
    connection.close()
    return body


def drive_all(port: int, lanes: Sequence[Iterator[Request]], count: int) -> list[bytes]:
    """The same on all lanes at once, `count` requests in all; the last answer of each lane."""
    share = count // len(lanes)
    with ThreadPoolExecutor(len(lanes)) as threads:
        return list(threads.map(lambda lane: drive(port, lane, share), lanes))
