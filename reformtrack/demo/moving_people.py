"""The roster, the counts and the training of each pilot, in step with rows 4 and 5 of the task table."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from transfers import rulings
from transfers.facts import Change
from transfers.models import Department, Ruling, StaffMember, TrainingSession

from .county import County, Person
from .days import Days, moment
from .steps import Asked, Course, Kept, Ruled, Step

COUNTED = date(2021, 1, 20)
ASKED, ACCEPTED = (1, 26, 27), (1, 28, 29)
FIRST = moment("2021-02-02 17:05")
EARLY, LATE = moment("2021-02-04 17:10"), moment("2021-02-08 17:05")
TAUGHT, CONFIRMED = moment("2021-02-04 17:15"), moment("2021-02-09 17:20")
SOON, BEFORE = timedelta(minutes=5), timedelta(minutes=30)
# The bureau has not ruled on this count yet; nobody asked for that one.
WAITING, UNASKED = "anyuan", "xunwu"
# Asked and granted after the count was accepted: (pilot, department's place, people too many at first).
RECOUNTED = ("shicheng", 4, 2)


def steps(county: County, course: Course, days: Days) -> Iterator[Step]:
    """The count with its acceptance, arrivals, sessions, confirmations."""
    yield from _count(county, days)
    if begun := course.begun(4):
        yield Kept(begun + SOON, county.unit.key, [_person(county, one) for one in _batch(county, 1)])
        yield from _arrivals(county, course)
    if course.begun(5):
        yield from _training(county, course)


def counted(county: County) -> list[Change]:
    """The departments as they were first counted."""
    return [
        Change(
            Department,
            {"name": office.name, "order": office.order, "staff_before": office.staff + _too_many(county, office)},
            office.key,
        )
        for office in county.offices
    ]


def _too_many(county, office) -> int:
    pilot, place, people = RECOUNTED
    return people if (county.unit.key, office.order - 1) == (pilot, place) else 0


def _count(county: County, days: Days) -> Iterator[Step]:
    key, place = county.unit.key, county.place
    ask = Asked(days.within(ASKED, place, 4), key, rulings.ask_staff_baseline, {"counted_on": COUNTED})
    if key == WAITING:
        ask.at = moment("2021-02-10 10:20")
    if key != UNASKED:
        yield ask
    if key not in (WAITING, UNASKED):
        yield Ruled(days.within(ACCEPTED, place, 11), key, Ruling.Kind.STAFF_BASELINE, _reviewer(place))
    if key == RECOUNTED[0]:
        office = county.offices[RECOUNTED[1]]
        words = {
            "reason": "2人已于2020年11月退休，原统计有误。",
            "name": office.name,
            "staff_before": office.staff,
            "department": office.key,
        }
        yield Asked(moment("2021-02-03 10:10"), key, rulings.ask_staff_change, words)
        yield Ruled(moment("2021-02-04 09:35"), key, Ruling.Kind.STAFF_CHANGE, _reviewer(place))


def _arrivals(county: County, course: Course) -> Iterator[Kept]:
    number = county.place % 5
    second = EARLY if _arrive_early(course) else LATE
    for batch, at, document in ((1, FIRST, 5 + number), (2, second, 9 + number)):
        paper = {
            "document_number": f"{county.unit.short_name[:1]}组字〔2021〕{document}号",
            "document_on": at.date() - timedelta(days=1),
            "arrived_on": at.date(),
        }
        if people := _batch(county, batch):
            yield Kept(at, county.unit.key, [_person(county, one, paper) for one in people])


def _arrive_early(course: Course) -> bool:
    """Everyone is there before row 4 or 5 is sent for verification."""
    sent = course.submission(4)
    return course.submission(5) is not None or (sent is not None and sent.at < LATE)


def _person(county: County, one: Person, paper: dict | None = None) -> Change:
    values = {"name": one.name, "department": one.office.key, "post": one.post, "post_kind": one.post_kind}
    if paper:
        values |= {**paper, "post_moved": one.post_moved, "items": list(one.handles)}
    return Change(StaffMember, values, one.key)


def _training(county: County, course: Course) -> Iterator[Kept]:
    key, begun = county.unit.key, course.begun(5)
    yield Kept(begun + SOON, key, [_session(county, 1, begun, 6, _batch(county, 1))])
    if key not in SHORT_OF_TEACHERS:
        there = [one for one in county.people if one.batch == 1 or _arrive_early(course)]
        held = [_session(county, n, TAUGHT - timedelta(days=3 - n), hours, there) for n, hours in ((2, 3), (3, 6))]
        yield Kept(TAUGHT, key, held)
    sent = course.submission(5)
    at = sent.at - BEFORE if sent else CONFIRMED
    trained = county.people[: county.size.trained]
    yield Kept(at, key, [Change(StaffMember, {"confirmed_on": at.date()}, one.key) for one in trained])


# Its extension of row 5 waits: the departments send nobody before March.
SHORT_OF_TEACHERS = {"quannan"}
SUBJECTS = ("行政许可法与审批流程", "审批系统操作", "窗口受理与材料审查")


def _session(county: County, number: int, at: datetime, hours: int, people: Iterable[Person]) -> Change:
    values = {
        "held_on": at.date(),
        "department": county.offices[(county.place + number) % len(county.offices)].key,
        "subject": SUBJECTS[number - 1],
        "hours": hours,
        "attendees": [str(one.key) for one in people],
    }
    return Change(TrainingSession, values, county.key("session", number))


def _batch(county: County, number: int) -> list[Person]:
    return [one for one in county.people if one.batch == number]


def _reviewer(place: int) -> str:
    return ("reviewer", "reviewer2")[place % 2]
