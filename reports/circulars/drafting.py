"""What a circular says before anybody has touched it: its title, and a text drafted from the snapshot's figures.

Domain text, as the papers of the offices: kept and printed in Chinese.
"""

import re

from .slots import bounded, groups, late_pilots, name_of, slots
from .text import renewed

NUMERALS = "一二三四五六七八九十"
LONGEST_LINE = 20


def title(plan_title: str, ending: str = "情况的通报") -> str:
    """关于全市……工作进展情况的通报, broken into two lines where it is long, the second one beginning with a bracket."""
    said = f"{'关于' if ending.endswith('通报') else ''}{subject(plan_title)}工作进展{ending}"
    if len(said) <= LONGEST_LINE:
        return said
    places = [at for at in range(1, len(said)) if said[at] == "（" or said[at - 1] in "的，、）"]
    middle = min(places, key=lambda at: abs(at - len(said) / 2), default=LONGEST_LINE)
    return f"{said[:middle]}\n{said[middle:]}"


def subject(plan_title: str) -> str:
    """What the plan is about: its title without 关于印发, 推进 and 工作方案."""
    named = re.search(r"《(.+)》", plan_title)
    words = re.sub(r"^(关于)?(印发)?(推进|深化|开展)?", "", named[1] if named else plan_title)
    return re.sub(r"(的)?(工作|实施)?方案(的通知)?$", "", words)


def text(data: dict, bureau: str, place: str) -> str:
    """The draft, its figures in braces; `bureau` is the name of who writes, `place` that of what it answers for."""
    said_of = [_overall(data, whole(place)), _phases(data), _measures(data), _ahead(data)]
    sections = [*said_of, _problems(data, bureau), _demands(data, bureau)]
    lines = [_opening(data)]
    for number, (heading, paragraphs) in enumerate(filter(lambda each: each[1], sections), 1):
        lines += [f"{numeral(number)}、{heading}", *paragraphs]
    return renewed("\n".join(lines), slots(data))


def whole(place: str) -> str:
    """赣州市 as 全市; nothing for a place of no such kind."""
    return f"全{place[-1]}" if place.endswith(tuple("省市州盟县区旗")) else ""


def numeral(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    said = f"{NUMERALS[tens - 1] if tens > 1 else ''}十" if tens else ""
    return said + (NUMERALS[ones - 1] if ones else "")


def _opening(data) -> str:
    plan = data["plan"]
    return f"根据《{plan['title']}》（{plan['number']}），现将截至{{截止日}}工作进展情况通报如下："


def _overall(data, everywhere):
    said = everywhere + (
        "{责任事项}项责任事项中，已办结{已办结}项，占{办结率}；推进中{推进中}项，待核验{待核验}项，"
        "未启动{未启动}项，超期{超期}项。截至目前应办结{应办结}项，已办结{应办结已办}项，尚有{尚未办结}项未办结。"
    )
    return "总体进展", [said]


def _phases(data):
    return "分阶段进展", [f"（{numeral(at)}）{_phase(phase)}" for at, phase in enumerate(data["phases"], 1)]


def _phase(phase) -> str:
    slot = name_of(phase["name"])
    said = f"{phase['name']}。时限{{{slot}时限}}。{{试点}}个试点中，{{{slot}达标}}个已达标，占{{{slot}达标率}}"
    kept_back = "，".join(f"{label}{{{name_of(slot + label)}}}个" for label, _number in phase["shortfall"])
    return f"{said}；{kept_back}。" if kept_back else f"{said}。"


def _measures(data):
    said = [_measure(one["name"], name_of(one["name"])) for one in bounded(data)]
    return "主要指标", ["；".join(said) + "。"] if said else []


def _measure(name: str, slot: str) -> str:
    return f"{name}完成{{{slot}数}}，占应完成{{{slot}总数}}的{{{slot}率}}，{{{slot}达标数}}个试点达标"


def _ahead(data):
    said = [
        f"{{到期日{at}}}前须办结的事项中，尚有{{到期{at}未办结}}项未办结" for at in range(1, len(data["ahead"]) + 1)
    ]
    return "近期到期事项", ["；".join(said) + "。"] if said else []


def _problems(data, bureau):
    said = []
    if data["overdue"]:
        said.append("超期{超期}项，涉及{超期试点}。" if late_pilots(data) else "超期{超期}项。")
    below = [group.name for group in groups(data) if group.name.endswith("未达标试点")]
    said += [f"{name}：{{{name_of(name)}}}。" for name in below[:1]]
    if data["problems"]["raised"]:
        asked = f"其中待{bureau}答复{{待答复问题}}个。"
        said.append("各试点提出问题{问题}个，尚未解决{未解决问题}个，" + asked)
    return "存在问题", ["".join(said)] if said else []


def _demands(data, bureau):
    said = []
    if data["overdue"]:
        said.append("对超期的{超期}项，有关试点要逐项明确责任人和办结日期，尽快报请核验。")
    if data["ahead"]:
        said.append("对{到期日1}前须办结的事项，要倒排工期，按时限报送。")
    said.append(f"工作中的困难和问题，请及时在改革任务调度平台提出，{bureau}按时答复、派员指导。")
    return "下一步要求", ["".join(said)]
