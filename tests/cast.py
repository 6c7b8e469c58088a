"""A small cast and a small plan for the tests: three pilots, three rows, one of each role."""

from datetime import date

from base import clock
from pilots.models import Officer, Role, Unit
from tasks.ledger import Line, append
from tasks.models import Obligation, Plan, PlanPilot, Task, Verb

PASSWORD = "Sesame-Door-7"
LOADED = clock.moment_on(date(2021, 1, 4), 9)


def at(month: int, day: int, hour: int = 10, minute: int = 0):
    """An aware moment of 2021, for `clock.at`."""
    return clock.moment_on(date(2021, month, day), hour, minute)


def make_unit(key, name, kind, parent=None, **more):
    unit = Unit.objects.create(key=key, name=name, short_name=name[:2], kind=kind, **more)
    unit.place(parent)
    return unit


def make_officer(username, role, unit, **more):
    officer = Officer(username=username, name=more.pop("name", username), role=role, unit=unit, **more)
    officer.set_password(PASSWORD)
    officer.password_set_at = clock.timezone.now()
    officer.save()
    return officer


class Cast:
    """City, bureau, office, three pilots and eight people; `plan()` adds a plan with obligations."""

    def __init__(self):
        self.city = make_unit("city", "赣州市", "city")
        self.bureau = make_unit("bureau", "市行政审批局", "bureau", self.city)
        self.office = make_unit("office", "市改革办公室", "office", self.city)
        self.own = make_unit("zhanggong", "章贡区", "district", self.city, order=1, name_en="Zhanggong")
        self.foreign = make_unit("dingnan", "定南县", "county", self.city, order=2, name_en="Dingnan")
        self.third = make_unit("jingkai", "赣州经开区", "zone", self.city, order=3, name_en="Jingkai")
        self.officer = make_officer("officer", Role.COUNTY_OFFICER, self.own, name="钟丽萍", post="科员")
        self.colleague = make_officer("colleague", Role.COUNTY_OFFICER, self.own, name="温海燕")
        self.foreigner = make_officer("foreigner", Role.COUNTY_OFFICER, self.foreign, name="郭志勇")
        self.lead = make_officer("lead", Role.COUNTY_LEAD, self.own, name="谢建军")
        self.reviewer = make_officer("reviewer", Role.REVIEWER, self.bureau, name="陈建国")
        self.overseer = make_officer("overseer", Role.REVIEWER, self.office, name="刘志刚")
        self.bureau_lead = make_officer("bureau-lead", Role.BUREAU_LEAD, self.bureau, name="李明")
        self.admin = make_officer("admin", Role.ADMIN, self.bureau, name="王管理")
        self.auditor = make_officer("auditor", Role.AUDITOR, self.bureau, name="赵审计")

    def plan(self, number="赣市办字〔2020〕29号", due=(date(2021, 1, 31), date(2021, 2, 28), date(2021, 12, 31))):
        """A plan of three rows: two for the pilots (the third by year), row 3 also for the bureau."""
        plan = Plan.objects.create(
            title="推进全市相对集中行政许可权改革试点工作方案",
            document_number=number,
            issued_on=date(2020, 12, 31),
            bureau=self.bureau,
            overseer=self.office,
            loaded_on=LOADED.date(),
        )
        pilots = [self.own, self.foreign, self.third]
        for order, unit in enumerate(pilots, 1):
            PlanPilot.objects.create(plan=plan, unit=unit, order=order)
        lines = []
        for row, day in enumerate(due, 1):
            task = Task.objects.create(
                plan=plan,
                number=row,
                text=f"第{row}项任务",
                short_name=f"任务{row}",
                due_on=day,
                precision="year" if row == 3 else "day",
                deadline_wording=str(day),
            )
            for unit in pilots + ([self.bureau] if row == 3 else []):
                one = Obligation.objects.create(plan=plan, task=task, unit=unit)
                lines.append(Line(one, Verb.ISSUE, changes={"first_due_on": day, "due_on": day}))
        with clock.at(LOADED):
            append(plan, lines)
        return plan


def obligation(plan, unit, row=1) -> Obligation:
    """The unit's obligation of a row, as a view would load it."""
    return Obligation.objects.for_list().get(plan=plan, unit=unit, task__number=row)
