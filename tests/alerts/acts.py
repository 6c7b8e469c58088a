"""What can be done to an obligation in a life of JB12: the verb itself, and what the oracle is told of it."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from alerts.models import Notice
from pilots.models import Officer
from tasks.models import Obligation
from tests.alerts.expected import Owed
from tests.alerts.oracle import DAY

if TYPE_CHECKING:
    from tests.alerts.lives import Lives

# Each act: (lives, what the oracle holds, the obligation, an officer of the unit, the day) -> whether it was possible.
Act = Callable[["Lives", Owed, Obligation, Officer, date], bool]


def report(lives, one, obligation, by, day):
    obligation.report(by=by, on=day, text="正在办理")
    lives.record(one)
    one.move("unit")
    return True


def submit(lives, one, obligation, by, day):
    obligation.submit(by=by, on=day, document_number="1号")
    lives.record(one)
    one.move("county" if one.unit == "jingkai" else "bureau")
    return True


def pass_on(lives, one, obligation, by, day):
    obligation.pass_on(by=Officer.objects.get(username="lead-jingkai"), on=day)
    lives.record(one)
    one.move("bureau")
    return True


def send_back(lives, one, obligation, by, day):
    obligation.send_back(by=Officer.objects.get(username="lead-jingkai"), on=day, text="请补充")
    lives.record(one)
    one.move("unit")
    return True


def give_back(lives, one, obligation, by, day):
    """A return: past the last day it begins the deadline anew."""
    obligation.return_for_rework(by=lives.verifier(one), on=day, text="缺附件")
    began = lives.record(one)
    one.move("unit", **(one.begin(began, one.told.due) if one.told.due < day else {}))
    return True


def sign_off(lives, one, obligation, by, day):
    obligation.sign_off(by=lives.verifier(one), on=day, done_on=day)
    lives.record(one)
    one.move("done")
    return True


def reopen(lives, one, obligation, by, day):
    obligation.reopen(by=lives.verifier(one), on=day, text="情况有变")
    one.move("unit", **one.begin(lives.record(one), one.told.due))
    return True


def extend(lives, one, obligation, by, day):
    until = max(one.told.due, day) + lives.random.randint(1, 25) * DAY
    if not obligation.extensions.waiting().exists():  # one does after an undone decision
        obligation.request_extension(by=by, on=day, asked_due_on=until, text="公示期未满")
        lives.record(one)
    obligation.decide_extension(by=lives.verifier(one), on=day, granted=True, due_on=until)
    one.move(one.where, **one.begin(lives.record(one), until))
    return True


def amend(lives, one, obligation, by, day):
    """A document sets another last day, perhaps an earlier one."""
    due = one.told.due + lives.random.choice([-9, -2, 3, 12]) * DAY
    obligation.amend(by=lives.cast.admin, changes=obligation.new_deadline(due), detail={})
    one.move(one.where, **one.begin(lives.record(one), due))
    return True


def cancel(lives, one, obligation, by, day):
    obligation.cancel(by=lives.cast.admin, detail={})
    lives.record(one)
    one.move("cancelled")
    return True


def reinstate(lives, one, obligation, by, day):
    """Put back where it was, under the same deadline."""
    obligation.reinstate(by=lives.cast.admin, changes={}, detail={})
    lives.record(one)
    one.move(one.before.where)
    return True


def answer(lives, one, obligation, by, day):
    """The last notice under the present deadline is answered."""
    if not one.told.highest or one.told.highest in one.answered:
        return False
    present = {"obligation": one.pk, "deadline_version": one.version, "rung": one.told.highest}
    notice = Notice.objects.for_page().filter(**{f"alert__{name}": value for name, value in present.items()}).first()
    if notice is None:  # the two differ already, and are counted
        return False
    notice.give_answer(by=by, on=day, answer="月底前办结")
    one.told.answered, one.answered = True, one.answered | {one.told.highest}
    return True


def assign(lives, one, obligation, by, day):
    obligation.assign(by=by, on=day, handler=by)
    lives.record(one)
    one.move(one.where, handler=by.username)
    return True


ACTS: dict[str, Act] = {
    act.__name__: act
    for act in (report, submit, pass_on, send_back, give_back, sign_off, reopen, extend, amend, cancel, reinstate)
}
ACTS |= {"answer": answer, "assign": assign}
UNDONE = {"submit", "give_back", "sign_off", "reopen", "extend"}
POSSIBLE = {
    "unit": ["report", "submit", "submit", "extend", "amend", "cancel", "answer", "answer", "assign"],
    "county": ["pass_on", "send_back", "answer", "extend"],
    "bureau": ["give_back", "give_back", "sign_off", "extend"],
    "done": ["reopen", "amend"],
    "cancelled": ["reinstate"],
}
