"""A copy by message gateway: one post for one person, with the number of matters that still wait."""

from ..digest import matters
from ..models import Delivery
from . import wire
from .answers import Answered
from .judging import took_it
from .words import sentence

State = Delivery.State


def send(one: Delivery) -> str:
    """Post it; without anything to say, or without a contact number or gateway, it is no longer needed."""
    officer, gateway = one.message.recipient, one.gateway
    lines = officer.contact and gateway.active and one.message.lines_to_send()
    if not lines:
        return one.end(State.CANCELLED)
    post(gateway, officer.contact, sentence(len(matters(lines)), officer.language), begin=one.begin)
    return one.end(State.SENT)


def post(gateway, to: str, text: str, begin=None) -> wire.Answer:
    """Post one text for one contact number. Raises Answered when the gateway does not say what it should."""
    headers = {**gateway.headers, "Content-Type": f"{gateway.content_type}; charset=utf-8"}
    answer = took_it(wire.post(gateway.url, gateway.body(to, text), headers, begin=begin))
    if not gateway.accepts(answer.text):
        raise Answered(f"unexpected answer: {answer.text[:120]}")
    return answer
