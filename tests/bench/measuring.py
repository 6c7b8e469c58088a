"""Rounds of requests beside the CPU time that the servers spent on them."""

import time

from django.db import connection

from tests.stack import Stack

from .client import WrongAnswer, drive_all
from .cpu import living, seconds_of
from .figures import Round, turn
from .targets import Target, targets

ROUNDS, FEWEST, BUDGET_SECONDS = 9, 3, 180


class Bench:
    """A running product under measurement. The ORM must work on its database."""

    def __init__(self, demo: Stack, province: Stack) -> None:
        self.database = database_pid()
        self.targets = targets(demo, province)

    @property
    def labels(self) -> dict[str, str]:
        return {target.name: target.label for target in self.targets}

    def run(self, rounds: int = ROUNDS) -> dict[str, list[Round]]:
        """{name: its rounds}. The targets take turns; a round before the first, which fills caches, is left out.

        On a busy machine there are fewer rounds: none begins when the budget of seconds is spent.
        """
        until = time.monotonic() + BUDGET_SECONDS
        found: dict[str, list[Round]] = {name: [] for name in self.labels}
        for target in self.targets:
            self.measure(target)
        for number in range(rounds):
            if number >= FEWEST and time.monotonic() > until:
                break
            for target in turn(self.targets, number):
                found[target.name].append(self.measure(target))
        return found

    def measure(self, target: Target) -> Round:
        """One round of one target. Raises WrongAnswer."""
        pid = next(part.child.pid for part in target.stack.parts if part.name == "web")
        web, database, began = seconds_of(pid), seconds_of(self.database), time.monotonic()
        answers = drive_all(target.stack.port, target.lanes, target.count)
        elapsed = time.monotonic() - began
        web, database = seconds_of(pid) - web, seconds_of(self.database) - database
        if any(target.shows.encode() not in answer for answer in answers):
            raise WrongAnswer(f"{target.label}: {target.shows!r} is not in the answer")
        done = Round(target.count, web, database, elapsed, max(map(len, answers)))
        print(f"{target.label:32}{done.web_ms:8.2f} ms CPU{done.per_second:9.0f}/s", flush=True)
        return done


def database_pid() -> int:
    """The first process of the PostgreSQL that the ORM works on: the parent of our own connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        own = cursor.fetchone()[0]
    return next(stat.parent for stat in living() if stat.pid == own)
