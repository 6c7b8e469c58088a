"""Where the cells about the sending of reminders go: a copy that may have arrived, a robot whose host is off."""

from alerts.models import Delivery
from tests.access.world import NOW


def _delivery(world, scope, actor) -> list:
    whose = {"foreign": "foreign officer", "beyond": "beyond officer"}.get(scope, "officer")
    state = Delivery.State.SENT if scope == "wrong" else Delivery.State.UNCERTAIN
    made = {"state": state, "ended_at": NOW, "header_id": f"<{whose} {state}>"}
    return [Delivery.objects.update_or_create(message=world.messages[whose], channel="mail", defaults=made)[0].pk]


def _none(world, scope, actor) -> list:
    return []


def _nothing(world, scope, actor) -> dict:
    return {}


def _way(world, scope, actor) -> dict:
    return {"way": "pigeon" if scope == "wrong" else world.robots["own"].way}


SENDING_PLACES = {
    "alerts:send_again": (_delivery, _nothing),
    "alerts:set_aside": (_delivery, _nothing),
    "alerts:try_out": (_none, _way),
}
