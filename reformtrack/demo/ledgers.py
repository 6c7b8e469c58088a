"""What the ledgers of all pilots come to hold on which day, in step with the story of their rows."""

from collections.abc import Sequence

from . import founding, moving_items, moving_people
from .cells import board
from .county import County
from .days import Days
from .sizes import sizes
from .steps import Course, Step


def steps(units: dict, acts: Sequence, days: Days) -> list[Step]:
    """Every step, oldest first; `units` are the units by key, `acts` the story's."""
    found = []
    letters = board()
    for place, (key, size) in enumerate(sizes().items()):
        county = County(units[key], place, size)
        course = Course(letters[key], [act for act in acts if act.unit == key])
        for part in (founding, moving_people, moving_items):
            found += part.steps(county, course, days)
    return sorted(found, key=lambda step: (step.at, step.unit))
