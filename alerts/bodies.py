"""What a gateway is sent, and how its answer is read."""

import json
import re
from urllib.parse import quote_plus

from django.utils.translation import gettext as _

JSON = "application/json"
PLACE = re.compile(r"\{(to|text)\}")
TOKEN, VALUE = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"), re.compile(r"[\t -~]*")
FIELD = re.compile(r"([\w.]+)=(.*)")
# Ours to say, or dangerous to say twice.
OURS = {"host", "content-length", "content-type", "transfer-encoding", "connection"}


def filled(template: str, content_type: str, **values: str) -> bytes:
    """The template with its places filled, each value escaped as the content type asks."""
    escape = _in_json if content_type == JSON else quote_plus
    return PLACE.sub(lambda place: escape(values[place[1]]), template).encode()


def fault_of(template: str, content_type: str) -> str:
    """Why the template cannot serve, "" when it can."""
    if {place[1] for place in PLACE.finditer(template)} != {"to", "text"}:
        return _("The template must contain {to} and {text}.")
    if content_type == JSON:
        try:
            json.loads(filled(template, content_type, to="1", text='"'))
        except ValueError:
            return _("The template is not JSON: {to} and {text} stand between quotation marks.")
    return ""


def are_headers(headers) -> bool:
    """Whether it is a dictionary of headers that may be sent along."""
    return isinstance(headers, dict) and all(
        isinstance(value, str) and TOKEN.fullmatch(name) and VALUE.fullmatch(value) and name.lower() not in OURS
        for name, value in headers.items()
    )


def matches(answer: str, expected: str) -> bool:
    """`path=value` is asked of a JSON answer; anything else, or of any other answer, must stand in it."""
    field = FIELD.fullmatch(expected)
    try:
        found = json.loads(answer) if field else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        return expected in answer
    for name in field[1].split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found is not None and field[2] in (str(found), json.dumps(found))


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
