"""Reading a deadline's wording. RULES is tried in order; the first rule that answers has read it.

A rule takes the plain wording (see `numerals.plain`) and a `Reference`, and returns a Deadline or None.
What no rule reads is kept as issued with kind 'unclear'.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from .dates import Span, is_weekday, later, point
from .notice import Deadline, Stage
from .numerals import plain

LONGEST_WORDING = 200
TIRELESS = r"(?:(?:持续|长期|常态化?|全程)(?:推进|坚持|开展|实施|落实|推动|进行|保持|执行)?)"
NOTHING = re.compile(r"|无|[-—–/]+")
AT_ONCE = re.compile(r"立行立改|即知即改|即行即改|(?:立即|尽快|马上).{0,10}")
WITHOUT_END = re.compile(TIRELESS)
EACH = re.compile(r"每个?(?P<every>年|半年|季度?|月|周|日|天)(?P<rest>.*)")
EVERY = {"年": "yearly", "半年": "half_yearly", "季": "quarterly", "季度": "quarterly", "月": "monthly"}
EVERY |= {"周": "weekly", "日": "daily", "天": "daily"}
COUNT = r"(?P<count>\d{1,3})个?(?P<unit>工作日|日|天|周|月|年)之?内"
ISSUE = r"(?:自?(?:本?(?:通知|方案|意见|文件|文))?(?:印发|下发|发布|公布)(?:之日)?[起后]+)?"
AFTER_ISSUE = re.compile(rf"{ISSUE}{COUNT}(?:完成)?")
ON_CONDITION = re.compile(
    r"(?:待|俟).+|(?:根据|结合|视|按照?).+(?:确定|而定|安排)|.+[后起]\d*个?(?:工作日|日|天|周|月|年)之?内"
)
FROM_THEN_ON = re.compile(r"(?P<start>.+?)(?:起|开始)(?:" + TIRELESS + "|施行|实施|执行)?")
AND_ON = re.compile(r"(?P<once>.+?)[,;]?[并且后]*" + TIRELESS)
STAGE_MARK = re.compile(r"[①-⑳;；。\n]")
STAGE = re.compile(r"(?P<when>.+?)[,，:：](?P<text>.+)", re.DOTALL)
RANGE = re.compile(r"(?P<start>.+?)(?:[-—–~]+|[至到])(?P<end>.+)")
BEFORE = re.compile(r"(?:拟于|拟|计划|争取|力争|确保|截至|截止|到|至|于|在)+")
AFTER = re.compile(r"(?P<by>(?P<end>[底末])?(?:之?前|以前)?)(?:内|中)?(?:全部|全面|基本)?(?:完成|到位|办结)?")


@dataclass(frozen=True)
class Reference:
    """What a wording leans on: the notice's day of issue and the statutory working days."""

    issued_on: date | None = None
    is_working: Callable[[date], bool] = is_weekday


def read_deadline(wording: str, reference: Reference | None = None) -> Deadline:
    """Read one deadline as worded; never raises."""
    reference = reference or Reference()
    text = plain(STAGE_MARK.sub(";", wording.strip()))
    reason = "unclear"
    for rule in RULES if len(text) <= LONGEST_WORDING else ():
        try:
            if read := rule(text, reference):
                return replace(read, wording=wording, rule=rule.__name__)
        except LookupError:
            reason = "no_year"
        except (ValueError, OverflowError):
            reason = "no_such_day"
    return Deadline(wording, "unclear", confidence=0.0, reason=reason)


def nothing(text: str, reference: Reference) -> Deadline | None:
    """无: the notice sets no deadline."""
    return Deadline(text, "none") if NOTHING.fullmatch(text) else None


def at_once(text: str, reference: Reference) -> Deadline | None:
    """立行立改, 尽快: at once, without a day."""
    return Deadline(text, "immediate") if AT_ONCE.fullmatch(text) else None


def without_end(text: str, reference: Reference) -> Deadline | None:
    """持续推进, 长期坚持: a duty that never ends."""
    return Deadline(text, "standing", standing=True) if WITHOUT_END.fullmatch(text) else None


def each(text: str, reference: Reference) -> Deadline | None:
    """每月25日前 is monthly:25, 每年12月底前 yearly:12-31."""
    found = EACH.fullmatch(text)
    if not found:
        return None
    every, rest = EVERY[found["every"]], _strip(found["rest"])
    day = _day_within(every, rest)
    if rest and not day:
        return None
    return Deadline(text, "recurring", recurs=f"{every}:{day}" if day else every)


def _day_within(every: str, rest: str) -> str:
    if every == "monthly" and (day := re.fullmatch(r"(\d{1,2})[日号]", rest)):
        return day[1]
    # Any year that is not a leap year will do: the day is named, the year is not.
    span = point(rest, date(2001, 1, 1)) if every == "yearly" else None
    return span.last.strftime("%m-%d") if span else ""


def in_stages(text: str, reference: Reference) -> Deadline | None:
    """①2月底前,完成设计。②3月底前,完成图纸: due on the last stage's day, each stage kept."""
    pieces = [piece for piece in text.split(";") if piece]
    found = [match for match in map(STAGE.fullmatch, pieces) if match]
    spans = [span for span in (_span(match["when"], reference) for match in found) if span]
    if not 2 <= len(pieces) == len(spans):
        return None
    stages = tuple(Stage(match["text"], span.last) for match, span in zip(found, spans, strict=True))
    last = max(spans, key=lambda span: span.last)
    return Deadline(
        text, "staged", due_on=last.last, precision=last.precision, stages=stages, confidence=0.8, reason="stages"
    )


def after_issue(text: str, reference: Reference) -> Deadline | None:
    """印发后30日内: counted from the day of issue, which itself is not counted."""
    found = AFTER_ISSUE.fullmatch(text)
    if not found:
        return None
    if reference.issued_on is None:
        raise LookupError("day of issue")
    due_on = later(reference.issued_on, int(found["count"]), found["unit"], reference.is_working)
    return Deadline(text, "relative", due_on=due_on, precision="day", confidence=0.7, reason="counted_from_issue")


def on_condition(text: str, reference: Reference) -> Deadline | None:
    """待省级方案印发后1个月内: the day depends on something that has yet to happen."""
    return Deadline(text, "conditional") if ON_CONDITION.fullmatch(text) else None


def from_then_on(text: str, reference: Reference) -> Deadline | None:
    """2021年7月1日起: a duty that begins on a day and goes on."""
    found = FROM_THEN_ON.fullmatch(text)
    span = found and point(found["start"], reference.issued_on)
    if not span:
        return None
    return Deadline(text, "standing", starts_on=span.first, standing=True)


def once_and_on(text: str, reference: Reference) -> Deadline | None:
    """2025年底前，并长期坚持: a day, after which the duty goes on."""
    found = AND_ON.fullmatch(text)
    read = found and (between(found["once"], reference) or once(found["once"], reference))
    return replace(read, standing=True) if read else None


def between(text: str, reference: Reference) -> Deadline | None:
    """2021年2月1日—2021年2月28日, 11月-次年2月, 即日起至6月30日."""
    found = RANGE.fullmatch(text)
    if not found:
        return None
    start, end = _start(found["start"], reference), _span(found["end"], reference)
    if not start or not end:
        return None
    if not end.year_given and (start.year_given or end.last < start.last):
        end = _span(found["end"], Reference(start.first)) or end
        end = replace(end, year_given=start.year_given)
    if start.first > end.last:
        raise ValueError("range")
    return replace(_once(text, end), starts_on=start.first)


def once(text: str, reference: Reference) -> Deadline | None:
    """2021年1月15日, 3月底前, 到2019年6月底, 年底前, 2021年: one last day; a 期间 has a first day too."""
    span = _span(text, reference)
    if not span:
        return None
    return replace(_once(text, span), starts_on=span.first if text.endswith("期间") else None)


def _once(text: str, span: Span) -> Deadline:
    confidence, reason = _trust(text, span)
    return Deadline(text, "once", due_on=span.last, precision=span.precision, confidence=confidence, reason=reason)


def _trust(text: str, span: Span) -> tuple[float, str]:
    """'3月前' may mean the end of February or of March; a year from the day of issue is an inference."""
    if span.precision != "day" and re.search(r"[年月度](?:之?前|以前)", text):
        return 0.5, "before_whole_period"
    return (1.0, "") if span.year_given else (0.9, "year_from_issue")


def _strip(text: str) -> str:
    """The point in time without 拟于, 到 before it and 底前, 前完成 after it."""
    text = text[found.end() :] if (found := BEFORE.match(text)) else text
    for start in range(len(text)):
        if AFTER.fullmatch(text, start):
            return text[:start]
    return text


def _span(text: str, reference: Reference) -> Span | None:
    """A point in time; a month without a year that has already passed is next year's."""
    words = _strip(text)
    span = point(words, reference.issued_on) or point(text, reference.issued_on)
    if span and not span.year_given and reference.issued_on and span.last < reference.issued_on:
        return point(words, reference.issued_on.replace(year=reference.issued_on.year + 1, day=1))
    return span


def _start(text: str, reference: Reference) -> Span | None:
    if re.fullmatch(r"即日起?|印发之日起?", text):
        if reference.issued_on is None:
            raise LookupError("day of issue")
        return Span(reference.issued_on, reference.issued_on, "day")
    return point(re.sub(r"^[自从]|起$", "", text), reference.issued_on)


RULES = (
    nothing,
    at_once,
    without_end,
    each,
    in_stages,
    after_issue,
    on_condition,
    once_and_on,
    between,
    from_then_on,
    once,
)
