"""What a status means, before anybody reads the answer itself."""

from .answers import Answered, Busy

# A proxy in between gave up; whether the service behind it took the post is not known.
OPEN = (502, 504)


class Unclear(Exception):
    """Nobody can say whether it was taken."""


def took_it(answer):
    """The answer when its status is 200. No redirect is followed: it would lead past the list of hosts."""
    if answer.status in OPEN:
        raise Unclear(f"HTTP {answer.status}")
    if answer.status == 429:
        raise Busy("HTTP 429")
    if answer.status != 200:
        raise Answered(f"HTTP {answer.status} {answer.text[:100]}")
    return answer
