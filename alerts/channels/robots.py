"""Group robots of WeCom, DingTalk and Feishu: a number for a chat, said at most as often as the services bear."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote_plus

from django.db import transaction
from django.utils import timezone

from ..models import Delivery, Robot
from . import wire
from .answers import Answered, Busy
from .judging import took_it
from .words import sentence

State, Kind = Delivery.State, Robot.Kind
# The services' ways to say "too often": WeCom, DingTalk, Feishu.
TOO_OFTEN = {45009, 130101, 9499, 11232}


@transaction.atomic
def announce(counts: Mapping[int, int]) -> None:
    """Tell the robots of each unit (by id) that so many things have come up; safe beside any number of others.

    What waits for a robot already grows by the number, so that one post says it all. It holds the robots until the
    transaction ends: call it last.
    """
    told = [unit for unit, number in counts.items() if number > 0]
    robots = Robot.objects.active().filter(unit__in=told).values_list("pk", flat=True)
    for robot in Robot.objects.held(*robots):
        Delivery.objects.add_for(robot, counts[robot.unit_id])


def send(one: Delivery) -> str:
    """Post the number, when the robot is still in use and its turn has come."""
    robot = one.robot
    if not robot.active:
        return one.end(State.CANCELLED)
    if not robot.take_slot(timezone.now()):
        robot.refresh_from_db(fields=["free_at"])
        return one.postpone(robot.free_at)
    post(robot, one.count, begin=one.begin)
    return one.end(State.SENT)


def post(robot: Robot, number: int, begin=None) -> wire.Answer:
    """Post a number. Raises Answered when the robot says anything but 0: HTTP 200 alone means nothing."""
    url, body = signed(robot, payload(robot.kind, sentence(number)), timezone.now())
    answer = wire.post(url, json.dumps(body, ensure_ascii=False).encode(), wire.JSON, begin=begin)
    code, said = verdict(took_it(answer).text)
    if code in TOO_OFTEN:
        raise Busy(f"{code} {said}")
    if code != 0:
        raise Answered(f"{code} {said}")
    return answer


def payload(kind: str, text: str) -> dict:
    if kind == Kind.FEISHU:
        return {"msg_type": "text", "content": {"text": text}}
    return {"msgtype": "text", "text": {"content": text}}


def verdict(text: str) -> tuple[int | None, str]:
    """(code, message) of an answer; no code where it says none."""
    try:
        said = json.loads(text)
        code = said.get("errcode", said.get("code", said.get("StatusCode")))
        return (code if type(code) is int else None), str(said.get("errmsg", said.get("msg", "")))[:120]
    except (ValueError, AttributeError):
        return None, text[:120]


def signed(robot: Robot, body: dict, now: datetime) -> tuple[str, dict]:
    """Address and body with the signature that DingTalk takes in the one and Feishu in the other."""
    if not robot.secret or robot.kind == Kind.WECOM:
        return robot.url, body
    if robot.kind == Kind.FEISHU:
        moment = str(int(now.timestamp()))
        return robot.url, {"timestamp": moment, "sign": _hmac(f"{moment}\n{robot.secret}", ""), **body}
    moment = str(int(now.timestamp() * 1000))
    sign = quote_plus(_hmac(robot.secret, f"{moment}\n{robot.secret}"))
    return f"{robot.url}{'&' if '?' in robot.url else '?'}timestamp={moment}&sign={sign}", body


def _hmac(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()
