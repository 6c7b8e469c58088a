"""Screen 01 as data: the Ganzhou plan on 18 February 2021, each pilot a line of marks that can be read by eye."""

from datetime import date

from pilots.models import Officer, Role, Unit
from tasks.models import Obligation, Phase, Plan, PlanPilot, State, Task
from tests.cast import LOADED, make_officer, make_unit

ON = date(2021, 2, 18)
# No sequence of a test database gets there.
BEYOND = 1_000_000
SENT = date(2021, 2, 9)
DUE = [(1, 15), (1, 28), (1, 31), (2, 28), (2, 28), (2, 28), (3, 30), (4, 30), (4, 30), (12, 31), (12, 31), (12, 31)]
NAMES = [
    "领导小组",
    "三定班子",
    "挂牌",
    "人员划转",
    "业务培训",
    "联席会议",
    "标准化",
    "事项划转",
    "一窗压减",
    "审管互动",
    "业务指导",
    "宣传引导",
]
# Rows 1-10 and 12. 办 closed out, 推 in progress, 核 submitted, 超 overdue, 退 returned, 延 extended, 未 not started.
PILOTS = """\
章贡区 办办办办办办推推推推推
南康区 办办办办核办推推推推推
赣县区 办办办核推办推推推未推
信丰县 办办办推推核推推推推推
大余县 办办办推推办未推未未推
上犹县 办办办办办办推推推核推
崇义县 办办办推未退未未未未推
安远县 办办超未未推未未未未未
龙南市 办办办核办办推推推推推
全南县 办办办推推未未推未未推
定南县 办超延推未核推推未未推
兴国县 办办办办推核推推推推推
宁都县 办办延推未推推未未未推
于都县 办办办推办办推推推推推
会昌县 办办超推退推未推未未推
寻乌县 办核超未未未未未未未未
石城县 办办办推推核未推未推推
赣州经开区 办办办办核办办推推推推
赣州蓉江新区 办办核推推推推推未未推
"""
EXTENDED = {"定南县": date(2021, 2, 24), "宁都县": date(2021, 2, 22), "会昌县": date(2021, 2, 10)}
STATES = {"办": State.DONE, "核": State.SUBMITTED, "退": State.RETURNED, "未": State.NOT_STARTED}
GATES = [
    ("挂牌组建", None, (1, 31), [1, 2, 3], []),
    ("人员划转", (2, 1), (2, 28), [4], ["staff_transferred"]),
    ("正式运行", (3, 1), (4, 30), [8, 9], ["items_taken_over", "seal_in_use", "service_opened"]),
]


def day(month_and_day):
    return date(2021, *month_and_day)


class Picture:
    """City, bureau, 19 pilots times `copies`, a reviewer and a bureau lead, the plan with all its obligations."""

    def __init__(self, copies=1):
        self.city = make_unit("ganzhou", "赣州市", "city")
        self.bureau = make_unit("bureau", "市行政审批局", "bureau", self.city)
        self.reviewer = make_officer("reviewer", Role.REVIEWER, self.bureau, name="陈建国")
        self.bureau_lead = make_officer("bureau-lead", Role.BUREAU_LEAD, self.bureau, name="李明")
        self.plan = Plan.objects.create(
            title="推进全市相对集中行政许可权改革试点（第三批）工作方案",
            document_number="赣市办字〔2020〕29号",
            issued_on=date(2020, 12, 31),
            bureau=self.bureau,
            loaded_on=LOADED.date(),
        )
        self.tasks = [self._task(number) for number in range(1, 13)]
        for order, gate in enumerate(GATES, 1):
            self._phase(order, *gate)
        for copy in range(copies):
            self.add_pilots(copy)
        self._obligations(self.bureau, {11: "推", 12: "推"})

    def _task(self, number):
        return Task.objects.create(
            plan=self.plan,
            number=number,
            text=f"第{number}项工作任务",
            short_name=NAMES[number - 1],
            matrix_name=NAMES[number - 1],
            due_on=day(DUE[number - 1]),
            watched=number in (4, 6),
            precision="year" if number >= 10 else "day",
        )

    def _phase(self, order, name, starts, ends, tasks, measures):
        phase = Phase.objects.create(
            plan=self.plan,
            order=order,
            name=f"{name}阶段",
            short_name=name,
            due_on=day(ends),
            starts_on=starts and day(starts),
            gate_measures=measures,
        )
        phase.gate_tasks.set([self.tasks[number - 1] for number in tasks])

    def add_pilots(self, copy):
        rows = [line.split() for line in PILOTS.splitlines()]
        for order, (name, marks) in enumerate(rows, 1 + copy * len(rows)):
            unit = Unit(
                key=f"pilot-{order}",
                name=f"{name}{copy or ''}",
                kind="county",
                order=order,
                parent=self.city,
                pk=BEYOND + order,
                path=f"{self.city.path}{BEYOND + order}/",
            )
            unit.save(force_insert=True)
            PlanPilot.objects.create(plan=self.plan, unit=unit, order=order)
            Officer.objects.create(username=f"officer-{order}", role=Role.COUNTY_OFFICER, unit=unit)
            self._obligations(unit, dict(zip([*range(1, 11), 12], marks, strict=True)))

    def _obligations(self, unit, marks):
        Obligation.objects.bulk_create(self._obligation(unit, self.tasks[row - 1], mark) for row, mark in marks.items())

    def _obligation(self, unit, task, mark):
        state = STATES.get(mark, State.IN_PROGRESS)
        later = mark == "延" or (mark == "超" and task.number == 3)
        return Obligation(
            plan=self.plan,
            unit=unit,
            task=task,
            state=state,
            version=1,
            first_due_on=task.due_on,
            due_on=EXTENDED.get(unit.name[:3], task.due_on) if later else task.due_on,
            done_on=min(task.due_on, ON) if state == State.DONE else None,
            submitted_on=SENT if state in (State.SUBMITTED, State.DONE) else None,
        )
