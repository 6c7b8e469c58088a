"""Figures that a process remembers for as long as they cannot have changed.

Whatever is written under a plan raises its revision (ledgers, problems, facts), so figures made at a revision
hold until the next one: keys carry the plan's `stood`. Inside a transaction nothing is remembered: it may be
rolled back, and its revision be given to something else.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.db import connection

KEPT = 256
_found: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()


def remembered(key: Hashable, made: Callable[[], object]):
    """What `made()` answered at the same key before; the oldest of the last 256 answers is forgotten.

    None is not kept: it is asked for again.
    """
    if connection.in_atomic_block:
        return made()
    with _lock:
        if key in _found:
            _found.move_to_end(key)
            return _found[key]
    answer = made()
    if answer is None:
        return None
    with _lock:
        _found[key] = answer
        while len(_found) > KEPT:
            _found.popitem(last=False)
    return answer
