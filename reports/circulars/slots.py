"""The figures of a snapshot by the names they have in the text: `{已办结}` stands for 67.

Names are in the language of the paper. Who is meant by a group is told by number until the reviewer names them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.dateparse import parse_date

from transfers.figures import per_cent

# What the five classes and the sums are called: (key in the snapshot, the list it counts).
OVERALL = {
    "责任事项": ("total", ""),
    "已办结": ("done", "standing=done"),
    "推进中": ("in_progress", "standing=in_progress"),
    "待核验": ("submitted", "standing=submitted"),
    "未启动": ("not_started", "standing=not_started"),
    "超期": ("overdue", "standing=overdue"),
}
OWED = {"应办结": "due", "应办结已办": "due_done"}
MANY = "个试点"
# A name ends at a space; one that comes from a task table may hold some.
SPACES = re.compile(r"[\s{}｛｝]")


@dataclass(frozen=True)
class Slot:
    """A figure: its value as printed, and the `page` and the `query` of what it counts; `url` is both of them."""

    name: str
    value: str
    page: str = "reports:dashboard"
    query: str = ""
    url: str = ""


@dataclass(frozen=True)
class Group:
    """Pilots that can be named, in the notice's order."""

    name: str
    pilots: list[str]

    def said(self, named: bool) -> str:
        """4个试点; named: 安远县、会昌县、寻乌县、定南县."""
        return "、".join(self.pilots) if named and self.pilots else f"{len(self.pilots)}{MANY}"


def slots(data: dict, naming: Iterable[str] = ()) -> dict[str, Slot]:
    """All figures of a snapshot by name; the groups in `naming` are told by their pilots' names."""
    named = set(naming)
    found = [*_overall(data), *_phases(data), *_measures(data), *_ahead(data), *_problems(data)]
    found += [Slot(group.name, group.said(group.name in named)) for group in _groups(data)]
    return {name_of(slot.name): replace(slot, name=name_of(slot.name)) for slot in found}


def name_of(words: str) -> str:
    """What stands in braces for these words."""
    return SPACES.sub("", words)


def groups(data: dict) -> list[Group]:
    """Whom the circular can name. Where it would be everybody or nobody, none is meant."""
    return [group for group in _groups(data) if 0 < len(group.pilots) < data["plan"]["pilots"]]


def late_pilots(data: dict) -> list[str]:
    """The pilots with something overdue, in the notice's order; what the bureau itself owes is no pilot's."""
    late = {row["unit"] for row in data["overdue"]}
    return [unit["name"] for unit in data["units"] if unit["pilot"] and unit["name"] in late]


def _groups(data: dict) -> list[Group]:
    """Who is late, who is below the mark of a gate's task, who has passed a gate."""
    found = [Group("超期试点", late_pilots(data))]
    found += [Group(f"{one['name']}未达标试点", one["short"]) for one in bounded(data) if one["gate"]]
    found += [Group(f"{phase['name']}已达标试点", phase["passed_by"]) for phase in data["phases"]]
    return found


def bounded(data: dict) -> list[dict]:
    """The figures that have a mark to reach and a ledger behind them."""
    return [one for one in data["measures"] if one["bounded"]]


def day_said(day: str | date) -> str:
    """2021年2月18日."""
    at = parse_date(day) if isinstance(day, str) else day
    return f"{at.year}年{at.month}月{at.day}日"


def _overall(data):
    counted = data["overall"]
    yield Slot("截止日", day_said(data["on"]))
    yield Slot("试点", str(data["plan"]["pilots"]))
    for name, (key, query) in OVERALL.items():
        yield Slot(name, str(counted[key]), "tasks:obligations", query)
    yield Slot("办结率", per_cent(counted["done"], counted["total"]))
    for name, key in OWED.items():
        yield Slot(name, str(counted[key]))
    yield Slot("尚未办结", str(counted["due"] - counted["due_done"]))


def _phases(data):
    for phase in data["phases"]:
        yield Slot(f"{phase['name']}时限", day_said(phase["due_on"]))
        yield Slot(f"{phase['name']}达标", str(phase["passed"]))
        yield Slot(f"{phase['name']}达标率", per_cent(phase["passed"], phase["pilots"]))
        for label, number in phase["shortfall"]:
            yield Slot(f"{phase['name']}{label}", str(number))


def _measures(data):
    for one in data["measures"]:
        yield Slot(f"{one['name']}数", str(one["done"]))
        if one["bounded"]:
            yield Slot(f"{one['name']}总数", str(one["of"]))
            yield Slot(f"{one['name']}率", per_cent(one["done"], one["of"]))
            yield Slot(f"{one['name']}达标数", str(one["reached"]))


def _ahead(data):
    for at, one in enumerate(data["ahead"], 1):
        yield Slot(f"到期日{at}", day_said(one["day"]))
        yield Slot(f"到期{at}未办结", str(one["open"]), "tasks:obligations", f"due={one['day']}")


def _problems(data):
    problems = data["problems"]
    yield Slot("问题", str(problems["raised"]), "tasks:problems")
    yield Slot("未解决问题", str(problems["open"]), "tasks:problems")
    yield Slot("待答复问题", str(problems["waiting"]), "tasks:problems")
