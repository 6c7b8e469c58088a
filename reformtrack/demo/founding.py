"""The establishment record of each pilot, in step with rows 1 to 3 of the task table."""

from collections.abc import Iterator
from datetime import date, timedelta

from transfers.facts import Change
from transfers.models import Establishment

from .county import County
from .days import Days, moment
from .steps import Course, Kept

APPROVED = (1, 11, 15)
SOON = timedelta(minutes=15)
# pilot: moments and what was recorded then, beyond what the rows themselves say
ALSO = {
    "zhanggong": [
        ("2021-02-05 16:30", {"seal_on": date(2021, 2, 5), "seal_number": "章府办字〔2021〕12号"}),
        ("2021-02-08 08:50", {"opened_on": date(2021, 2, 8)}),
        ("2021-02-10 11:20", {"assessment_number": "章审批字〔2021〕9号", "assessment_on": date(2021, 2, 9)}),
    ],
    "nankang": [
        ("2021-02-07 15:10", {"seal_on": date(2021, 2, 7), "seal_number": "南府办字〔2021〕8号"}),
        ("2021-02-09 09:05", {"opened_on": date(2021, 2, 9)}),
    ],
    "shangyou": [
        ("2021-02-08 10:40", {"seal_on": date(2021, 2, 8), "seal_number": "上府办字〔2021〕6号"}),
        ("2021-02-09 08:45", {"opened_on": date(2021, 2, 9)}),
    ],
    "longnan": [("2021-02-09 14:25", {"seal_on": date(2021, 2, 9), "seal_number": "龙府办字〔2021〕11号"})],
    "xingguo": [("2021-02-09 15:50", {"seal_on": date(2021, 2, 9), "seal_number": "兴府办字〔2021〕10号"})],
    "jingkai": [
        ("2021-02-05 10:15", {"seal_on": date(2021, 2, 5), "seal_number": "经管办字〔2021〕7号"}),
        ("2021-02-08 08:40", {"opened_on": date(2021, 2, 8)}),
        ("2021-02-09 16:05", {"assessment_number": "经审批字〔2021〕5号", "assessment_on": date(2021, 2, 8)}),
    ],
    "dingnan": [("2021-02-10 09:40", {"staffing_number": "定编发〔2021〕6号", "staffing_on": date(2021, 2, 9)})],
    # One of two plates: the row stays open.
    "huichang": [("2021-02-08 16:20", {"office_plate_on": date(2021, 2, 8)})],
}


def steps(county: County, course: Course, days: Days) -> Iterator[Kept]:
    """The record as it grows."""
    key = county.unit.key
    for at, values in [*_approval(county, days), *_rows(course), *_also(key)]:
        yield Kept(at, key, [Change(Establishment, values, county.key("establishment"))])


def _approval(county: County, days: Days):
    at = days.within(APPROVED, county.place, 2)
    values = {
        "approval_number": f"赣市审改字〔2021〕{county.place + 2}号",
        "approved_on": at.date(),
        "approved_items": county.size.items - len(county.later),
    }
    if county.size.target:
        values["staff_target"] = county.size.target
    yield at, values


def _rows(course: Course):
    """What the submissions of rows 1 to 3 say, recorded shortly before."""
    for row, name in ((1, "group"), (2, "staffing")):
        if act := course.submission(row):
            yield act.at - SOON, {f"{name}_number": act.words["document_number"], f"{name}_on": act.at.date()}
    if act := course.submission(3):
        up_on = act.words["true_on"] or act.at.date()
        yield act.at - SOON, {"plate_on": up_on, "office_plate_on": up_on}


def _also(key: str):
    return [(moment(at), values) for at, values in ALSO.get(key, ())]
