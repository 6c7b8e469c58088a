"""JB12, the pure rule: generated histories of one obligation, asked of the rule and of the oracle."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from alerts.rules import Case, to_raise
from base.workdays import Calendar
from tasks.states import WITH_COUNTY, State
from tests.alerts.oracle import DAY, Told

FIRST, LAST = date(2021, 1, 1), date(2022, 10, 31)
LADDERS = [(1, 4, 8), (1, 4, 8), (2, 3, 6), (1, 2, 20)]
Step = tuple


def calendar() -> Calendar:
    return Calendar(FIRST - timedelta(days=60), LAST + timedelta(days=60))


def history(random: Random) -> Iterator[Step]:
    """Steps ('deadline', day, due, only a year), ('state', state), ('answer',) and ('run', day), for 30 to 120 days."""
    day = FIRST + random.randrange(450) * DAY
    yield deadline(random, day)
    for _n in range(random.randint(30, 120)):
        happenings = list(happening(random, day))
        runs = list(mornings(random, day))
        yield from happenings + runs if random.random() < 0.5 else runs + happenings
        day += DAY


def deadline(random: Random, day: date) -> Step:
    if random.random() < 0.15:
        return "deadline", day, date(day.year, 12, 31), True
    return "deadline", day, day + random.randint(-10, 45) * DAY, False


def happening(random: Random, day: date) -> Iterator[Step]:
    """Something about once in twelve days: moved, sent, returned, closed out, opened again, answered."""
    match random.randrange(60):
        case 0:
            yield deadline(random, day)
        case 1 | 2:
            yield "state", random.choice([State.SUBMITTED, State.DONE, State.CANCELLED])
        case 3 | 4:
            yield "state", random.choice(WITH_COUNTY)
        case 5:
            yield ("answer",)


def mornings(random: Random, day: date) -> Iterator[Step]:
    """The runs of a day: one; none while the machine stands still; twice; and with a clock that is wrong."""
    match random.randrange(30):
        case 0 | 1 | 2 | 3:
            return
        case 4:
            yield from [("run", day)] * 2
        case 5:  # set back by two hours after midnight
            yield from [("run", day), ("run", day - DAY), ("run", day)]
        case 6:  # three days ahead, until somebody sees it
            yield from [("run", day + 3 * DAY), ("run", day)]
        case _:
            yield "run", day


def by_the_rule(steps: list[Step], ladder, days: Calendar, rule: Callable) -> Iterator[list[tuple[str, int]]]:
    """What the rule raises at each run, given what it raised before."""
    state, answered, raised, began, due, year = State.IN_PROGRESS, False, set(), FIRST, FIRST, False
    for step in steps:
        match step:
            case "deadline", began, due, year:
                answered, raised = False, set()
            case "state", state:
                pass
            case ("answer",):
                answered = True
            case "run", day:
                found = rule(Case(state, due, began, year, answered, frozenset(raised), ladder), day, days)
                raised |= set(found)
                yield [(str(kind), step) for kind, step in found]


def by_the_oracle(steps: list[Step], ladder) -> Iterator[list[tuple[str, int]]]:
    with_unit = True
    for step in steps:
        match step:
            case "deadline", began, due, year:
                told = Told(began, due, only_a_year=year, steps=ladder)
            case "state", state:
                with_unit = state not in ("submitted", "done", "cancelled")
            case ("answer",):
                told.answered = True
            case "run", day:
                yield told.on(day, with_unit=with_unit)


def compare(number: int, seed: int, rule: Callable = to_raise) -> Counter:
    """How many histories, runs and raised alerts there were, and in how many histories rule and oracle differ."""
    random, days, counts = Random(seed), calendar(), Counter(histories=0, runs=0, raised=0, mismatches=0)
    for _n in range(number):
        ladder, steps = random.choice(LADDERS), list(history(random))
        found, expected = list(by_the_rule(steps, ladder, days, rule)), list(by_the_oracle(steps, ladder))
        counts.update(histories=1, runs=len(found), raised=sum(map(len, found)), mismatches=found != expected)
    return counts
