"""CC3: every form posted several times at the same moment under one key takes effect once."""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

from base import clock
from tasks import ledger
from tasks.models import Entry, Evidence, Obligation, Plan, State
from tests.cast import Cast, at
from tests.concurrency.people import Answer, Person, new_key, together, url
from tests.stack import Stack
from tests.tools.proofs import make_photo

DAY = date(2021, 2, 18)
SENT = {"document_number": "章府办〔2021〕3号", "text": "“三定”方案已印发"}


@dataclass(frozen=True)
class Form:
    """A form of the product: its verb, who sends it, what is typed, and where the obligation stands before."""

    verb: str
    who: str
    typed: dict = field(default_factory=dict)
    before: State = State.NOT_STARTED
    photo: bool = False
    has_version: bool = True


FORMS = (
    Form("report", "county", {"text": "牵头部门已明确"}),
    Form("report", "county", {"text": "现场照片"}, photo=True),
    Form("submit", "county", SENT),
    Form("comment", "bureau", {"text": "请补充编办批复"}, has_version=False),
    Form("sign_off", "bureau", {"text": "材料齐全"}, before=State.SUBMITTED),
    Form("return_for_rework", "bureau", {"text": "缺少文号"}, before=State.SUBMITTED),
    Form("start", "county"),
    Form("assign", "county", {"lead_department": "区委编办"}),
    Form("request_extension", "county", {"asked_due_on": "2021-12-30", "text": "编制未批"}),
    Form("withdraw", "county", before=State.SUBMITTED),
    Form("chase", "bureau"),
)


@dataclass(frozen=True)
class Outcome:
    """What a run came to. All from `doubled` on is 0, or a key did not hold."""

    posts: int
    keys: int
    effects: int
    doubled: int = 0
    missing: int = 0
    unequal: int = 0
    refused: int = 0
    left_over: int = 0
    ledger: list[str] = field(default_factory=list)

    @property
    def harm(self) -> int:
        return self.doubled + self.missing + self.unequal + self.refused + self.left_over + len(self.ledger)


@dataclass
class Office:
    """A plan with forms to post, and the two people who post them."""

    plan: Plan
    people: dict[str, Person]

    def post(self, form: Form, obligation, key: str, **other) -> Answer:
        """Every second row's form is sent by htmx, the others without scripts."""
        body = self.body(form, obligation, key, **other)
        return self.people[form.who].post(url(form.verb, obligation), body, htmx=obligation.task.number % 2 == 0)

    def body(self, form: Form, obligation, key: str, **other) -> dict:
        """What the browser sends; a photo is opened anew for each post."""
        version = {"version": obligation.version} if form.has_version else {}
        files = {"files": photo()} if form.photo else {}
        return {"key": key, **version, **form.typed, **files, **other}


def photo():
    file = io.BytesIO(make_photo())
    file.name = "挂牌.jpg"
    return file


def prepare(stack: Stack, *, forms: int, workers: int) -> tuple[Office, list[tuple[Form, Obligation]]]:
    """`forms` forms, each on an obligation of its own that stands where the form needs it."""
    stack.env.update(DEMO="1", TODAY=DAY.isoformat())
    cast = Cast()
    plan = cast.plan(due=[DAY + timedelta(days=row) for row in range(forms)])
    mine = Obligation.objects.filter(plan=plan, unit=cast.own).for_list()
    work = list(zip(cycle(FORMS), mine))
    with clock.at(at(2, 18)):
        for form, one in work:
            if form.before == State.SUBMITTED:
                one.submit(by=cast.officer, on=DAY, **SENT)
    stack.valkey()
    stack.web(workers)
    return Office(plan, {"county": Person(stack, "officer"), "bureau": Person(stack, "reviewer")}), work


def run(stack: Stack, *, forms: int, times: int, workers: int = 4) -> Outcome:
    """Post each of `forms` forms `times` times, all but the last at once, and count what took effect."""
    office, work = prepare(stack, forms=forms, workers=workers)
    answers = [post_again(office, form, one, times) for form, one in work]
    made = [effects_since(one) for _form, one in work]
    return Outcome(
        posts=sum(map(len, answers)),
        keys=len(work),
        effects=sum(made),
        doubled=sum(max(0, count - 1) for count in made),
        missing=sum(count == 0 for count in made),
        unequal=sum(len({(one.status, one.location) for one in group}) != 1 for group in answers),
        refused=sum(not one.done for group in answers for one in group),
        left_over=Evidence.objects.filter(entry__isnull=True).count(),
        ledger=list(ledger.faults(office.plan)),
    )


def post_again(office: Office, form: Form, one, times: int) -> list[Answer]:
    key = new_key()
    at_once = together(*[lambda: office.post(form, one, key)] * (times - 1))
    return [*at_once, office.post(form, one, key)]


def effects_since(one: Obligation) -> int:
    """Entries of the obligation after the version with which it was read."""
    return Entry.objects.filter(obligation=one, version__gt=one.version).count()
