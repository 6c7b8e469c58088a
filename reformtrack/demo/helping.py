"""The bureau's dispatches and the practices passed on, in step with what the rows say of them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from tasks.models import Dispatch, Obligation, Plan, Practice

from .days import moment

BUREAU = "ganzhou-bureau"
# recorded at, by, kind, held on, pilots (none: all), what was found, what follows, by when
DISPATCHES = [
    (
        "2021-01-12 16:30",
        "lead",
        "meeting",
        date(2021, 1, 12),
        (),
        "召开改革试点工作推进会，逐条解读工作方案，明确各试点联络员和报送要求。",
        "各试点1月15日前报送领导小组成立文件。",
        date(2021, 1, 15),
    ),
    (
        "2021-01-20 17:10",
        "reviewer",
        "visit",
        date(2021, 1, 20),
        ("zhanggong", "nankang", "ganxian"),
        "实地查看行政审批局办公场所，核对“三定”方案报批进度。三区场所均已落实，编制文件已报编委会。",
        "",
        None,
    ),
    (
        "2021-01-27 17:25",
        "reviewer2",
        "visit",
        date(2021, 1, 27),
        ("dayu", "shangyou", "chongyi"),
        "查看挂牌准备情况，抽查划转事项清单。崇义县事项清单与部门权责清单有出入。",
        "崇义县逐项核对事项清单后重新报送。",
        date(2021, 2, 3),
    ),
    (
        "2021-02-03 11:20",
        "reviewer",
        "call",
        date(2021, 2, 3),
        ("anyuan", "xunwu"),
        "了解挂牌滞后原因：安远县办公场所未交付，寻乌县办公场所尚在协调。",
        "市局函商两县政府，明确办公场所交付时间。",
        date(2021, 2, 10),
    ),
    (
        "2021-02-05 17:40",
        "reviewer",
        "visit",
        date(2021, 2, 5),
        ("dingnan", "huichang"),
        "定南县“三定”方案已印发，领导班子尚待研究；会昌县办公场所消防整改已近完成，培训由划转单位实施的要求已当面说明。",
        "2月下旬复查两县班子到位和消防复验情况。",
        date(2021, 2, 26),
    ),
    (
        "2021-02-10 15:50",
        "lead",
        "meeting",
        date(2021, 2, 10),
        ("anyuan", "dingnan", "huichang", "xunwu"),
        "召开视频调度会，听取4个试点机构组建情况，要求节后第一周挂牌。",
        "",
        None,
    ),
]
# recorded at, by, which of the dispatches
SEEN_TO = [("2021-01-18 09:30", "reviewer", 0), ("2021-02-04 10:15", "reviewer2", 2)]
# marked at, by, pilot, row, title, published at (by the reviewer; None: still proposed)
PRACTICES = [
    ("2021-02-03 10:20", "reviewer", "nankang", 1, "党政主要领导挂帅，高位推动改革", "2021-02-04 09:10"),
    ("2021-02-09 10:05", "yudu", "yudu", 6, "以联席会议制度明确议事规则", "2021-02-10 09:25"),
    ("2021-02-10 16:35", "zhanggong", "zhanggong", 9, "先定窗口设置方案，再推综合受理", None),
]


@dataclass
class Dispatched:
    """The bureau records a dispatch."""

    at: datetime
    who: str
    pilots: tuple[str, ...]
    words: dict
    unit: str = BUREAU

    def live(self, unit, officers: dict) -> None:
        plan = Plan.objects.get()
        units = [each for each in plan.pilots.all() if each.key in self.pilots]
        chosen = {"units": units, "everywhere": not units}
        plan.record_dispatch(by=officers[self.who], on=self.at.date(), **chosen, **self.words)


@dataclass
class SeenTo:
    """What followed from the dispatch held on a day was done."""

    at: datetime
    who: str
    held_on: date
    unit: str = BUREAU

    def live(self, unit, officers: dict) -> None:
        one = Dispatch.objects.standing().get(held_on=self.held_on)
        one.follow_up_done(by=officers[self.who], on=self.at.date())


@dataclass
class Marked:
    """A unit's last report on a row is marked as a practice."""

    at: datetime
    who: str
    unit: str
    row: int
    title: str

    def live(self, unit, officers: dict) -> None:
        one = Obligation.objects.for_list().get(unit=unit, task__number=self.row)
        words = {"entry": one.latest.number, "title": self.title}
        one.mark_practice(by=officers[self.who], on=self.at.date(), **words)


@dataclass
class Published:
    """The bureau passes it on to all pilots."""

    at: datetime
    title: str
    unit: str = field(default=BUREAU)

    def live(self, unit, officers: dict) -> None:
        practice = Practice.objects.for_list().get(title=self.title)
        practice.publish(by=officers["reviewer"], on=self.at.date())


def steps() -> list:
    """Every step, in no order."""
    found: list = []
    for at, who, kind, held_on, pilots, text, follow_up, follow_up_on in DISPATCHES:
        words = {"kind": kind, "held_on": held_on, "text": text, "follow_up": follow_up, "follow_up_on": follow_up_on}
        found.append(Dispatched(moment(at), who, pilots, words))
    found += [SeenTo(moment(at), who, DISPATCHES[place][3]) for at, who, place in SEEN_TO]
    for at, who, pilot, row, title, published in PRACTICES:
        found.append(Marked(moment(at), who, pilot, row, title))
        found += [Published(moment(published), title)] if published else []
    return found
