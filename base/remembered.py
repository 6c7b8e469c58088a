"""Figures that a process remembers for as long as they cannot have changed.

Whatever is written under a plan raises its revision (ledgers, problems, facts), so figures made at a revision
hold until the next one: keys carry the plan's `stood`. Inside a transaction nothing is remembered: it may be
rolled back, and its revision be given to something else.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.db import connection


class Shelf:
    """Answers by their keys; the one not asked for longest is forgotten when there are more than `size`."""

    def __init__(self, size: int):
        self.size = size
        self._found: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def at(self, key: Hashable, made: Callable[[], object]):
        """What `made()` answered at the same key before; None is not kept: it is asked for again."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        answer = made()
        if answer is None:
            return None
        with self._lock:
            self._found[key] = answer
            while len(self._found) > self.size:
                self._found.popitem(last=False)
        return answer

    def clear(self) -> None:
        with self._lock:
            self._found.clear()


_figures = Shelf(256)


def remembered(key: Hashable, made: Callable[[], object]):
    """What `made()` answered at the same key before, outside a transaction (see Shelf.at)."""
    return made() if connection.in_atomic_block else _figures.at(key, made)
