"""A morning's digests sent by real processes to a real mail server, and what is counted afterwards."""

from dataclasses import dataclass
from datetime import date
from random import Random

from alerts.models import Alert, Delivery, Message
from base import clock
from pilots.models import Officer, Role
from reformtrack import servers
from tests.alerts.conftest import give_addresses
from tests.cast import Cast, at
from tests.servers import MailSink
from tests.stack import Stack

DAY = date(2021, 2, 18)
CAST = 7  # of the cast, those whom a digest reaches


@dataclass(frozen=True)
class Count:
    """What a morning came to. `doubled_on_the_wire` may grow with kills; everything else is 0 or the run failed."""

    unfinished: int
    lost: int
    doubled_messages: int
    strange: int
    doubled_on_the_wire: int

    @property
    def faults(self) -> int:
        return self.unfinished + self.lost + self.doubled_messages + self.strange


def count(sink: MailSink) -> Count:
    sent = set(Delivery.objects.values_list("header_id", flat=True))
    arrived = [mail["Message-ID"] for mail in sink.messages]
    return Count(
        unfinished=Delivery.objects.not_ended().count(),
        lost=len(sent - set(arrived)),
        doubled_messages=Message.objects.count() - Message.objects.values("recipient").distinct().count(),
        strange=len(set(arrived) - sent),
        doubled_on_the_wire=len(arrived) - len(set(arrived)),
    )


def prepare(stack: Stack, sink: MailSink, people: int, **env: str) -> Cast:
    """A plan that is overdue for `people` persons with addresses, and the environment of the processes."""
    stack.env.update(
        EMAIL_URL=sink.url, QUIET_HOURS="", DEMO="1", TODAY=DAY.isoformat(), SWEEP_SECONDS="1", LEASE_SECONDS="3", **env
    )
    cast = Cast()
    Officer.objects.bulk_create(
        Officer(username=f"person-{number}", name=f"科员{number}", role=Role.COUNTY_OFFICER, unit=cast.own)
        for number in range(people - CAST)
    )
    give_addresses()
    cast.plan()
    return cast


def raise_digests(settings) -> None:
    settings.MAIL_ENABLED = True
    with clock.at(at(2, 18, 8, 30)):
        Alert.objects.raise_due(DAY)


def send_with_kills(stack: Stack, sink: MailSink, *, kills: int, workers: int = 1, seed: int = 1) -> Count:
    """Let workers send all deliveries while one of them, by turns, is killed `kills` times at random moments."""
    random, total = Random(seed), Delivery.objects.count()
    stack.valkey()
    # None is waited for: they start beside each other, and the server is what tells that they work.
    running = [stack.begin(f"worker{number}", servers.worker(f"worker{number}")) for number in range(workers)]
    stack.begin("beat", servers.beat())
    for kill in range(kills):
        sink.wait_for(total * (kill + 1) // (kills + 2) + random.randint(0, 2), 60)
        running[kill % workers].kill()
        running[kill % workers].start()
    wait_until_ended(stack)
    return count(sink)


def wait_until_ended(stack: Stack, seconds: float = 60) -> None:
    stack.parts[-1].wait_until(lambda: not Delivery.objects.not_ended().exists(), seconds)
