"""What the ledgers of one pilot are about: its departments, items and people, the same at every play."""

import uuid
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from . import dingnan
from .catalogue import DEPARTMENTS
from .roster import POSTS, name_of
from .sizes import Size, apportion
from .words import phrase

SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "reformtrack:demo")
HANDLED = 8
SECOND_BATCH = {"ganxian", "xinfeng"}
MINIMAL = {"steps": "仅有受理一个环节，无法再减", "materials": "仅需申请表一份，无法再减", "time": "即办件，当场办结"}


@dataclass(frozen=True)
class Office:
    """A department with its approval staff before the transfer."""

    key: uuid.UUID
    name: str
    order: int
    staff: int


@dataclass(frozen=True)
class Matter:
    """An item of the approved list: `place` is its place among its department's, `before` its figures before."""

    key: uuid.UUID
    name: str
    code: str
    office: Office
    place: int
    before: dict = field(hash=False, compare=False)


@dataclass(frozen=True)
class Person:
    """Somebody transferred in the first or second batch, with the keys of the items handled."""

    key: uuid.UUID
    name: str
    office: Office
    post: str
    post_kind: str
    batch: int
    post_moved: bool
    handles: tuple[str, ...]


class County:
    """One pilot's departments, items and people."""

    def __init__(self, unit, place: int, size: Size):
        self.unit, self.place, self.size = unit, place, size
        self.kinds = DEPARTMENTS[: size.departments]

    def key(self, *about) -> uuid.UUID:
        """The key of a fact: the same at every play."""
        return uuid.uuid5(SPACE, "/".join(map(str, (self.unit.key, *about))))

    @cached_property
    def offices(self) -> list[Office]:
        staff = apportion(self.size.staff, [kind.staff for kind in self.kinds])
        return [
            Office(self.key("department", n), phrase(kind.name, self.unit), n + 1, staff[n])
            for n, kind in enumerate(self.kinds)
        ]

    @cached_property
    def items(self) -> list[Matter]:
        """Department by department, as on the approved list."""
        counts = apportion(self.size.items, [kind.items for kind in self.kinds])
        dice = Random(self.unit.key)
        return [
            self._item(kind, office, place, name, dice)
            for kind, office, count in zip(self.kinds, self.offices, counts, strict=True)
            for place, name in enumerate(kind.matters(count))
        ]

    def _item(self, kind, office, place, name, dice) -> Matter:
        code = f"360{kind.code}{place + 1:03}"
        before = _before(dice)
        if self.unit.key == "dingnan" and code in dingnan.BEFORE:
            before = _figures(*dingnan.BEFORE[code])
        return Matter(self.key("item", code), name, code, office, place, before)

    @cached_property
    def queue(self) -> list[Matter]:
        """The items in the order in which they are taken in hand: of each department the first, then the second."""
        return sorted(self.items, key=lambda item: (item.place, item.office.order))

    @cached_property
    def later(self) -> list[Matter]:
        """Items that come with a second batch."""
        return self.queue[-6:] if self.unit.key in SECOND_BATCH else []

    @cached_property
    def people(self) -> list[Person]:
        """The first batch in front."""
        named = dingnan.PEOPLE if self.unit.key == "dingnan" else self._drawn()
        of_office = [office for _name, office, *_rest in named]
        return [
            Person(
                self.key("person", n),
                name,
                self.offices[office],
                post,
                kind,
                batch,
                n % 9 != 7,
                () if n % 17 == 11 else self._handled(office, of_office[:n].count(office), of_office.count(office)),
            )
            for n, (name, office, kind, post, batch) in enumerate(named)
        ]

    def _drawn(self) -> list[tuple]:
        """People of the departments by their weight: (name, department, kind of post, post, batch)."""
        total = self.size.first + self.size.second
        staff = [office.staff for office in self.offices]
        counts = apportion(total, staff, most=staff)
        offices = [n for turn in range(max(staff)) for n, count in enumerate(counts) if turn < count]
        return [
            (name_of(self.place, n), office, *POSTS[(n + self.place) % len(POSTS)], 1 if n < self.size.first else 2)
            for n, office in enumerate(offices)
        ]

    def _handled(self, office: int, turn: int, people: int) -> tuple[str, ...]:
        own = [str(item.key) for item in self.items if item.office.order == office + 1]
        return tuple(own[turn::people][:HANDLED])


def _figures(steps, materials, time) -> dict:
    return {"steps_before": steps, "materials_before": materials, "time_statutory": time, "time_before": time}


def _before(dice: Random) -> dict:
    """Figures before the reform; here and there one that cannot be halved, or that nobody has counted yet."""
    statutory = dice.choice((10, 15, 20, 20, 20, 30))
    promised = statutory - dice.choice((0, 0, 0, 5))
    figures = _figures(dice.randint(4, 7), dice.randint(6, 13), statutory) | {"time_before": promised}
    special = dice.randrange(60)
    if special < 3:
        test = ("steps", "materials", "time")[special]
        figures |= {f"{test}_before": 1, f"{test}_minimal": MINIMAL[test]}
    elif special == 3:
        figures |= {"steps_before": None}
    return figures
