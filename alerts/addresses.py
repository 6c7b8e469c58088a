"""Addresses outside the platform: taken apart strictly, so that what is checked is what is called.

Whatever different programs read differently (a name before the host, spaces, backslashes, numbers in other bases) is
refused here; whether a host may be called is the list's affair (`OutsideHost`).
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PORTS = {"http": 80, "https": 443}
NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
PLAIN = re.compile(r"[!-~]*")
NUMBER = re.compile(r"(0x[0-9a-f]*|\d+)")


class BadAddress(ValueError):
    """The text is no address that the platform would call."""


@dataclass(frozen=True)
class Address:
    """An address taken apart: the host normalised, the port said, the target as it stands in the request."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def secure(self) -> bool:
        return self.scheme == "https"

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse(url: str) -> Address:
    """Raises BadAddress for whatever is not plainly `http(s)://host[:port]/path?query`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress(str(error)) from None
    if parts.scheme not in PORTS or not url.lower().startswith(f"{parts.scheme}://"):
        raise BadAddress("neither http nor https")
    if "@" in parts.netloc or "\\" in url or "#" in url or re.search(r"[\s\x00-\x1f\x7f]", url):
        raise BadAddress("a sign that has no place in an address")
    if port == 0 or parts.netloc.endswith(":"):
        raise BadAddress("no such port")
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    if not PLAIN.fullmatch(target):
        raise BadAddress("the path is not written in ASCII")
    return Address(parts.scheme, normal_host(parts.hostname or ""), port or PORTS[parts.scheme], target)


def normal_host(text: str) -> str:
    """A host in one spelling: small letters, IDNA, an IP address as its library writes it. Raises BadAddress."""
    bracketed = text.startswith("[") and text.endswith("]")
    host = (text[1:-1] if bracketed else text).lower()
    if "%" in host or not host or (bracketed and ":" not in host):
        raise BadAddress("no such host")
    try:
        return str(ip_address(host))
    except ValueError:
        return _normal_name(host)


def _normal_name(host: str) -> str:
    try:
        name = host.encode("idna").decode().lower()
    except UnicodeError as error:
        raise BadAddress(str(error)) from None
    # Resolvers take 2130706433, 0x7f.1 and 127.1 for addresses: no name ends in a number.
    if not NAME.fullmatch(name) or NUMBER.fullmatch(name.rpartition(".")[2]):
        raise BadAddress("no such host")
    return name


def valid_host(text: str) -> None:
    """For a field that holds a host alone."""
    try:
        normal_host(text)
    except BadAddress:
        raise ValidationError(_("Write the host alone, such as sms.example.gov.cn or 10.1.2.3.")) from None


def valid_url(text: str) -> None:
    """For a field that holds an address to post to."""
    try:
        parse(text)
    except BadAddress:
        raise ValidationError(_("Write the whole address, beginning with https:// or http://.")) from None
