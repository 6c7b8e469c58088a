"""JB8: 200 alerts to one robot that asks for patience, answers errors with HTTP 200, and redirects."""

import re
import time
from collections.abc import Sequence

from django.db import transaction

from alerts.channels import announce
from alerts.models import Delivery
from tests.alerts import mornings
from tests.alerts.test_robots import make_robot
from tests.httpsink import HttpSink, Reply
from tests.servers import MailSink
from tests.stack import Stack

FAULTS = [
    Reply(body='{"errcode": 130101, "errmsg": "send too fast"}'),
    Reply(status=429, body=""),
    Reply(status=302, body="", headers={"Location": "/elsewhere"}),
    Reply(body='{"errcode": 300001, "errmsg": "token is not exist"}'),
    Reply(status=302, body="", headers={"Location": "http://127.0.0.1:1/elsewhere"}),
    Reply(body="<html>busy</html>"),
]


def run(
    stack: Stack,
    mail: MailSink,
    sink: HttpSink,
    alerts: int,
    every: float,
    faults: Sequence[Reply] = FAULTS,
    **env: str,
) -> None:
    """Two workers, and alerts for one robot one after the other, every so many seconds."""
    cast = mornings.prepare(stack, mail, mornings.CAST, **({"GUARDS_OFF": "long_pauses", "DEBUG": "1"} | env))
    sink.replies = list(faults)
    make_robot(sink, cast.own)
    stack.valkey()
    stack.worker("first")
    stack.worker("second")
    stack.beat()
    for _n in range(alerts):
        with transaction.atomic():
            announce({cast.own.pk: 1})
        time.sleep(every)


def count(sink: HttpSink, faults: Sequence[Reply] = FAULTS) -> dict:
    """Requests in all, the most within 60 seconds, what followed a redirect, what the group was told."""
    moments = [posted.at for posted in sink.requests]
    taken = sink.requests[len(faults) :]
    return {
        "requests": len(moments),
        "most in 60 s": max(sum(first <= each < first + 60 for each in moments) for first in moments),
        "redirects followed": sum("elsewhere" in posted.path for posted in sink.requests),
        "told": sum(int(re.search(r"\d+", posted.json["text"]["content"])[0]) for posted in taken),
        "not ended": Delivery.objects.not_ended().count(),
        "dead or uncertain": Delivery.objects.filter(state__in=Delivery.TROUBLED).count(),
    }
