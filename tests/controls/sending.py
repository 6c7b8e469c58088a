"""Switches of sending: pauses that a test can wait for, a loop that one copy can stop, robots without turns."""

from datetime import timedelta

from django.conf import settings

from tests.controls import switch


@switch
def long_pauses() -> None:
    """No guard goes away: a mail server has one second for an answer, and pauses are a hundred times shorter."""
    from alerts import outbox, patience

    settings.EMAIL_TIMEOUT = 1
    patience.FIRST_PAUSE, patience.LONGEST_PAUSE = timedelta(seconds=0.6), timedelta(seconds=36)
    outbox.REST = timedelta(seconds=6)


@switch
def each_alone() -> None:
    """What goes wrong with one copy ends the sweep, and the copy waits at the head of the queue (JB7)."""
    from alerts import outbox
    from alerts.models import Delivery

    def stop(one, error):
        Delivery.objects.filter(pk=one.pk).update(state=Delivery.State.PENDING)
        raise error

    outbox._judge = stop


@switch
def turns() -> None:
    """A robot posts as soon as there is something to say (JB8)."""
    from alerts.models import Robot

    Robot.take_slot = lambda self, now: True
