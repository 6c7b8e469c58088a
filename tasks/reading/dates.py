"""Points in time as notices word them: 2021年4月30日, 3月中旬, 一季度, 年底, “十三五”期间."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

RELATIVE_YEARS = {"今": 0, "本": 0, "当": 0, "同": 0, "明": 1, "次": 1, "翌": 1}
FIVE_YEAR_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
YEAR = r"(?:(?P<year>\d{4})年度?|(?P<relative>[今本当同明次翌])年)"


@dataclass(frozen=True)
class Span:
    """First and last day of what was named, its precision, and whether the year was written."""

    first: date
    last: date
    precision: str
    year_given: bool = True


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, last: int, precision: str, given: bool) -> Span:
    return Span(date(year, first, 1), _month_end(year, last), precision, given)


def _day(part, year, given):
    day = date(year, int(part["month"]), int(part["day"]))
    return Span(day, day, "day", given)


def _third_of_month(part, year, given):
    """上旬, 中旬 and 下旬 end on the 10th, the 20th and the last day."""
    month, third = int(part["month"]), "上中下".index(part["third"])
    last = _month_end(year, month) if third == 2 else date(year, month, 10 * (third + 1))
    return Span(date(year, month, 10 * third + 1), last, "day", given)


def _month(part, year, given):
    return _months(year, int(part["month"]), int(part["month"]), "month", given)


def _quarter(part, year, given):
    last = 3 * int(part["quarter"])
    return _months(year, last - 2, last, "quarter", given)


def _half_year(part, year, given):
    first = 1 if part["half"] == "上" else 7
    return _months(year, first, first + 5, "half_year", given)


def _year(part, year, given):
    return _months(year, 1, 12, "year", given)


MONTH = r"(?P<month>\d{1,2})月"
SHAPES: list[tuple[re.Pattern, Callable]] = [
    (re.compile(rf"{YEAR}?{MONTH}(?P<day>\d{{1,2}})[日号]"), _day),
    (re.compile(r"(?P<year>\d{4})([-./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})日?"), _day),
    (re.compile(rf"{YEAR}?{MONTH}(?P<third>[上中下])旬"), _third_of_month),
    (re.compile(rf"{YEAR}?{MONTH}份?"), _month),
    (re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})"), _month),
    (re.compile(rf"{YEAR}?第?(?P<quarter>[1-4])季度"), _quarter),
    (re.compile(rf"{YEAR}?(?P<half>[上下])半年"), _half_year),
    (re.compile(rf"{YEAR}|全年|年"), _year),
]


def point(wording: str, reference: date | None) -> Span | None:
    """Read a plain wording (see `numerals.plain`); `reference` gives a missing year.

    None when it is no point in time. Raises ValueError for a day that does not exist and LookupError when
    the year is missing and there is no reference.
    """
    if span := _five_year_plan(wording):
        return span
    for shape, build in SHAPES:
        if found := shape.fullmatch(wording):
            part = {"year": None, "relative": None} | found.groupdict()
            return build(part, _year_of(part, reference), bool(part["year"]))
    return None


def _five_year_plan(wording: str) -> Span | None:
    first = FIVE_YEAR_PLANS.get(re.sub(r"(?:规划)?(?:期间|时期)$", "", wording))
    return Span(date(first, 1, 1), date(first + 4, 12, 31), "year") if first else None


def _year_of(part: dict, reference: date | None) -> int:
    if part["year"]:
        return int(part["year"])
    if reference is None:
        raise LookupError("year")
    return reference.year + RELATIVE_YEARS.get(part["relative"], 0)


def later(day: date, count: int, unit: str, is_working: Callable[[date], bool]) -> date:
    """The day `count` units after `day`, which itself is not counted; unit 工作日, 日, 天, 周, 月 or 年."""
    if unit == "工作日":
        return _working_days_later(day, count, is_working)
    if unit in ("月", "年"):
        months = day.month - 1 + count * (12 if unit == "年" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    return day + timedelta(days=count * (7 if unit == "周" else 1))


def _working_days_later(day: date, count: int, is_working: Callable[[date], bool]) -> date:
    while count:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


def is_weekday(day: date) -> bool:
    """The rule where no calendar of working days is at hand: Monday to Friday."""
    return day.weekday() < 5
