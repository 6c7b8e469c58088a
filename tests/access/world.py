"""Two cities at work: every row that a line of the table asks for, made by the verbs, with words that give it away."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.test import override_settings

from alerts.models import Alert, Delivery, Gateway, Kind, Message, Notice, Robot, Rung
from base import clock
from base.models import WorkingDay
from tasks import drafts, loading, proofs
from tasks.ledger import Line, append
from tasks.models import Checkpoint, Evidence, Obligation, Phase, Plan, PlanLoad, PlanPilot, Task, Verb
from tests.access.circular_targets import circulars
from tests.access.coordination import Coordination
from tests.access.help_targets import helped
from tests.access.ledgers import County
from tests.access.people import People
from tests.cast import at, obligation
from tests.tools.proofs import make_pdf

DAY, NOW, DUE = date(2021, 2, 18), at(2, 18, 10), date(2021, 1, 31)
STATES = ("not_started", "in_progress", "submitted", "done", "county_review", "extension", "typed", "cancelled")
FORM, TO = "application/x-www-form-urlencoded", "to={to}&text={text}"
TABLE = (
    ("序号", "工作任务", "责任单位", "完成时限"),
    (1, "印发工作方案", "章贡区、定南县", "2021年3月31日"),
    (2, "开展业务培训", "章贡区、定南县", "2021年4月30日"),
)


def secret(unit, what="words") -> str:
    """Words that stand in what the unit wrote, and nowhere else."""
    return f"cnry-{unit.key}-{what}"


def make_proof(unit, what="proof") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{secret(unit, what)}.pdf", make_pdf([secret(unit, what)]))


def small_table() -> bytes:
    """A task table of two rows as a spreadsheet."""
    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        return file.read()


class World(People):
    """The people, a plan in each city, and in each of `units` one obligation in each of STATES."""

    def __init__(self, folder: Path):
        super().__init__()
        near = [self.own, self.foreign, self.third]
        self.plans = {
            "own": self._plan("赣试〔2021〕1号", self.bureau, self.office, near),
            "beyond": self._plan("吉试〔2021〕1号", self.bureau2, None, [self.beyond]),
        }
        self._work_on("own", self.officer, self.reviewer, self.bureau_lead)
        self._work_on("foreign", self.foreigner, self.reviewer, self.bureau_lead)
        self._work_on("bureau", self.reviewer, self.overseer, self.bureau_lead)
        self._work_on("beyond", *(self.strangers[f"beyond {role}"] for role in ("officer", "reviewer", "leader")))
        self.counties = {scope: self._ledgers(scope, *who) for scope, who in self._keepers().items()}
        self.helped = {
            scope: helped(self, scope, *who, DAY, partial(secret, self.units[scope]))
            for scope, who in self._keepers().items()
        }
        self.coordination = {scope: Coordination(self, scope, *who) for scope, who in self._keepers().items()}
        self.circulars = circulars(self)
        self.messages = {name: self._message(one) for name, one in (self.actors | self.strangers).items()}
        self.notices = {scope: self._notice(scope) for scope in ("own", "foreign", "beyond", "bureau")}
        self.notices["wrong"] = self._notice("own", Rung.URGING)
        self.notices["wrong"].give_answer(by=self.officer, on=DAY, answer=secret(self.own, "answer"))
        self.robots = {scope: self._robot(scope) for scope in ("own", "foreign", "beyond")}
        self.gateway = Gateway.objects.create(name="短信", url="http://10.1.2.3/", content_type=FORM, template=TO)
        self.table = small_table()
        self.waiting, self.applied = self._loads(folder / "table.xlsx")
        loading.apply(self.applied, by=self.admin)
        WorkingDay.objects.create(day=date(2021, 6, 1), working=True)

    def row(self, scope: str, state: str) -> Obligation:
        """The obligation of the scope's unit in a state, as a view would load it."""
        plan = self.plans["beyond" if scope == "beyond" else "own"]
        return obligation(plan, self.units[scope], STATES.index(state) + 1)

    def proof_of(self, scope: str, sent=True) -> Evidence:
        """A file sent with the scope's submission, or one that waits with its writer."""
        return Evidence.objects.get(obligation=self.row(scope, "submitted" if sent else "typed"))

    def _plan(self, number, bureau, overseer, pilots) -> Plan:
        common = {"issued_on": DUE, "bureau": bureau, "overseer": overseer, "loaded_on": DUE}
        plan = Plan.objects.create(title=f"{number}方案", document_number=number, **common)
        Phase.objects.create(plan=plan, order=1, name="挂牌组建", starts_on=DUE, due_on=DUE)
        for order, unit in enumerate(pilots, 1):
            PlanPilot.objects.create(plan=plan, unit=unit, order=order)
        lines = [line for row, _state in enumerate(STATES, 1) for line in self._issued(plan, row, [*pilots, bureau])]
        append(plan, lines)
        return plan

    def _issued(self, plan, row, units) -> list[Line]:
        words = {"text": f"第{row}项任务", "short_name": f"任务{row}", "deadline_wording": str(DUE)}
        task = Task.objects.create(plan=plan, number=row, due_on=DUE, **words)
        Checkpoint.objects.create(task=task, order=1, text="已印发文件")
        owed = [Obligation.objects.create(plan=plan, task=task, unit=each) for each in units]
        return [Line(one, Verb.ISSUE, changes={"first_due_on": DUE, "due_on": DUE}) for one in owed]

    def _work_on(self, scope, writer, verifier, leader):
        unit = self.units[scope]
        said = {"by": writer, "on": DAY, "text": secret(unit), "difficulty": secret(unit, "difficulty")}
        self.row(scope, "in_progress").report(**said)
        self._submit(scope, "submitted", said, [make_proof(unit)])
        self._submit(scope, "done", said)
        self.row(scope, "done").sign_off(by=verifier, on=DAY, text=secret(unit, "opinion"))
        if unit.is_county:
            self.row(scope, "done").spot_check(
                by=leader, on=DAY, way="by_papers", held=True, text=secret(unit, "check")
            )
        unit.county_review = True
        unit.save(update_fields=["county_review"])
        self._submit(scope, "county_review", said)
        unit.county_review = False
        unit.save(update_fields=["county_review"])
        self._wait(scope, writer, leader)

    def _submit(self, scope, state, said, files=()):
        one = self.row(scope, state)
        staged, refused = proofs.stage(one, said["by"], files)
        assert not refused
        one.submit(**said, no_file_reason=secret(one.unit, "reason"), evidence=staged)

    def _wait(self, scope, writer, leader):
        """What stays unfinished: a request for more time, words and a file not sent, a row taken out."""
        unit, asked = self.units[scope], self.row(scope, "extension")
        asked.report(by=writer, on=DAY, text=secret(unit, "report"))
        asked.comment(by=writer, on=DAY, text=secret(unit, "comment"))
        asked.assign(by=writer, on=DAY, lead_department=secret(unit, "department"))
        asked.request_extension(by=writer, on=DAY, asked_due_on=date(2021, 3, 15), text=secret(unit, "extension"))
        asked.instruct(by=leader, on=DAY, text=secret(unit, "instruction"))
        typed = self.row(scope, "typed")
        drafts.keep(typed, writer, QueryDict(f"text={secret(unit, 'draft')}"))
        if scope == "own":
            proofs.stage(typed, writer, [make_proof(unit, "draft")])
        self.row(scope, "cancelled").cancel(by=self.admin, detail={})

    def _keepers(self) -> dict:
        """Who keeps the ledgers of a scope's county, and who rules on them."""
        beyond = self.strangers["beyond officer"], self.strangers["beyond reviewer"]
        return {"own": (self.officer, self.reviewer), "foreign": (self.foreigner, self.reviewer), "beyond": beyond}

    def _ledgers(self, scope, keeper, reviewer) -> County:
        county = County(self.units[scope], keeper, partial(secret, self.units[scope]))
        county.before_the_bureau(DAY, reviewer)
        county.take_in_workbooks()
        return county

    def _notice(self, scope, rung=Rung.REMINDER) -> Notice:
        one, said = self.row(scope, "in_progress"), {"kind": Kind.RUNG, "rung": rung, "deadline_version": 1}
        alert = Alert.objects.create(obligation=one, raised_on=DAY, raised_at=NOW, **said)
        told = [{"name": secret(one.unit, "told"), "post": "", "unit": one.unit.name}]
        return Notice.objects.create(alert=alert, issuer="市行政审批局", days_late=18, reply_by=DUE, told=told)

    def _message(self, officer) -> Message:
        told = {"kind": "digest", "on": DAY, "created_at": NOW, "heads": [{"plan": secret(officer.unit, "head")}]}
        return Message.objects.create(recipient=officer, key="digest:by-hand", **told)

    def _robot(self, scope) -> Robot:
        """A unit's robot, and a number that may have arrived."""
        unit, url = self.units[scope], "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
        robot = Robot.objects.create(name=secret(unit, "robot"), kind="wecom", unit=unit, url=url)
        open_end = {"state": "uncertain", "ended_at": NOW, "error": secret(unit, "error")}
        Delivery.objects.create(channel="robot", robot=robot, **open_end)
        return robot

    def _loads(self, path) -> list[PlanLoad]:
        path.write_bytes(self.table)
        notice = loading.read_notice(path, path.name)
        numbers = ("甲〔2021〕1号", "乙〔2021〕1号")
        return [loading.open_load(notice, path.name, by=self.admin, data={}, number=number) for number in numbers]


@contextmanager
def world(django_db_blocker) -> Iterator[World]:
    """The world for the tests of one module, in one transaction that is rolled back after them."""
    with ExitStack() as kept:
        # A thousand refusals would be a thousand tracebacks in the log.
        logging.disable(logging.WARNING)
        kept.callback(logging.disable, logging.NOTSET)
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory()))
        kept.enter_context(django_db_blocker.unblock())
        kept.enter_context(override_settings(FILES_DIR=folder / "files"))
        kept.enter_context(clock.at(NOW))
        kept.enter_context(transaction.atomic())
        yield World(folder)
        transaction.set_rollback(True)
