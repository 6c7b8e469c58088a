"""The one way out by HTTP: to hosts that the admin switched on, and nowhere else.

The name is resolved once and that very address connected to; TLS is checked against the name. No redirect is followed,
no proxy of the environment asked, and everything has its end: five seconds to connect, ten in all, 64 KiB of answer.
"""

import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPResponse
from ipaddress import ip_address

from ..addresses import Address, parse
from ..models import OutsideHost

CONNECT_SECONDS, SECONDS, LONGEST_ANSWER = 5.0, 10.0, 64 * 1024
JSON = {"Content-Type": "application/json; charset=utf-8"}
Resolver = Callable[[str, int], list[str]]


class NotAllowed(Exception):
    """The host is not switched on, or its name leads to where no name may lead."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_kind, address in found]


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    begin: Callable[[], None] | None = None,
    resolver: Resolver = resolved,
) -> Answer:
    """Post and read the answer. `begin` is called once the connection stands, before the first byte of the request.

    Raises BadAddress, NotAllowed, and OSError or HTTPException for whatever goes wrong underway.
    """
    address, until = parse(url), time.monotonic() + SECONDS
    if not OutsideHost.objects.allows(address):
        raise NotAllowed(f"{address.host_header} is not switched on among the outside hosts")
    with _connected(address, time.monotonic() + CONNECT_SECONDS, resolver) as connection:
        if begin:
            begin()
        connection.settimeout(_left(until))
        connection.sendall(_request(address, body, headers))
        return _answer(connection, until)


def _connected(address: Address, until: float, resolver: Resolver):
    """A connection to the address that the name has now."""
    literal = _is_literal(address.host)
    for found in resolver(address.host, address.port):
        if not literal and _is_inside(found):
            raise NotAllowed(f"{address.host} leads to {found}")
        connection = socket.create_connection((found, address.port), timeout=_left(until))
        return _secured(connection, address.host, until) if address.secure else connection
    raise OSError(f"{address.host} has no address")


def _secured(connection, host: str, until: float):
    try:
        connection.settimeout(_left(until))
        return ssl.create_default_context().wrap_socket(connection, server_hostname=host)
    except BaseException:
        connection.close()
        raise


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_inside(found: str) -> bool:
    """This machine or its own wire: a name that leads there is a trick; who means it lists the address itself."""
    ip = ip_address(found.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_unspecified


def _request(address: Address, body: bytes, headers: Mapping[str, str]) -> bytes:
    own = {"Host": address.host_header, "Content-Length": str(len(body)), "Connection": "close", "Accept": "*/*"}
    lines = [f"POST {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in {**headers, **own}.items())]
    if any("\r" in line or "\n" in line for line in lines):
        raise ValueError("a header with a line break")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def _answer(connection, until: float) -> Answer:
    response = HTTPResponse(_Reader(connection, until), method="POST")
    try:
        response.begin()
        return Answer(response.status, response.read(LONGEST_ANSWER).decode(errors="replace"))
    finally:
        response.close()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("out of time")
    return left


class _Reader(io.RawIOBase):
    """Reads from a socket while the time lasts, however slowly the bytes come; what HTTPResponse asks of a socket."""

    def __init__(self, connection, until: float):
        super().__init__()
        self.connection, self.until = connection, until

    def makefile(self, mode: str):
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.connection.settimeout(_left(self.until))
        return self.connection.recv_into(buffer)
