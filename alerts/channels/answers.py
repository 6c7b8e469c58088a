"""What the other side may have said. Any other exception after the wire was touched leaves it open (`uncertain`)."""

from datetime import timedelta

# How long a service that counts posts is left alone: DingTalk keeps a robot out for ten minutes.
REST = timedelta(minutes=10)


class Answered(Exception):
    """The other side has answered and did certainly not take it; it is tried again later."""


class Refused(Answered):
    """It will never take it."""


class Busy(Answered):
    """It asks for patience: waiting costs no try."""
