"""CC1: many people edit the same few forms, half of them from a page that others have overtaken."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pilots.models import Role
from tasks import ledger
from tasks.models import Entry, Obligation, Plan, Verb
from tests.cast import Cast, make_officer
from tests.concurrency.people import CONFLICT, DONE, Answer, Person, each_in_a_thread, new_key, url
from tests.stack import Stack

TODAY = "2021-02-18"


@dataclass(frozen=True)
class Edit:
    """One report: on what, in which words, after which version, and what became of it."""

    obligation: int
    words: str
    seen: int
    stale: bool
    answer: Answer


@dataclass(frozen=True)
class Outcome:
    """What a run came to. All from `overwritten` on is 0, or somebody's words were harmed."""

    posts: int
    accepted: int
    conflicts: int
    stale: int
    increments: int
    overwritten: int = 0
    lost: int = 0
    unexplained: int = 0
    words_not_given_back: int = 0
    ledger: list[str] = field(default_factory=list)

    @property
    def harm(self) -> int:
        uncounted = abs(self.increments - self.accepted)
        return uncounted + sum(
            (self.overwritten, self.lost, self.unexplained, self.words_not_given_back, len(self.ledger))
        )


def prepare(stack: Stack, *, clients: int, forms: int, workers: int) -> tuple[list[Person], Plan]:
    """One county with `forms` obligations and `clients` officers in front of a running server."""
    stack.env.update(DEMO="1", TODAY=TODAY)
    cast = Cast()
    plan = cast.plan(due=[date(2021, 1, 31) + timedelta(days=day) for day in range(forms)])
    names = [f"client-{number}" for number in range(clients)]
    for name in names:
        make_officer(name, Role.COUNTY_OFFICER, cast.own)
    stack.valkey()
    stack.web(workers)
    return [Person(stack, name) for name in names], plan


def run(stack: Stack, *, clients: int, edits: int, forms: int, seed: int, workers: int = 3) -> Outcome:
    """`clients` people make `edits` edits each, of `forms` obligations; then the ledger is asked who was right."""
    people, plan = prepare(stack, clients=clients, forms=forms, workers=workers)
    obligations = list(Obligation.objects.filter(plan=plan, unit__key="zhanggong"))
    before = sum(one.version for one in obligations)

    def work(person):
        random, opened = Random(f"{seed} {person.username}"), {}
        return [edit(person, random, random.choice(obligations), opened, number) for number in range(edits)]

    made = each_in_a_thread(work, people)
    after = sum(Obligation.objects.filter(plan=plan, unit__key="zhanggong").values_list("version", flat=True))
    return judge(made, plan, after - before)


def edit(person: Person, random: Random, obligation, opened: dict, number: int) -> Edit:
    """Write and save: by turns of chance on a page just opened, or on the one that was open since the last save.

    A page from which something was sent is overtaken in any case: by oneself, or by whoever was faster.
    """
    stale = random.random() < 0.5
    if not stale:
        opened[obligation.pk] = int(person.opens(obligation)["version"])
    seen, words = opened.get(obligation.pk, 0), f"{person.username} 第{number}次填报"
    answer = person.post(url("report", obligation), {"key": new_key(), "version": seen, "text": words})
    return Edit(obligation.pk, words, seen, stale, answer)


def judge(made: list[Edit], plan: Plan, increments: int) -> Outcome:
    """Compare what people were told with what the ledger holds."""
    entries = Entry.objects.filter(plan=plan, verb=Verb.REPORT).values_list("text", "obligation", "version")
    saved = {(text, obligation): version for text, obligation, version in entries}
    accepted = {(one.words, one.obligation): one for one in made if one.answer.status == DONE}
    statuses = Counter(one.answer.status for one in made)
    refused = [one for one in made if one.answer.status == CONFLICT]
    return Outcome(
        posts=len(made),
        accepted=statuses[DONE],
        conflicts=statuses[CONFLICT],
        stale=sum(one.stale for one in made),
        increments=increments,
        overwritten=sum(saved.get(words, one.seen + 1) != one.seen + 1 for words, one in accepted.items()),
        lost=len(set(accepted) ^ set(saved)) + len(entries) - len(saved),
        # Nothing in these forms is invalid, so a 422 too would need explaining here.
        unexplained=len(made) - statuses[DONE] - statuses[CONFLICT],
        words_not_given_back=sum(one.words not in one.answer.body for one in refused),
        ledger=list(ledger.faults(plan)),
    )
