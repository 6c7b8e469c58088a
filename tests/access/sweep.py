"""AZ3, the sending: what comes back for something of Zhanggong's, and whether a row of Zhanggong's changes."""

import hashlib
from collections import Counter
from dataclasses import dataclass

from django.db import connection, transaction

from tests.access.replays import Replay, files_of, of_zhanggong
from tests.access.world import secret
from tests.tools.unpacked import body_of, legible


@dataclass
class Outcome:
    """What a sweep found."""

    places: Counter
    leaks: list[str]
    changes: list[str]

    @property
    def replays(self) -> int:
        return self.places.total()

    def __str__(self):
        return f"{self.replays} replays {dict(self.places)}: {len(self.leaks)} leaks, {len(self.changes)} changes"


def sweep(world, chosen: list[Replay]) -> Outcome:
    """Send them; each is rolled back once it is known whether a row of Zhanggong's changed."""
    word, files, rows = secret(world.own, "").encode(), bytes_of(world), Rows(world)
    before = rows.digest()
    outcome = Outcome(Counter(each.place for each in chosen), [], [])
    for each in chosen:
        with transaction.atomic():
            came = _sent(world, each)
            outcome.leaks += [str(each)] if word in came or any(file in came for file in files) else []
            outcome.changes += [str(each)] if each.method == "POST" and rows.digest() != before else []
            transaction.set_rollback(True)
    return outcome


def _sent(world, replay) -> bytes:
    """Head and body of the answer, as they came and unpacked."""
    client = world.client(replay.actor)
    ask = client.post if replay.method == "POST" else client.get
    answer = ask(replay.url, replay.body, headers=replay.headers)
    return str(answer.headers).encode() + legible(body_of(answer))


def bytes_of(world) -> list[bytes]:
    """What Zhanggong's files and their previews consist of."""
    return [path.read_bytes() for file in files_of(world) for path in (file.path, file.preview_path(1))]


class Rows:
    """All rows of Zhanggong's. What asks for them is put together once: after thousands of posts they are read."""

    def __init__(self, world):
        every = [rows.order_by("pk").values_list() for rows in of_zhanggong(world)]
        self.asked = [rows.query.sql_with_params() for rows in every]

    def digest(self) -> str:
        return hashlib.sha256(repr([*self._read()]).encode()).hexdigest()

    def _read(self):
        with connection.cursor() as cursor:
            for text, parameters in self.asked:
                cursor.execute(text, parameters)
                yield cursor.fetchall()
