"""What happens to one obligation: a likely course of verbs up to a day, most in time, some late, some sent back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from base.workdays import Calendar
from tasks.states import State, Verb
from tasks.transitions import RULES

REASONS = ("缺少印发文号，请补充。", "材料与核验要点不一致，请核对后重报。", "请补充会议纪要。")
REPORTS = (
    "已与相关部门会商，材料正在会签。",
    "方案已报县委编委审议，按程序办理。",
    "正在按节点推进，预计按期完成。",
    "已召开专题会议，责任分工已明确。",
)


@dataclass(frozen=True)
class Step:
    """One verb: when, by the unit or its bureau, what it changes of the position, its words."""

    at: datetime
    verb: str
    by_unit: bool = True
    changes: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)


class Days:
    """The working days from the first to the last, and moments on them."""

    def __init__(self, first: date, last: date):
        calendar = Calendar(first, last)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self.first, self.last = first, last
        self.working = [day for day in days if calendar.is_working(day)]

    def on_or_after(self, day: date) -> date | None:
        """The working day then or next; None when it lies ahead of the last."""
        return next((each for each in self.working if each >= day), None)


class Life:
    """The course of one obligation due on `due`; `spans` are those between which its unit may also report."""

    def __init__(self, chance: Random, due: date, days: Days):
        self.chance, self.due, self.days = chance, due, days
        self.steps: list[Step] = []
        self.spans: list[tuple[datetime, datetime]] = []
        self.position = {"due_on": due, "days_with_bureau": 0, "deadline_version": 1, "submitted_on": None}
        self._live()

    def report(self) -> None:
        """One more report, somewhere while the unit had it in hand."""
        after, before = self.chance.choice(self.spans)
        at = after + (before - after) * self.chance.uniform(0.05, 0.95)
        words = {"text": self.chance.choice(REPORTS), "next_step": "督促相关部门抓紧反馈。"}
        self.steps.append(Step(at.replace(microsecond=0), Verb.REPORT, words=words))

    def _live(self) -> None:
        behind = self.chance.randint(5, 40) if self.chance.random() < 0.08 else 0
        ready = self.due + timedelta(days=round(self.chance.gauss(-4, 6)) + behind)
        begun = self._do(ready - timedelta(days=self.chance.randint(8, 45)), Verb.START)
        if not begun:
            return
        if self.chance.random() < 0.07:
            self._extend(ready)
        sent, returned = self._send(begun, ready), True
        while sent and returned:
            looked_on = sent.date() + timedelta(days=self.chance.randint(1, 6))
            returned = self._return(looked_on) if self.chance.random() < 0.15 else None
            if returned is None:
                self._sign_off(looked_on)
            sent = returned and self._send(returned, returned.date() + timedelta(days=self.chance.randint(2, 7)))

    def _extend(self, ready: date) -> None:
        at = self._do(ready - timedelta(days=3), Verb.REQUEST_EXTENSION, words={"text": "场所改造工期顺延，申请延期。"})
        if not at:
            return
        asked = max(self.due, at.date()) + timedelta(days=14)
        self.steps[-1].words.update(asked_due_on=asked, detail={"late": at.date() > self.due})
        granted = self.chance.random() < 0.75
        words = {"asked_due_on": asked, "text": "" if granted else "仍有时间，请抓紧办理。"}
        moved = {"due_on": asked, "deadline_version": 2} if granted else {}
        verb = Verb.GRANT_EXTENSION if granted else Verb.REFUSE_EXTENSION
        self._do(at.date() + timedelta(days=2), verb, by_unit=False, changes=moved, words=words)

    def _send(self, begun: datetime, ready: date) -> datetime | None:
        """The unit has it in hand from `begun` and submits it about `ready`, if that has come."""
        words = {"text": "已完成，报请核验。", "document_number": f"府办字〔2021〕{self.chance.randint(1, 99)}号"}
        at = self._do(ready, Verb.SUBMIT, words=words)
        until = at or _at(self.days.last, 18 * 60)
        if until > begun:
            self.spans.append((begun, until))
        if at:
            self._amend(submitted_on=at.date())
            self.steps[-1].words["true_on"] = at.date()
        return at

    def _return(self, on: date) -> datetime | None:
        at = self._do(
            on, Verb.RETURN, by_unit=False, words={"text": self.chance.choice(REASONS), "detail": {"preset": ""}}
        )
        if at:
            due, lay = self.position["due_on"], max(self.position["submitted_on"], self.position["due_on"])
            self._amend(
                submitted_on=None,
                days_with_bureau=self.position["days_with_bureau"] + max(0, (at.date() - lay).days),
                deadline_version=self.position["deadline_version"] + (due < at.date()),
            )
        return at

    def _sign_off(self, on: date) -> None:
        true_on = self.position["submitted_on"]
        words = {"text": "同意", "true_on": true_on, "detail": {"ticks": [], "open": []}}
        self._do(on, Verb.SIGN_OFF, by_unit=False, changes={"done_on": true_on}, words=words)

    def _do(self, on: date, verb, **more) -> datetime | None:
        """The step on the next working day, after the step before it; None when that lies ahead."""
        before = self.steps[-1].at if self.steps else datetime.combine(self.days.first, datetime.min.time())
        day = self.days.on_or_after(max(on, before.date()))
        if day is None:
            return None
        at = max(_at(day, self.chance.randint(8 * 60 + 30, 17 * 60)), before + timedelta(minutes=10))
        self.steps.append(Step(at, verb, **more))
        self._amend(**self.steps[-1].changes)
        return at

    def _amend(self, **changes) -> None:
        self.steps[-1].changes.update(changes)
        self.position |= changes


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60)


def told(life: Life) -> Iterator[tuple[Step, str]]:
    """The steps in order, each with the state it leads to."""
    state = State.NOT_STARTED
    for step in sorted(life.steps, key=lambda step: step.at):
        kept = step.verb == Verb.REPORT and state == State.RETURNED
        state = state if kept else RULES[step.verb].to or state
        yield step, state
