"""Agreements, handover and cut-over of each pilot's items: row 8 of the task table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from transfers.facts import Change
from transfers.models import Agreement, Item
from transfers.models.agreements import CONTENTS
from transfers.models.items import HANDOVER

from . import dingnan
from .county import County, Matter
from .steps import Course, Kept

Stage = Agreement.Stage
SOON = timedelta(minutes=5)
LETTERS = {letter: name for name, (letter, _label) in CONTENTS.items()}
HANDED = {letter: name for name, (letter, _label) in HANDOVER.items()}
ALL = "".join(LETTERS)
CUT, PLANNED = tuple(date(2021, 2, day) for day in (9, 10, 18)), (date(2021, 2, 26), date(2021, 3, 1))
HANDED_IN_PART = ("法指设档", "法指设", "法指", "")
# What does not fit together, so that the lists of violations show what they are for: pilot, the item's place in the
# queue, and what is odd. Cut over before the agreement was signed; no authority and two authorities for some days;
# nothing said of old cases.
ODD = {
    ("nankang", 0): {"cut_on": date(2021, 2, 4), "transfer_on": date(2021, 2, 4)},
    ("zhanggong", 5): {"transfer_on": date(2021, 2, 9)},
    ("xingguo", 1): {"transfer_on": date(2021, 2, 18)},
    ("shangyou", 2): {"old_cases_stay": False},
}


@dataclass(frozen=True)
class Paper:
    """The agreement of one item and what was handed over with it; `has` and `handed` are letters of the boxes."""

    item: Matter
    number: str = ""
    signed_on: date | None = None
    has: str = ALL
    handed: str = ""
    transfer_on: date | None = None
    cut_on: date | None = None
    stage: str = Stage.CIRCULATING
    old_cases_stay: bool = True

    @property
    def kept_at(self) -> datetime:
        """When what was handed over is recorded."""
        day = max(self.signed_on, date(2021, 2, 8))
        return datetime(day.year, day.month, day.day, 17, 15)

    def drafted(self) -> Change:
        """As it was first put into the ledger."""
        places = {name: self._place(letter) for letter, name in LETTERS.items() if letter in self.has[:2]}
        return Change(Agreement, {"stage": self.stage, **places}, self.item.key)

    def said(self) -> Change:
        """As it stands."""
        places = {name: self._place(letter) for letter, name in LETTERS.items() if letter in self.has}
        values = {"stage": self.stage, "number": self.number, **places}
        if self.signed_on:
            values |= {
                "giver_signed_on": self.signed_on,
                "taker_signed_on": self.signed_on,
                "transfer_on": self.transfer_on,
                "old_cases_stay": self.old_cases_stay,
            }
        return Change(Agreement, values, self.item.key)

    def handed_over(self) -> Change:
        """The four things, and the day from which the bureau decides."""
        values = {"cut_over_on": self.cut_on}
        for letter in self.handed:
            values |= {
                f"{HANDED[letter]}_handed_on": self.signed_on,
                f"{HANDED[letter]}_signed_on": self.kept_at.date(),
            }
        return Change(Item, values, self.item.key)

    def _place(self, letter: str) -> str:
        return f"第{'一二三四五'[ALL.index(letter)]}条"


def papers_steps(county: County, course: Course) -> Iterator[Kept]:
    """The drafts when row 8 begins; signatures day by day; then what was handed over and cut over."""
    key = county.unit.key
    papers = list(_papers_of_dingnan(county) if key == "dingnan" else _papers(county))
    signed = sorted((paper for paper in papers if paper.signed_on), key=lambda paper: paper.signed_on)
    yield Kept(course.begun(8) + SOON, key, [paper.drafted() for paper in papers[:6]])
    for day, those in groupby(signed, key=lambda paper: paper.signed_on):
        yield Kept(datetime(day.year, day.month, day.day, 17, 0), key, [paper.said() for paper in those])
    unsigned = [paper.said() for paper in papers if not paper.signed_on]
    yield Kept(datetime(2021, 2, 8, 17, 5), key, unsigned)
    for at, those in groupby(signed, key=lambda paper: paper.kept_at):
        yield Kept(at, key, [paper.handed_over() for paper in those])


def _papers(county: County) -> Iterator[Paper]:
    size, first = county.size, county.unit.short_name[:1]
    for n, item in enumerate(county.queue[: size.signed]):
        taken = n < size.taken
        planned = PLANNED[n % 2]
        values = {
            "number": f"{first}协〔2021〕{n + 1}号",
            "signed_on": date(2021, 2, 5) if n < size.signed // 2 else date(2021, 2, 8),
            "has": {1: "事时权设", 3: "事时设档"}.get(size.signed - n, ALL) if not taken else ALL,
            "handed": ALL_HANDED if taken else HANDED_IN_PART[n % 4],
            "cut_on": CUT[n % 3] if taken else (planned if n % 2 else None),
            "transfer_on": CUT[n % 3] if taken else planned,
        }
        yield Paper(item, **values | ODD.get((county.unit.key, n), {}))
    for n, item in enumerate(county.queue[size.signed : size.signed + 5]):
        yield Paper(item, has=ALL[: 2 + n % 3], stage=(Stage.DRAFTING, Stage.CIRCULATING)[n % 2])


ALL_HANDED = "".join(HANDED)


def _papers_of_dingnan(county: County) -> Iterator[Paper]:
    by_code = {item.code: item for item in county.items}
    for code, (stage, has) in dingnan.DRAFTED.items():
        yield Paper(by_code[code], has=has, stage=stage)
    for n, (code, (day, lacks, handed, cut)) in enumerate(dingnan.SIGNED.items(), 1):
        cut_on = date(2021, *cut) if cut else None
        yield Paper(
            by_code[code],
            number=f"定协〔2021〕{n}号",
            signed_on=date(2021, 2, day),
            has=ALL.replace(lacks, "") if lacks else ALL,
            handed=handed,
            cut_on=cut_on,
            transfer_on=cut_on,
        )
