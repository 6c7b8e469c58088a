"""An oracle of what must be told of one obligation: it walks from day to day, and knows nothing of the product.

The rest days are typed from the State Council's notices 国办发明电〔2020〕27号 and 〔2021〕11号.
"""

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)


def _days(year: int, *spans: str) -> set[date]:
    """'0211-0217' is a run of days, '0207' one day."""
    found = set()
    for span in spans:
        first, _dash, last = span.partition("-")
        day, end = (date(year, int(text[:2]), int(text[2:])) for text in (first, last or first))
        while day <= end:
            found.add(day)
            day += DAY
    return found


RESTED = _days(2021, "0101-0103", "0211-0217", "0403-0405", "0501-0505", "0612-0614", "0919-0921", "1001-1007")
RESTED |= _days(2022, "0101-0103", "0131-0206", "0403-0405", "0430-0504", "0603-0605", "0910-0912", "1001-1007")
WORKED = _days(2021, "0207", "0220", "0425", "0508", "0918", "0926", "1009")
WORKED |= _days(2022, "0129", "0130", "0402", "0424", "0507", "1008", "1009")


@cache
def offices_work(day: date) -> bool:
    return day in WORKED or (day.isoweekday() <= 5 and day not in RESTED)


class Told:
    """What was told under one version of a deadline, and what has to be told on the next day asked for."""

    def __init__(self, began: date, due: date, *, only_a_year=False, steps=(1, 4, 8)):
        self.due, self.only_a_year, self.steps = due, only_a_year, steps
        self.reminded: set[int] = set()
        self.overdue, self.highest, self.answered = False, 0, False
        # From this day on the working days late are counted.
        self.counted_to, self.late = max(began, due), 0
        self.begins = self.counted_to

    def on(self, day: date, *, with_unit: bool) -> list[tuple[str, int]]:
        """What is told on a day: (kind, step) pairs, each remembered as told."""
        if not with_unit or not offices_work(day):
            return []
        if day <= self.due:
            return self._reminder(day)
        return self._once_overdue() + self._notice(day)

    def _reminder(self, day: date) -> list[tuple[str, int]]:
        reached = [ahead for ahead in (7, 3, 1) if self._told_by(ahead) <= day]
        if self.only_a_year or not reached or any(given <= min(reached) for given in self.reminded):
            return []
        self.reminded.add(min(reached))
        return [("due", min(reached))]

    def _told_by(self, ahead: int) -> date:
        """The working day on which the reminder falls."""
        day = self.due - ahead * DAY
        while not offices_work(day):
            day -= DAY
        return day

    def _once_overdue(self) -> list[tuple[str, int]]:
        new, self.overdue = not self.overdue, True
        return [("overdue", 0)] if new else []

    def _notice(self, day: date) -> list[tuple[str, int]]:
        reached = sum(self.working_days_late(day) >= step for step in self.steps)
        if self.answered or reached <= self.highest:
            return []
        self.highest = reached
        return [("rung", reached)]

    def working_days_late(self, day: date) -> int:
        """Counted on from the day asked for last; the clock may have gone back since."""
        if day < self.counted_to:
            self.counted_to, self.late = self.begins, 0
        while self.counted_to < day:
            self.counted_to += DAY
            self.late += offices_work(self.counted_to)
        return self.late
