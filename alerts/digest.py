"""One line of a digest: an overdue obligation as it was told, in both languages."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from django.utils.translation import get_language


@dataclass(frozen=True)
class Line:
    """What a digest says of one obligation. Stored as JSON in the message, so that what was told stays."""

    obligation: str
    deadline_version: int
    plan: str
    number: int
    task: str
    task_en: str
    unit: str
    unit_en: str
    due_on: str
    wording: str
    days_late: int
    new: bool = False
    holds: bool = True

    @classmethod
    def of(cls, one, on: date) -> "Line":
        """The line of an overdue obligation (`for_list`) on the day `on`."""
        task = one.task
        return cls(
            obligation=str(one.key),
            deadline_version=one.deadline_version,
            plan=one.plan.document_number,
            number=task.number,
            task=task.short_name or task.text[:60],
            task_en=task.short_name_en,
            unit=one.unit.name,
            unit_en=one.unit.name_en,
            due_on=one.due_on.isoformat(),
            wording=task.deadline_wording if task.precision != "day" and one.due_on == task.due_on else "",
            days_late=one.days_late(on),
        )

    @property
    def identity(self) -> tuple[str, int]:
        """What makes it the same news: the obligation under the same deadline."""
        return self.obligation, self.deadline_version

    @property
    def due(self) -> date:
        return date.fromisoformat(self.due_on)

    @property
    def task_name(self) -> str:
        return self.task_en if self.task_en and get_language() == "en" else self.task

    @property
    def unit_name(self) -> str:
        return self.unit_en if self.unit_en and get_language() == "en" else self.unit

    def marked(self, **marks) -> "Line":
        return replace(self, **marks)

    def stored(self) -> dict:
        """What the message keeps; whether it still holds is asked each time."""
        return {name: value for name, value in asdict(self).items() if name != "holds"}


def ordered(lines: list[Line], told: set[tuple[str, int]]) -> list[Line]:
    """The lines with news first, then by days late; `told` are the identities of the digest before."""
    marked = [line.marked(new=line.identity not in told) for line in lines]
    return sorted(marked, key=lambda line: (not line.new, -line.days_late))
