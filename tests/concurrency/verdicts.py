"""CC4: the bureau closes out while the county takes its submission back and sends another."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from base import clock
from tasks import ledger
from tasks.models import Entry, Obligation, Verb
from tests.cast import Cast, at
from tests.concurrency.people import CONFLICT, INVALID, Answer, Person, hidden_fields, new_key, together, url
from tests.stack import Stack

DAY = date(2021, 2, 18)
SEEN = {"document_number": "章府办〔2021〕3号", "text": "已看过的材料"}
OTHER = {"document_number": "章府办〔2021〕9号", "text": "没有人看过的材料"}
# How long each side waits before its first click, in seconds: the seal comes before, between or after the other acts.
READING, WRITING = (0.0, 0.15, 0.6), (0.0, 0.2)


@dataclass(frozen=True)
class Outcome:
    """What a run came to. All from `unseen` on is 0, or a seal stands under words that nobody read."""

    races: int
    signed: int
    told: int
    unseen: int = 0
    unexplained: int = 0
    ledger: list[str] = field(default_factory=list)

    @property
    def harm(self) -> int:
        return self.unseen + self.unexplained + len(self.ledger)


def prepare(stack: Stack, *, races: int, workers: int):
    """A submission for each race, and one person on each side."""
    # The pause makes room between looking and saving; no guard is off.
    off = stack.env.get("GUARDS_OFF", "")
    stack.env.update(DEMO="1", TODAY=DAY.isoformat(), DEBUG="1", GUARDS_OFF=",".join(filter(None, [off, "dawdle"])))
    cast = Cast()
    plan = cast.plan(due=[DAY + timedelta(days=row) for row in range(races)])
    waiting = Obligation.objects.filter(plan=plan, unit=cast.own).for_list()
    with clock.at(at(2, 18)):
        for one in waiting:
            one.submit(by=cast.officer, on=DAY, **SEEN)
    stack.valkey()
    stack.web(workers)
    return plan, list(waiting), Person(stack, "reviewer"), Person(stack, "officer")


def run(stack: Stack, *, races: int, seed: int, at_once: int = 1, workers: int = 3) -> Outcome:
    """One race per obligation, `at_once` of them beside each other."""
    plan, waiting, reviewer, county = prepare(stack, races=races, workers=workers)
    random = Random(seed)
    waits = [(random.choice(READING), random.choice(WRITING)) for _one in waiting]
    with ThreadPoolExecutor(at_once) as lanes:
        verdicts = list(lanes.map(lambda one, seconds: race(one, reviewer, county, *seconds), waiting, waits))
    statuses = Counter(CONFLICT if one.status == INVALID else one.status for one in verdicts)
    return Outcome(
        races=races,
        signed=sum(one.done for one in verdicts),
        told=statuses[CONFLICT],
        unseen=sum(signed_unseen(one) for one in waiting),
        unexplained=races - sum(one.done for one in verdicts) - statuses[CONFLICT],
        ledger=list(ledger.faults(plan)),
    )


def race(one, reviewer: Person, county: Person, reading: float, writing: float) -> Answer:
    """The reviewer opens the page and reads; the county withdraws and sends again; who is first is first."""
    page = reviewer.get(url("obligation", one))
    assert SEEN["text"] in page.body, "the reviewer must have seen what lies there"
    seen = hidden_fields(page.body, url("sign_off", one))

    def close_out():
        time.sleep(reading)
        return reviewer.post(url("sign_off", one), {**seen, "text": "材料齐全"})

    def send_another():
        time.sleep(writing)
        version = int(seen["version"])
        county.post(url("withdraw", one), {"key": new_key(), "version": version})
        return county.post(url("submit", one), {"key": new_key(), "version": version + 1, **OTHER})

    return together(close_out, send_another)[0]


def signed_unseen(one: Obligation) -> bool:
    """Whether the last submission before the seal is not the one that was on the reviewer's page."""
    lines = Entry.objects.filter(obligation=one).order_by("number")
    seals = [line for line in lines if line.verb == Verb.SIGN_OFF]
    return any(line_before(lines, seal).text != SEEN["text"] for seal in seals)


def line_before(lines, seal) -> Entry:
    return next(line for line in reversed(lines) if line.verb == Verb.SUBMIT and line.number < seal.number)
