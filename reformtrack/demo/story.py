"""What happened on which day: every act of the demo, in order, made from the board (cells.py)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from .cells import board
from .days import Days, moment
from .sizes import sizes
from .words import COMMENTS, RETURN_TEXTS, ROWS, SHORT, phrase

LOADED = datetime(2021, 1, 4, 9, 0)
# row: days on which it is started, first reported, reported again, submitted, as (month, day) spans
SPANS = {
    1: ((1, 5, 6), (1, 7, 8), None, (1, 11, 14)),
    2: ((1, 7, 8), (1, 12, 14), (1, 18, 20), (1, 21, 27)),
    3: ((1, 11, 12), (1, 19, 22), None, (1, 26, 29)),
    4: ((1, 25, 26), (1, 29, 29), (2, 3, 5), (2, 7, 8)),
    5: ((1, 27, 28), (2, 1, 3), None, (2, 5, 8)),
    6: ((1, 25, 27), (1, 28, 29), None, (2, 2, 5)),
    7: ((2, 1, 2), (2, 5, 5), None, (2, 7, 8)),
    8: ((2, 2, 3), (2, 9, 10), None, None),
    9: ((2, 3, 4), (2, 8, 9), None, None),
    10: ((2, 1, 3), (2, 7, 8), None, None),
    11: ((1, 11, 11), (1, 22, 22), (2, 9, 9), None),
    12: ((1, 20, 22), (2, 3, 4), None, None),
}
# Submissions that wait on the demo's day: when they came, and how many proofs.
WAITING = {
    ("xunwu", 2): ("2021-02-09 16:40", 2, None),
    ("rongjiang", 3): ("2021-02-09 17:12", 2, date(2021, 2, 8)),
    ("ganxian", 4): ("2021-02-10 09:18", 2, date(2021, 2, 8)),
    ("longnan", 4): ("2021-02-10 10:26", 2, None),
    ("xinfeng", 6): ("2021-02-10 11:02", 1, None),
    ("dingnan", 6): ("2021-02-10 11:30", 1, None),
    ("nankang", 5): ("2021-02-10 14:20", 2, None),
    ("jingkai", 5): ("2021-02-10 15:07", 2, None),
    ("shicheng", 6): ("2021-02-10 16:11", 1, None),
    ("xingguo", 6): ("2021-02-18 08:47", 1, None),
    ("shangyou", 10): ("2021-02-18 09:15", 2, None),
}
CLOSED_TODAY = {("shangyou", 5): "2021-02-18 09:32", ("zhanggong", 4): "2021-02-18 09:41"}
EXTENSIONS = [
    # unit, row, asked on, for, why, decided on (None: still waiting)
    ("dingnan", 3, "2021-01-27 09:20", date(2021, 2, 24), "办公楼一层改造受雨雪影响，工期顺延。", "2021-01-28 15:05"),
    ("ningdu", 3, "2021-01-26 10:40", date(2021, 2, 22), "挂牌场所与便民服务中心同步搬迁。", "2021-01-28 15:12"),
    ("huichang", 3, "2021-01-28 11:10", date(2021, 2, 10), "办公场所消防验收未完成。", "2021-01-29 09:30"),
    ("anyuan", 3, "2021-02-08 16:25", date(2021, 2, 26), "办公场所未交付。", None),
    ("quannan", 5, "2021-02-10 15:40", date(2021, 3, 10), "师资未到位，市直部门授课安排在3月初。", None),
]
CHASES = [
    ("rongjiang", 3, "2021-02-04 09:00"),
    ("anyuan", 3, "2021-02-04 09:02"),
    ("xunwu", 3, "2021-02-05 09:05"),
    ("dingnan", 2, "2021-02-08 09:10"),
]
# What the bureau's lead follows, instructs and looks at again, and what the counties answered.
LED = [
    # unit, row, when, who, verb, words
    ("dingnan", 2, "2021-02-05 16:50", "lead", "follow", {}),
    ("huichang", 3, "2021-02-05 16:40", "lead", "instruct", {"text": "请县政府协调消防部门，节前完成复验并报结果。"}),
    ("huichang", 3, "2021-02-09 15:40", "huichang", "answer_instruction", {"text": "已约2月20日复验，整改剩一处。"}),
    (
        "dingnan",
        2,
        "2021-02-10 16:30",
        "lead",
        "instruct",
        {"text": "班子配备不能再等，请报县委常委会研究的具体时间。", "reply_by": date(2021, 2, 22)},
    ),
    (
        "zhanggong",
        3,
        "2021-02-09 10:50",
        "lead",
        "spot_check",
        {"way": "on_site", "held": True, "text": "牌子已挂、窗口已开，与报送一致。"},
    ),
]
# Nobody pressed the button: the first line of the ledger started these.
STARTED_BY_LEDGER = {("yudu", 7), ("xingguo", 8), ("shicheng", 10)}
# What some rows really said last, instead of the phrases of words.py.
TOLD = {
    ("dingnan", 2): [("2021-02-10 09:50", "方案已印发，班子待县委常委会研究。")],
    ("dingnan", 3): [("2021-02-09 10:30", "办公楼一层改造完成，牌子已制作。")],
    ("dingnan", 4): [
        ("2021-02-03 15:31", "首批8人到岗，涉及发改、人社、自然资源等部门。"),
        ("2021-02-10 10:05", "第二批9人到岗，累计17人，占比21.8%。"),
    ],
    ("dingnan", 8): [("2021-02-10 10:40", "签订协议{n}份，应签186份。")],
    ("rongjiang", 3): [("2021-01-27 11:40", "组建通知已印发，办公场所装修中。")],
    ("xunwu", 3): [("2021-01-29 10:15", "牌子制作中，办公场所尚在协调。")],
    ("anyuan", 3): [("2021-02-05 16:00", "办公场所未交付，已提请县政府协调。")],
    ("huichang", 3): [("2021-02-09 15:20", "消防整改完成九成，待复验。")],
}


@dataclass(order=True)
class Act:
    """One thing somebody does: when, on whose row, the verb, its words, how many proofs."""

    at: datetime
    unit: str
    row: int
    verb: str = field(compare=False)
    who: str = field(compare=False)
    words: dict = field(compare=False, default_factory=dict)
    proofs: int = field(compare=False, default=0)


class Story:
    """The acts of all cells. `units` are the units by key."""

    def __init__(self, units: dict, days: Days):
        self.units, self.days = units, days
        self.told = {unit: size.told for unit, size in sizes().items()}

    def acts(self) -> list[Act]:
        """Every act, oldest first."""
        found = [act for cell in self._cells() for act in self._of_cell(*cell)]
        found += self._extensions() + [self._bureau(*chase, verb="chase", words={}) for chase in CHASES]
        found += [self._bureau(unit, row, at, "comment", {"text": text}) for unit, row, at, text in COMMENTS]
        found += [Act(moment(at), unit, row, verb, who, words) for unit, row, at, who, verb, words in LED]
        return sorted(found)

    def _cells(self) -> Iterator[tuple[str, int, str, int]]:
        for place, (unit, letters) in enumerate(board().items()):
            for row, letter in enumerate(letters, 1):
                if letter not in "·未":
                    yield unit, row, letter, place

    def _of_cell(self, unit, row, letter, place) -> Iterator[Act]:
        start, first, second, submit = SPANS[row]
        who, words = self._officer(unit), ROWS[row]
        begun = self.days.within(start, place, row)
        yield Act(begun, unit, row, "assign", who, {"lead_department": phrase(words.department, self.units[unit])})
        if (unit, row) not in STARTED_BY_LEDGER:
            yield Act(begun + timedelta(minutes=1), unit, row, "start", who)
        told = TOLD.get((unit, row))
        reports = told or [
            (self.days.within(span, place, row), text)
            for span, text in ((first, words.begun), (second, words.going))
            if span
        ]
        for at, text in reports:
            said = phrase(text, self.units[unit], self.told.get(unit, {}).get(row, 0))
            yield Act(moment(at), unit, row, "report", who, {"text": said})
        if letter in "办核退":
            yield from self._submission(unit, row, letter, place, submit)

    def _submission(self, unit, row, letter, place, span) -> Iterator[Act]:
        at, proofs, true_on = WAITING.get((unit, row), (None, place % 4 == 0, None))
        at = moment(at) if at else self.days.within(span, place, row + 3)
        facts = {
            "text": phrase(ROWS[row].finished, self.units[unit]),
            "true_on": true_on,
            "document_number": phrase(ROWS[row].document, self.units[unit], 3 + (place * 7 + row) % 40),
            "short_reason": SHORT.get((unit, row), ""),
        }
        yield Act(at, unit, row, "submit", self._officer(unit), facts, int(proofs))
        if letter == "核":
            return
        closed = CLOSED_TODAY.get((unit, row))
        decided = moment(closed) if closed else self.days.next_working(at, place)
        if letter == "办":
            yield Act(decided, unit, row, "sign_off", self._reviewer(place), {"text": "材料齐全，同意销号。"})
        else:
            preset, text = RETURN_TEXTS[unit, row]
            yield Act(decided, unit, row, "return_for_rework", self._reviewer(place), {"preset": preset, "text": text})

    def _extensions(self) -> list[Act]:
        found = []
        for unit, row, asked, until, why, decided in EXTENSIONS:
            facts = {"asked_due_on": until, "text": why}
            found.append(Act(moment(asked), unit, row, "request_extension", self._officer(unit), facts))
            if decided:
                found.append(
                    self._bureau(unit, row, decided, "decide_extension", {"granted": True, "text": "同意延期。"})
                )
        return found

    def _bureau(self, unit, row, at, verb, words) -> Act:
        return Act(moment(at), unit, row, verb, "reviewer", words)

    def _officer(self, unit) -> str:
        return "reviewer2" if unit == "ganzhou-bureau" else unit

    def _reviewer(self, place) -> str:
        return ("reviewer", "reviewer2")[place % 2]
