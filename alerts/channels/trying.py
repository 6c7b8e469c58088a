"""A try of one way out, now, by the person who keeps them: what would a reminder meet?"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Gateway, Robot
from . import gateways, robots
from .words import sentence


class CannotTry(Exception):
    """A sentence that says what is missing."""


def ways() -> list[str]:
    """What can be tried: mail, robot:1, gateway:1."""
    mail = ["mail"] if settings.MAIL_ENABLED else []
    return [
        *mail,
        *(f"robot:{pk}" for pk in Robot.objects.values_list("pk", flat=True)),
        *(f"gateway:{pk}" for pk in Gateway.objects.values_list("pk", flat=True)),
    ]


def try_out(way: str, officer) -> tuple[bool, str]:
    """Send a real test; returns whether it was taken, and what was answered."""
    kind, _colon, pk = way.partition(":")
    try:
        return True, _("The test was taken: %(answer)s") % {"answer": _TRIES[kind](officer, pk)}
    except CannotTry as missing:
        return False, str(missing)
    except Exception as error:
        return False, _("The test failed: %(error)s") % {"error": str(error) or repr(error)}


def _mail(officer, pk) -> str:
    if not officer.email:
        raise CannotTry(_("Your account has no mail address to test with."))
    EmailMessage(_("Reform Dispatch Platform: test"), sentence(0, officer.language), to=[officer.email]).send()
    return officer.email


def _robot(officer, pk) -> str:
    robot = Robot.objects.get(pk=pk)
    if not robot.take_slot(timezone.now()):
        raise CannotTry(_("This robot has just posted. Try again in a few seconds."))
    return _shown(robots.post(robot, 0))


def _gateway(officer, pk) -> str:
    if not officer.contact:
        raise CannotTry(_("Your account has no contact number to test with."))
    return _shown(gateways.post(Gateway.objects.get(pk=pk), officer.contact, sentence(0, officer.language)))


def _shown(answer) -> str:
    return f"HTTP {answer.status} {answer.text[:200]}".strip()


_TRIES = {"mail": _mail, "robot": _robot, "gateway": _gateway}
