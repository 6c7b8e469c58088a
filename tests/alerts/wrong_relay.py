"""JB7: a mail server that refuses, hangs up, falls silent, and goes away for a while."""

import asyncio
import time
from collections import Counter
from random import Random

from aiosmtpd.controller import Controller

from alerts.models import Delivery
from tests.alerts import mornings
from tests.servers import MailSink
from tests.stack import Stack

LATER, DROPPED, SILENT, NEVER = "451", "dropped after the dot", "silent", "550"
# Of a hundred mails.
MIX = {LATER: 30, DROPPED: 10, SILENT: 10, NEVER: 5}


class WrongRelay(MailSink):
    """Each address has one fault or none: 451 once or twice, or the others the first time; 550 for good."""

    def __init__(self, seed: int):
        super().__init__()
        self.random, self.faults, self.left, self.asked = Random(seed), {}, Counter(), Counter()

    def mix(self, addresses: list[str]) -> None:
        self.random.shuffle(addresses)
        for fault, share in MIX.items():
            for _n in range(len(addresses) * share // 100):
                address = addresses[len(self.faults)]
                self.faults[address] = fault
                self.left[address] = self.random.randint(1, 2) if fault == LATER else 1

    def spend(self, address: str, *faults: str) -> bool:
        """Whether the address still has one of these faults to show."""
        if self.faults.get(address) not in faults or not self.left[address]:
            return False
        self.left[address] -= self.faults[address] != NEVER
        return True

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.asked[address] += 1
        if self.spend(address, SILENT):
            await asyncio.sleep(3)
            return "421 too late"
        if self.spend(address, LATER, NEVER):
            return f"{self.faults[address]} no"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if self.spend(envelope.rcpt_tos[0], DROPPED):
            server.transport.abort()
        return answer

    def go_away(self) -> None:
        self.controller.stop()

    def come_back(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.controller.port)
        self.controller.start()


def run(stack: Stack, relay: WrongRelay, people: int, settings, *guards_off: str, away: float = 0) -> None:
    """Let the digests leave through the relay; it goes away for so many seconds once a third has arrived."""
    mornings.prepare(stack, relay, people, GUARDS_OFF=",".join(("long_pauses", *guards_off)), DEBUG="1")
    mornings.raise_digests(settings)
    relay.mix(sorted(Delivery.objects.values_list("message__recipient__email", flat=True)))
    stack.valkey()
    stack.worker(concurrency=4)
    stack.beat()
    if away:
        relay.wait_for(people // 3, 60)
        relay.go_away()
        time.sleep(away)
        relay.come_back()


def count(relay: WrongRelay) -> dict:
    """What became of the mails, by the fault of their address."""
    rows = list(Delivery.objects.values_list("message__recipient__email", "state", "attempt"))
    arrived = Counter(mail.envelope_to[0] for mail in relay.messages)
    good = [row for row in rows if relay.faults.get(row[0]) != NEVER]
    return {
        "mails": len(rows),
        "with a fault": dict(Counter(relay.faults.values())),
        "sent": sum(state == Delivery.State.SENT and arrived[address] > 0 for address, state, _tries in good),
        "not sent": sum(state != Delivery.State.SENT for _address, state, _tries in good),
        "dead": sum(state == Delivery.State.DEAD for _address, state, _tries in rows),
        "550 asked again": sum(relay.asked[address] > 1 for address, fault in relay.faults.items() if fault == NEVER),
        "most tries": max(tries for _address, _state, tries in rows),
        "doubled": dict(Counter(relay.faults.get(address, "no fault") for address, n in arrived.items() if n > 1)),
    }
