"""The annexes of a circular as tables: the progress of each pilot, what is overdue and why, the figures of the ledgers.

Pilots stand in the notice's order, and there is no rank, unless somebody has switched one on and said why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transfers.figures import per_cent

from .slots import day_said

PROGRESS, OVERDUE, MEASURES = "progress", "overdue", "measures"
# In the order of the paper; the first always goes along, the others may.
TITLES = {PROGRESS: "工作进展情况表", OVERDUE: "超期事项清单", MEASURES: "主要指标完成情况表"}
CHOICES = (OVERDUE, MEASURES)
SHARES = 2
# What is counted of each pilot, in the order of the columns.
COUNTED = ("due", "due_done", "done", "submitted", "overdue")
TEXT_MM = 156
# Why something is late, as a reviewer may say it of a pilot: never a county's own words.
REASONS = (
    "机构编制事项待批复",
    "领导班子尚未配备到位",
    "办公场所尚未落实或交付",
    "人员划转方案待审定",
    "经费尚未落实",
    "部门之间尚未商定",
    "报送材料不全",
    "未按要求报送进展",
)
RANKED_BY = "排名依次比较超期项数（少者在前）、累计办结项数（多者在前）"


@dataclass(frozen=True)
class Annex:
    """A table: `rows` of words, column widths in mm, which columns are set left, a note under it."""

    name: str
    title: str
    head: Sequence[str]
    rows: list[list[str]]
    widths: Sequence[float]
    left: frozenset[int] = frozenset()
    note: str = ""
    small: bool = False


def annexes(data: dict, wanted: Iterable[str], reasons: Mapping[str, str], ranked: bool) -> list[Annex]:
    """Those that are wanted and have something in them; the progress of the pilots always."""
    made = {PROGRESS: progress(data, ranked), OVERDUE: overdue(data, reasons), MEASURES: measures(data)}
    wanted = {PROGRESS, *wanted}
    return [annex for name, annex in made.items() if name in wanted and annex.rows]


def progress(data: dict, ranked: bool) -> Annex:
    """工作进展情况表, with a sum at its end."""
    shares = [at for at, one in enumerate(data["measures"]) if one["gate"] and one["floors"]][:SHARES]
    pilots = [unit for unit in data["units"] if unit["pilot"]]
    rows = [_progress(unit, shares) for unit in (by_rank(pilots, shares) if ranked else pilots)]
    total = _progress(_sum(pilots, len(data["measures"])), shares)
    head = ["试点县（市、区）", "应办结", "其中已办结", "累计办结", "待核验", "超期"]
    head += [f"{data['measures'][at]['name']}率" for at in shares]
    widths = [34, 16, 18, 18, 16, 14, *[20] * len(shares)]
    if ranked:
        rows = [[str(place), *row] for place, row in enumerate(rows, 1)]
        total, head, widths = ["", *total], ["排名", *head], [13, *widths]
    note = f"注：1．数据截至{day_said(data['on'])}。2．应办结指按通知时限至该日应当办结的项数。"
    note += f"3．{RANKED_BY}{_third(data, shares)}。" if ranked else ""
    return Annex(
        PROGRESS, TITLES[PROGRESS], head, [*rows, total], _fitted(widths), frozenset({1 if ranked else 0}), note
    )


def by_rank(pilots: list[dict], shares: Sequence[int]) -> list[dict]:
    """Least overdue first, then most closed out, then the highest first share; equals in the notice's order."""

    def share(unit) -> float:
        done, of = (unit["measures"][shares[0]] if shares else None) or (0, 0)
        return done / of if of else 0

    return sorted(pilots, key=lambda unit: (unit["overdue"], -unit["done"], -share(unit)))


def overdue(data: dict, reasons: Mapping[str, str]) -> Annex:
    """超期事项清单; the reasons are the reviewer's."""
    rows = [
        [str(at), row["unit"], row["task"], _deadline(row), f"{row['days']}天", reasons.get(row["key"], "")]
        for at, row in enumerate(data["overdue"], 1)
    ]
    head = ["序号", "责任单位", "工作任务", "完成时限", "超期", "原因"]
    return Annex(OVERDUE, TITLES[OVERDUE], head, rows, [11, 26, 40, 31, 15, 33], frozenset({1, 2, 5}))


def measures(data: dict) -> Annex:
    """主要指标完成情况表: each pilot's figure as part and whole; — where there is nothing to reach yet."""
    shown = [at for at, one in enumerate(data["measures"]) if one["bounded"]]
    pilots = [unit for unit in data["units"] if unit["pilot"]]
    rows = [[unit["name"], *(_part(unit["measures"][at]) for at in shown)] for unit in pilots] if shown else []
    if rows:
        rows.append(["合计", *(f"{data['measures'][at]['done']}/{data['measures'][at]['of']}" for at in shown)])
    head = ["试点县（市、区）", *(data["measures"][at]["name"] for at in shown)]
    widths = _fitted([19, *[13] * len(shown)])
    note = "注：完成数/应完成数；—表示尚无应完成数。"
    return Annex(MEASURES, TITLES[MEASURES], head, rows, widths, frozenset({0}), note, small=True)


def _progress(unit, shares) -> list[str]:
    counted = [unit[key] for key in COUNTED]
    return [unit["name"], *(str(number) if number else "" for number in counted), *_shares(unit, shares)]


def _shares(unit, shares) -> list[str]:
    return [per_cent(*(unit["measures"][at] or (0, 0))) for at in shares]


def _sum(pilots, width) -> dict:
    added = [[unit["measures"][at] or (0, 0) for unit in pilots] for at in range(width)]
    figures = [[sum(part for part, _of in column), sum(of for _part, of in column)] for column in added]
    return {"name": "合计", **{key: sum(unit[key] for unit in pilots) for key in COUNTED}, "measures": figures}


def _third(data, shares) -> str:
    return f"、{data['measures'][shares[0]]['name']}率（高者在前）" if shares else ""


def _deadline(row) -> str:
    """The day, and that it was extended where it was."""
    _year, month, day = row["due_on"].split("-")
    said = f"{int(month)}月{int(day)}日"
    return said if row["due_on"] == row["first_due_on"] else f"延至{said}"


def _part(figure) -> str:
    return f"{figure[0]}/{figure[1]}" if figure and figure[1] else "—"


def _fitted(widths: Sequence[float]) -> list[float]:
    """The widths stretched or shrunk to the width of the text."""
    return [round(width * TEXT_MM / sum(widths), 1) for width in widths]
