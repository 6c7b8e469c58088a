"""JB12, the database: obligations driven through months by the verbs themselves, each act told to the oracle too."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

from alerts.models import Alert, Message
from base import clock
from pilots.models import Officer, Role
from tasks.models import Obligation, Plan
from tests.alerts.acts import ACTS, POSSIBLE, UNDONE
from tests.alerts.expected import COUNTY, Expected, Owed, Person
from tests.alerts.oracle import DAY, Told
from tests.cast import LOADED, Cast, make_officer

OF_A_DAY = ("overdue", "rung", "due")
YEAR_ENDS = date(2021, 12, 31)
PLANS = {"赣市办字〔2020〕29号": (1, 4, 8), "赣市办字〔2020〕30号": (2, 3, 6), "赣市办字〔2020〕31号": (1, 4, 8)}
REMINDS_OF_YEARS = "赣市办字〔2020〕30号"


class Lives:
    """Some plans of thirteen obligations, three units with their people, and a clock that is not always right."""

    def __init__(self, random: Random, plans: int):
        self.random, self.expected, self.cast = random, Expected(), Cast()
        self.first = date(2021, 1, 5) + random.choice([random.randrange(250), random.randrange(320, 350)]) * DAY
        self.recorded: dict[str, datetime] = {}
        self.counts, self.differing, self.seen = Counter(runs=0, acts=0, raised=0, lines=0), set(), 0
        self.differences: list[str] = []
        self._people()
        for number in list(PLANS)[:plans]:
            self._plan(number)
        self.counts["histories"] = len(self.expected.owed)

    # -- the beginning --------------------------------------------------------------------------
    def _people(self):
        for unit in (self.cast.foreign, self.cast.third):
            make_officer(f"lead-{unit.key}", Role.COUNTY_LEAD, unit)
            make_officer(f"second-{unit.key}", COUNTY, unit)
        make_officer("first-jingkai", COUNTY, self.cast.third)
        for one in Officer.objects.exclude(role__in=(Role.ADMIN, Role.AUDITOR)).select_related("unit"):
            self.expected.people[one.username] = Person(one.username, one.unit.key, str(one.role))
        self.cast.third.county_review = True
        self.cast.third.save()

    def _plan(self, number):
        dues = [self.first + self.random.randint(3, 40) * DAY for _n in range(3)]
        plan = self.cast.plan(number, due=(dues[0], dues[1], YEAR_ENDS, dues[2]))
        steps, reminds = PLANS[number], number == REMINDS_OF_YEARS
        names = ("reminder_after", "urging_after", "supervision_after")
        settings = dict(zip(names, steps, strict=True), extension_limit=99, year_reminder=reminds)
        Plan.objects.filter(pk=plan.pk).update(**settings)
        for one in plan.obligations.select_related("unit", "task"):
            year = one.task.number == 3 and not reminds
            told = Told(LOADED.date(), one.due_on, only_a_year=year, steps=steps)
            self.expected.owed.append(Owed(one.pk, number, one.unit.key, told, steps))
        self.recorded[number] = LOADED

    # -- days -----------------------------------------------------------------------------------
    def live(self, days: int) -> None:
        for number in range(days):
            self.day(self.first + number * DAY)

    def day(self, day: date) -> None:
        self.acts(day, 6)
        match self.random.randrange(20):
            case 0 | 1:  # the machine stands still
                pass
            case 2:
                self.run(day)
                self.run(day)
            case 3:  # set back by two hours after midnight
                self.run(day)
                self.acts(day, 9)
                self.run(day - DAY)
            case 4:  # three days ahead, until somebody sees it
                self.acts(day + 3 * DAY, 1)
                self.run(day + 3 * DAY)
            case _:
                self.run(day)
        self.acts(day, 10)

    def run(self, day: date) -> None:
        """Raise the day's alerts, and look at the rows and the digests that came of it."""
        with clock.at(clock.moment_on(day, 8, 30)):
            Alert.objects.raise_due(day)
        rows, raised = self._new_rows(), self.expected.raised(day)
        lines = self.expected.read(day)
        self.counts.update(runs=1, raised=raised.total(), lines=lines.total() if lines else 0)
        self._compare(day, rows, raised)
        if lines is not None:
            self._compare(day, self._lines(day), lines)

    def _new_rows(self) -> Counter:
        new = Alert.objects.filter(pk__gt=self.seen).order_by("pk")
        rows = list(new.values_list("pk", "obligation_id", "kind", "rung", "deadline_version"))
        self.seen = rows[-1][0] if rows else self.seen
        return Counter(tuple(row) for _pk, *row in rows if row[1] in OF_A_DAY)

    def _lines(self, day: date) -> Counter:
        found, known = Counter(), {str(one.key): one.pk for one in Obligation.objects.all()}
        for message in Message.objects.filter(kind=Message.DIGEST, on=day).select_related("recipient"):
            for line in message.told:
                if line.kind in OF_A_DAY:
                    found[known[line.obligation], message.recipient.username, line.kind, line.rung] += 1
        return found

    def _compare(self, day, found: Counter, expected: Counter) -> None:
        for sign, rest in (("+", found - expected), ("-", expected - found)):
            self.differing |= {each[0] for each in rest}
            self.differences += [f"{day} {sign} {each}" for each in rest]

    @property
    def outcome(self) -> dict:
        """The counts; `mismatches` are histories of which rows or lines differ."""
        return {**self.counts, "mismatches": len(self.differing)}

    # -- acts -----------------------------------------------------------------------------------
    def acts(self, day: date, hour: int) -> None:
        moment = clock.moment_on(day, hour)
        for one in self.expected.owed:
            if self.random.random() < 0.06:
                moment += timedelta(minutes=1)
                self.act(one, moment)
        if self.random.random() < 0.1:
            with clock.at(moment):
                self.replace_somebody()

    def act(self, one: Owed, moment: datetime) -> None:
        """One act that is possible now, in the product and in the oracle, and sometimes its undoing."""
        able = self.actors(one.unit)
        name = self.random.choice(POSSIBLE[one.where])
        if not able:
            return
        with clock.at(moment):
            by = self.random.choice(able)
            if not ACTS[name](self, one, self.load(one), by, clock.today()):
                return
        self.counts["acts"] += 1
        if name in UNDONE and self.random.random() < 0.25:
            self.undo(one, moment + timedelta(seconds=10))

    def undo(self, one: Owed, moment: datetime) -> None:
        with clock.at(moment):
            obligation = self.load(one)
            obligation.undo(by=obligation.entries.order_by("-number").first().by, on=clock.today())
            self.record(one)
        one.undo()

    def load(self, one: Owed) -> Obligation:
        return Obligation.objects.for_list().get(pk=one.pk)

    def record(self, one: Owed) -> date:
        """The day of the line that is written now: none stands before the line ahead of it."""
        self.recorded[one.plan] = max(clock.now(), self.recorded[one.plan])
        return clock.local_day(self.recorded[one.plan])

    def actors(self, unit: str) -> list[Officer]:
        names = [person.name for person in self.expected.people.values() if person.acts_for(unit)]
        return list(Officer.objects.filter(username__in=names).select_related("unit").order_by("pk"))

    def verifier(self, one: Owed) -> Officer:
        return self.cast.overseer if one.unit == "bureau" else self.cast.reviewer

    def replace_somebody(self) -> None:
        """A county officer is disabled or moves to another unit; as a rule somebody follows."""
        here = [p for p in self.expected.people.values() if p.active and p.role == COUNTY]
        person = self.random.choice(here)
        officer = Officer.objects.select_related("unit").get(username=person.name)
        before = officer.unit
        if self.random.random() < 0.5:
            officer.set_active(active=False, by=self.cast.admin)
            person.active = False
        else:
            units = (self.cast.own, self.cast.foreign, self.cast.third)
            there = self.random.choice([unit for unit in units if unit.key != person.unit])
            officer.move(unit=there, role=COUNTY, by=self.cast.admin)
            person.unit = there.key
        if self.random.random() < 0.8:
            name = f"follower-{len(self.expected.people)}"
            make_officer(name, COUNTY, before)
            self.expected.people[name] = Person(name, before.key, COUNTY)


def lived(seed: int, *, plans: int, days: int) -> Lives:
    """A world of its own, lived through."""
    lives = Lives(Random(seed), plans)
    lives.live(days)
    return lives
