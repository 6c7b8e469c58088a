"""What the filters of the address let through the matrix, and what its sums then count."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tasks.looks import CLASSES, EXTENDED, RETURNED, Look, look_of
from tasks.places import Place
from tasks.standing import Standing

from .figures import due_soon
from .filters import Filters

MARKS = {"returned": RETURNED, "extended": EXTENDED}


@dataclass(frozen=True)
class Narrowing:
    """The filters on a plan and day; `tasks` and `units` are the ids in view: all, a gate's, a lamp's."""

    filters: Filters
    plan: object
    on: date
    tasks: set[int]
    units: set[int]

    def covers(self, place: Place) -> bool:
        """Whether it lies in the rows and columns in view."""
        return place.task.id in self.tasks and place.unit.id in self.units

    def shows(self, place: Place, look: Look) -> bool:
        """Whether the cell is drawn; else it is a dot."""
        if not self.filters.narrow:
            return True
        wanted = self.filters.standing
        if not self.covers(place) or (self.only_open and place.standing is Standing.DONE):
            return False
        if not wanted:
            return True
        if wanted == "soon":
            return due_soon(place, self.plan, self.on)
        return look is MARKS[wanted] if wanted in MARKS else place.standing == wanted

    def counts(self, place: Place) -> bool:
        """Whether sums count it: what the filter asks for, and without one what is closed out."""
        if self.filters.standing or self.only_open:
            return self.shows(place, look_of(place.position, self.on))
        return place.standing is Standing.DONE and self.covers(place)

    @property
    def only_open(self) -> bool:
        return self.filters.mode == "open"

    @property
    def label(self) -> str:
        """What the sums count, in a word."""
        wanted = self.filters.standing
        if wanted == "soon":
            return _("due soon")
        if not wanted:
            return _("not closed out") if self.only_open else CLASSES[Standing.DONE].label
        return MARKS[wanted].label if wanted in MARKS else CLASSES[Standing(wanted)].label

    @property
    def query(self) -> str | None:
        """The query of the list that a sum counts; None where the list has no such filter."""
        wanted = self.filters.standing
        if self.filters.phase or self.only_open or wanted in MARKS:
            return None
        return "due=soon" if wanted == "soon" else f"standing={wanted or Standing.DONE}"
