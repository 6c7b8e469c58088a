"""The approved list of each pilot and what becomes of its items, in step with rows 7 to 10 of the task table."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from transfers import rulings
from transfers.facts import Change
from transfers.models import Item, Ruling

from .county import County, Matter
from .days import Days, moment
from .moving_people import counted
from .papers import papers_steps
from .steps import Asked, Course, Kept, Ruled, Step

LISTED, ASKED, ACCEPTED = (1, 18, 22), (1, 29, 29), (2, 1, 1)
ROUND, SECOND_BATCH = moment("2021-02-04 17:30"), moment("2021-02-04 16:50")
LAST = moment("2021-02-18 08:50")
SOON = timedelta(minutes=5)
OFF = ("ningdu", "2021-02-10 15:30", 3, "上位文件已取消该审批事项，拟不再列入划转清单。")


def steps(county: County, course: Course, days: Days) -> Iterator[Step]:
    """The list with its figures before, standardisation, supervision, figures after, agreements, cut-over."""
    key = county.unit.key
    listed = [item for item in county.items if item not in county.later]
    yield Kept(days.within(LISTED, county.place, 8), key, counted(county) + [_listed(item, 1) for item in listed])
    if county.later:
        yield Kept(SECOND_BATCH, key, [_listed(item, 2) for item in county.later])
    if course.begun(9):
        yield Asked(days.within(ASKED, county.place, 9), key, rulings.ask_burden_baseline)
        who = ("reviewer", "reviewer2")[county.place % 2]
        yield Ruled(days.within(ACCEPTED, county.place, 2), key, Ruling.Kind.BURDEN_BASELINE, who)
    yield from _done(county, course)
    if course.begun(8):
        yield from papers_steps(county, course)
    if key == OFF[0]:
        yield Asked(moment(OFF[1]), key, _ask_off, {"places": OFF[2], "reason": OFF[3]})


def _ask_off(unit, *, by, on, places: int, reason: str):
    last = Item.objects.current().filter(unit=unit).order_by("-code")[:places]
    return rulings.ask_items_off(unit, list(last), by=by, on=on, reason=reason)


def _listed(item: Matter, batch: int) -> Change:
    values = {"name": item.name, "code": item.code, "department": item.office.key, "batch": batch, **item.before}
    return Change(Item, values, item.key)


def _done(county: County, course: Course) -> Iterator[Kept]:
    """Rows 7, 9 and 10: the first lines when a row begins, the rest in one round, the last of what was submitted."""
    size, submitted = county.size, course.submission(10) is not None
    supervised = size.supervised * 2 // 3 if submitted else size.supervised
    for row, to in ((7, _standardised(size)), (9, _lightened(size.lighter)), (10, _supervised(supervised))):
        if begun := course.begun(row):
            yield Kept(begun + SOON, county.unit.key, _changes(county.queue[:3], to))
    rows = (_standardised(size), _lightened(size.lighter), _supervised(supervised))
    if changes := _changes(county.queue, *rows):
        yield Kept(ROUND, county.unit.key, changes)
    if submitted:
        yield Kept(LAST, county.unit.key, _changes(county.queue, _supervised(size.supervised)))


def _changes(items: Iterable[Matter], *ways) -> list[Change]:
    """What the ways say of each item, by its place in the queue; items of which nothing is said are left out."""
    said = [(item, {key: value for way in ways for key, value in way(n, item).items()}) for n, item in enumerate(items)]
    return [Change(Item, values, item.key) for item, values in said if values]


def _standardised(size):
    methods = (size.conditions + size.standard) // 2

    def way(n: int, item: Matter) -> dict:
        marks = {"std_conditions": size.conditions, "std_methods": methods, "std_supervision": size.standard}
        return {name: True for name, up_to in marks.items() if n < up_to}

    return way


def _supervised(up_to: int):
    def way(n: int, item: Matter) -> dict:
        return {"supervisor": item.office.name, "supervisor_contact": "综合监管股"} if n < up_to else {}

    return way


def _lightened(up_to: int):
    def way(n: int, item: Matter) -> dict:
        if n >= up_to:
            return {}
        return {
            **{f"{test}_after": _after(n, item, test) for test in ("steps", "materials", "time")},
            "one_window": True,
        }

    return way


def _after(n: int, item: Matter, test: str) -> int | None:
    """At most half of it, but for every fifth item; what cannot be halved stays, what nobody counted is not known."""
    before = item.before[f"{test}_before"]
    if before is None or f"{test}_minimal" in item.before:
        return before
    return before // 2 if n % 5 != 4 else before * 2 // 3
