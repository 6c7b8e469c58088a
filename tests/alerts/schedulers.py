"""JB3: two schedulers, cron and a person raise the same mornings, while the schedulers are killed at the due minute."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from alerts.models import Alert, Delivery, Message
from base import clock
from reformtrack import servers
from tasks.models import Obligation
from tests.alerts import mornings
from tests.alerts.oracle import Told
from tests.cast import LOADED
from tests.servers import MailSink
from tests.stack import Stack

# 18 February is the first working day after the festival, the 20th a Saturday on which offices work.
DAYS = [date(2021, 2, 18), date(2021, 2, 19), date(2021, 2, 20)]
# The day begins so long before half past eight; the schedulers need some seconds to start.
AHEAD = timedelta(seconds=8)


@dataclass(frozen=True)
class Count:
    """What the mornings came to."""

    kills: int
    alerts: int
    digests: int
    doubled: int
    missed: int
    doubled_on_the_wire: int


def prepare(stack: Stack, sink: MailSink, people: int, *guards_off: str) -> None:
    off = ",".join(("shifted_clock", *guards_off))
    mornings.prepare(stack, sink, people, GUARDS_OFF=off, DEBUG="1")
    stack.env |= {"TODAY": "", "DEMO": "0"}
    stack.valkey()


def morning(stack: Stack, day: date, *, kills: int, random: Random, others: int = 0) -> None:
    """Half past eight of a day: two schedulers, `kills` times one of them is killed, `others` run the command too."""
    due = clock.moment_on(day, 8, 30)
    stack.env["CLOCK_SHIFT"] = str((due - AHEAD).timestamp() - time.time())
    worker = stack.begin("worker", servers.worker())
    beats = [beat(stack, number) for number in (1, 2)]
    with ThreadPoolExecutor() as pool:
        time.sleep(AHEAD.total_seconds() - 3)
        runs = [pool.submit(by_hand, stack, random.uniform(0, 3)) for _n in range(others)]
        time.sleep(2)
        for kill in range(kills):
            time.sleep(random.uniform(0, 1.6))
            beats[kill % 2].kill()
            beats[kill % 2].start()
        for run in runs:
            run.result()
    worker.wait_until(lambda: told(day) and not Delivery.objects.not_ended().exists(), 60)
    servers.stop_all([*beats, worker])


def told(day: date) -> bool:
    return Message.objects.filter(on=day, kind=Message.DIGEST).exists()


def beat(stack: Stack, number: int) -> servers.Process:
    """A scheduler with a schedule file of its own, as on two machines."""
    return stack.begin(f"beat{number}", [*servers.beat(), "--schedule", str(stack.database.folder / f"beat{number}")])


def by_hand(stack: Stack, later: float) -> None:
    """What cron does at half past eight, and a person who does not know of it."""
    time.sleep(later)
    stack.database.manage("raise_alerts")


def count(sink: MailSink, days: list[date], people: int, kills: int) -> Count:
    """Compared with the oracle: which alerts there must be, and one digest for each person and day."""
    rows = Counter(Alert.objects.values_list("obligation_id", "kind", "rung", "deadline_version"))
    digests = Counter(Message.objects.filter(kind=Message.DIGEST).values_list("recipient_id", "on"))
    wanted = expected(days)
    arrived = Counter(mail["Message-ID"] for mail in sink.messages)
    return Count(
        kills=kills,
        alerts=rows.total(),
        digests=digests.total(),
        doubled=(rows - wanted).total() + digests.total() - len(digests),
        missed=(wanted - rows).total() + people * len(days) - len(digests),
        doubled_on_the_wire=arrived.total() - len(arrived),
    )


def expected(days: list[date]) -> Counter:
    """The alerts of the cast's plan: its row 1 is overdue, row 2 due on the 28th, row 3 names a year."""
    found = Counter()
    for one in Obligation.objects.select_related("task"):
        told_of = Told(LOADED.date(), one.due_on, only_a_year=one.task.number == 3)
        for day in days:
            found.update((one.pk, kind, step, 1) for kind, step in told_of.on(day, with_unit=True))
    return found
