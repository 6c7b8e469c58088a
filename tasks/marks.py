"""How an obligation's standing is drawn: colour, shape and letter, so that it is read in grey too (DESIGN-UI §4)."""
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .standing import Position, Standing
from .states import State


class Mark(NamedTuple):
    """What the template tags `mark` and `glyph` draw; `letter` may name %(days)s."""

    name: str
    tone: str
    shape: str
    letter: str
    label: str


DONE = Mark("done", "done", "sq", pgettext_lazy("mark", "C"), _("closed out"))
IN_PROGRESS = Mark("in_progress", "doing", "ci", pgettext_lazy("mark", "P"), _("in progress"))
SUBMITTED = Mark("submitted", "review", "hex", pgettext_lazy("mark", "V"), _("awaiting verification"))
OVERDUE = Mark("overdue", "over", "bar", pgettext_lazy("mark", "L%(days)s"), _("overdue"))
RETURNED = Mark("returned", "doing", "left", pgettext_lazy("mark", "R"), _("returned"))
EXTENDED = Mark("extended", "doing", "right", pgettext_lazy("mark", "E"), _("extension granted"))
NOT_STARTED = Mark("not_started", "idle", "none", pgettext_lazy("mark", "N"), _("not started"))

# In the order of the legend. Returned and extended are marks on what is in progress, no classes of their own.
ALL = (DONE, IN_PROGRESS, SUBMITTED, OVERDUE, RETURNED, EXTENDED, NOT_STARTED)
OF_STANDING = {Standing(mark.name): mark for mark in (DONE, IN_PROGRESS, SUBMITTED, OVERDUE, NOT_STARTED)}


def mark_of(position: Position, on: date) -> Mark:
    """The mark of an obligation that is not cancelled."""
    standing = position.standing(on)
    if standing is not Standing.IN_PROGRESS:
        return OF_STANDING[standing]
    if position.state == State.RETURNED:
        return RETURNED
    return EXTENDED if position.extended else IN_PROGRESS
