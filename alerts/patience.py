"""How long a delivery is held, how often it is tried, how long it rests in between, and when a person must decide."""

from datetime import timedelta

from django.conf import settings

MAX_TRIES = 8
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
RESEND, HOLD = POLICIES = ("resend", "hold")


def lease() -> timedelta:
    """How long a claim holds: longer than all socket time-outs of one send together."""
    return timedelta(seconds=settings.LEASE_SECONDS)


def pause(attempt: int) -> timedelta:
    """How long to wait after the `attempt`-th try (1, 2, ...): twice as long each time."""
    return min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE)


def holds(channel: str) -> bool:
    """Whether what may have arrived by a channel waits for a person instead of going out again.

    A mail keeps its Message-ID, by which programs drop the second one; a chat shows both.
    """
    return (settings.MAIL_UNCERTAIN if channel == "mail" else settings.CHAT_UNCERTAIN) == HOLD
