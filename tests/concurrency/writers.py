"""DB1: several processes write to one SQLite file: people's forms, the worker, and a writer that never rests."""

import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from base.models import Receipt
from pilots.models import Role
from reformtrack.servers import Process
from tasks import ledger
from tasks.models import Draft, Entry, Obligation, Plan, Verb
from tests.cast import Cast, make_officer
from tests.concurrency.other_writer import ROUND
from tests.concurrency.people import Answer, Person, each_in_a_thread, new_key, p95, url
from tests.stack import Stack

DAY = date(2021, 2, 18)
LOCKED = "database is locked"


@dataclass(frozen=True)
class Outcome:
    """What a run came to. All from `refused` on is 0, or SQLite showed through."""

    posts: int
    reports: int
    other_rounds: int
    p95_seconds: float
    refused: int = 0
    locked: int = 0
    miscounted: int = 0
    died: bool = False
    ledger: list[str] = field(default_factory=list)

    @property
    def harm(self) -> int:
        return self.refused + self.locked + self.miscounted + self.died + len(self.ledger)


def prepare(stack: Stack, *, people: int, processes: int) -> tuple[Plan, list[Person]]:
    """A row for each person; web processes and a worker that their reports ring for."""
    stack.env.update(DEMO="1", TODAY=DAY.isoformat())
    cast = Cast()
    plan = cast.plan(due=[DAY - timedelta(days=1 + row) for row in range(people)])
    names = [f"writer-{number}" for number in range(people)]
    for name in names:
        make_officer(name, Role.COUNTY_OFFICER, cast.own)
    stack.valkey()
    stack.worker()
    stack.web(processes)
    return plan, [Person(stack, name) for name in names]


def run(stack: Stack, *, people: int, posts: int, processes: int) -> Outcome:
    """`people` persons send `posts` forms each, half drafts, half reports, while the others write too."""
    plan, staff = prepare(stack, people=people, processes=processes)
    rows = Obligation.objects.filter(plan=plan, unit__key="zhanggong")
    row_of = dict(zip([person.username for person in staff], rows, strict=True))
    writer = stack.begin("other-writer", [sys.executable, "-m", "tests.concurrency.other_writer"])
    writer.wait_until(lambda: ROUND in writer.tail())
    answers = each_in_a_thread(lambda person: work(person, row_of[person.username], posts), staff)
    died = not writer.running
    writer.stop()
    return count(stack, plan, answers, writer, died)


def work(person: Person, obligation, posts: int) -> list[Answer]:
    """Drafts and reports by turns, each report on the version that the one before made."""
    answers, version = [], obligation.version
    for number in range(posts // 2):
        words = {"text": f"{person.username} 第{number}次"}
        answers.append(person.post(url("draft", obligation), words))
        answers.append(person.post(url("report", obligation), {**words, "key": new_key(), "version": version}))
        version += answers[-1].done
    return answers


def count(stack: Stack, plan: Plan, answers: list[Answer], writer: Process, died: bool) -> Outcome:
    """Compare what people were told with what is stored, and look for the lock in every log."""
    logs = {path.name: path.read_text() for path in Path(stack.database.folder, "log").glob("*.log")}
    reports = Entry.objects.filter(plan=plan, verb=Verb.REPORT).count()
    wanted = len(answers) // 2
    return Outcome(
        posts=len(answers),
        reports=reports,
        other_rounds=logs[writer.log.name].count(ROUND),
        p95_seconds=round(p95([one.seconds for one in answers]), 2),
        refused=sum(not one.done for one in answers),
        locked=sum(text.count(LOCKED) for text in logs.values()),
        miscounted=abs(reports - wanted) + abs(Receipt.objects.count() - wanted) + Draft.objects.count(),
        died=died,
        ledger=list(ledger.faults(plan)),
    )
