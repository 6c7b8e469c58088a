"""Random histories of a small plan, and what the pages say of an evening: the oracle of every as-of figure."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import strategies as st

from base import clock
from base.forms import Refused
from reports import reading
from reports.circulars import snapshot
from reports.filters import Filters
from tasks import instructions, joint_meetings, measures, spot_checks, tallies
from tasks.asof import AsOf
from tasks.board import board_of
from tasks.meetings import Decided
from tasks.models import JointMeeting, Phase, Problem
from tasks.problem_looks import rows_of
from tasks.transitions import TransitionNotAllowed
from tests.cast import Cast, obligation
from transfers.facts import Change, write
from transfers.models import Department, StaffCount, StaffMember

FIRST = date(2021, 1, 20)
ASKED = {"text": "场所未交付", "asked_due_on": date(2021, 3, 10)}
# who, verb, words: on an obligation
ACTS = [
    ("officer", "assign", {"lead_department": "区委编办"}),
    ("officer", "start", {}),
    ("officer", "report", {"text": "已印发方案", "difficulty": "人手不足"}),
    ("officer", "submit", {"document_number": "1号", "short_reason": "先行报送"}),
    ("officer", "withdraw", {}),
    ("officer", "request_extension", ASKED),
    ("officer", "withdraw_extension", {}),
    ("officer", "undo", {}),
    ("reviewer", "sign_off", {"text": "同意"}),
    ("reviewer", "return_for_rework", {"text": "文号不符"}),
    ("reviewer", "reopen", {"text": "抽查不合格"}),
    ("reviewer", "comment", {"text": "请抓紧"}),
    ("reviewer", "chase", {}),
    ("reviewer", "decide_extension", {"granted": True}),
    ("reviewer", "decide_extension", {"text": "不同意"}),
    ("reviewer", "undo", {}),
    ("bureau_lead", "instruct", {"text": "请专题研究"}),
    ("officer", "answer_instruction", {"text": "已上会研究"}),
    ("bureau_lead", "spot_check", {"way": "on_site", "held": True}),
    ("bureau_lead", "spot_check", {"way": "by_papers", "held": False, "text": "文号不符"}),
    ("bureau_lead", "undo", {}),
]
# What else can happen: the names of methods of History.
BESIDE = [
    "raise_problem",
    "answer_problem",
    "confirm_problem",
    "visit",
    "see_to_it",
    "meet",
    "carry_out",
    "move_person",
]
STEPS = st.one_of(st.tuples(st.integers(0, 2), st.sampled_from(ACTS)), st.sampled_from(BESIDE))
HISTORIES = st.lists(st.tuples(st.sampled_from([0, 0, 1, 3]), STEPS), min_size=4, max_size=16)


class History:
    """A cast and a plan with a gate, measured by ledgers, dispatches and meetings; `live` lets a history happen."""

    def __init__(self):
        self.cast = Cast()
        self.plan = self.cast.plan()
        tallies.register()
        measures.register(["meetings"], joint_meetings.figures)
        for number, measure in ((1, "staff_transferred"), (2, "joint_meetings"), (3, "dispatches")):
            self.plan.tasks.filter(number=number).update(measure=measure)
        phase = Phase.objects.create(plan=self.plan, order=1, name="挂牌组建", due_on=date(2021, 1, 31))
        phase.gate_tasks.set(self.plan.tasks.filter(number=1))
        phase.gate_measures = ["staff_transferred"]
        phase.save()
        self.people = 0
        self.evenings: dict[date, dict] = {}

    def live(self, history) -> date:
        """Let it happen, keeping what the pages said each evening; returns the last day."""
        day = FIRST
        for gap, step in history:
            if gap:
                self._close(day)
            day += timedelta(days=gap)
            with clock.at(clock.moment_on(day, 10, 5)):
                self._do(step, day)
        self._close(day)
        return day

    def _close(self, day):
        with clock.at(clock.moment_on(day, 23, 59)):
            self.evenings[day] = self.said(day, day)

    def _do(self, step, day):
        try:
            with transaction.atomic():
                if isinstance(step, str):
                    getattr(self, step)(day)
                else:
                    row, (who, verb, words) = step
                    one = obligation(self.plan, self.cast.own, row + 1)
                    getattr(one, verb)(by=getattr(self.cast, who), on=day, **words)
        except (TransitionNotAllowed, ValidationError, Refused):
            pass

    # -- what can happen beside ---------------------------------------------------------------
    def raise_problem(self, day):
        words = {"kind": "staff", "text": "人手不足", "asked": "请派员", "since_on": day}
        Problem.raise_problem(by=self.cast.officer, on=day, plan=self.plan, unit=self.cast.own, **words)

    def answer_problem(self, day):
        if one := Problem.objects.last():
            one.answer(by=self.cast.reviewer, on=day, text="已协调", promised_on=day + timedelta(days=3))

    def confirm_problem(self, day):
        if one := Problem.objects.last():
            one.confirm(by=self.cast.officer, on=day)

    def visit(self, day):
        said = {"kind": "visit", "held_on": day, "text": "查看现场", "follow_up": "补材料", "units": [self.cast.own]}
        self.plan.record_dispatch(by=self.cast.reviewer, on=day, **said)

    def see_to_it(self, day):
        if one := self.plan.dispatches.standing().first():
            one.follow_up_done(by=self.cast.reviewer, on=day)

    def meet(self, day):
        where = {"plan": self.plan, "unit": self.cast.own, "held_on": day, "subject": "第一次会议"}
        JointMeeting.record(by=self.cast.officer, on=day, decisions=[Decided("派员")], **where)

    def carry_out(self, day):
        if meeting := JointMeeting.objects.last():
            meeting.decisions.first().mark_done(by=self.cast.officer, on=day)

    def move_person(self, day):
        """The first time the department and the accepted count, then a person each time."""
        if not self.people:
            department = Change(Department, {"name": "区发展改革委", "staff_before": 5, "order": 1})
            self.department = write(self.cast.own, [department], by=self.cast.officer, on=day)[0].key
            count = Change(StaffCount, {"counted_on": day, "accepted_on": day})
            write(self.cast.own, [count], by=self.cast.officer, on=day, ruled=True)
        self.people += 1
        person = {"name": f"某{self.people}", "department": self.department, "arrived_on": day, "post": "审批股"}
        write(self.cast.own, [Change(StaffMember, person)], by=self.cast.officer, on=day)

    # -- what the pages say -------------------------------------------------------------------
    def said(self, on: date, today: date) -> dict:
        """Everything that the dashboard, the unit's page and the list of problems say of the end of the day `on`."""
        asof = AsOf(on, today)
        board = reading.dashboard(self.cast.reviewer, Filters(), asof)
        own = board_of(self.cast.own, self.cast.officer, on, today)
        checks = spot_checks.listed(self.cast.bureau_lead, asof)
        seen = Problem.objects.visible_to(self.cast.reviewer).as_of(on, today).with_answers(asof.day).for_list()
        return {
            "figures": [(tile.name, tile.number, tile.line and tile.line.text) for tile in board.figures],
            "matrix": [
                (row.unit.name, row.lamp, row.part, [cell.mark for cell in row.cells]) for row in board.matrix.rows
            ],
            "curve": (board.curve.due, board.curve.due_done, board.curve.done, board.curve.rows),
            "tiles": [(tile.said, tile.share) for tile in board.tiles.tiles],
            "gates": [(one.gate.passed, one.days, one.words) for one in board.milestones],
            "waiting": [
                (one.count, [(str(row.place.unit), row.days, row.words) for row in one.rows]) for one in board.attention
            ],
            "bureau": [(line.waits) for line in board.bureau.lines] + [board.bureau.dispatches],
            "bureau rows": [(row.look.label, row.figure.text) for row in board.bureau.rows],
            "circular": snapshot.take(self.plan, on, today),
            "unit": [_row(row) for row in own.rows],
            "instructions": [
                (row.entry.text, row.standing, row.days_late, row.answer and row.answer.text)
                for row in instructions.listed(self.cast.bureau_lead, asof)
            ],
            "checks": [(row.way, row.found) for row in checks],
            "checked": spot_checks.tally(self.cast.bureau_lead, asof, checks),
            "problems": [(str(row.look.label), row.days, row.problem.answer_text) for row in rows_of(seen, asof)],
        }


def _row(row):
    one = row.obligation
    return (
        (row.look.label, row.due, row.waits, row.extension_waits),
        (one.state, one.submitted_on, one.done_on, one.days_with_bureau, row.in_charge),
        (one.latest and one.latest.text, row.why_returned, row.comment and row.comment.text),
        row.figure and row.figure.text,
    )
