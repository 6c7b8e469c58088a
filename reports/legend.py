"""The legend of the matrix; each of its marks narrows the matrix to the cells it explains."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from base.templatetags.ui import mark
from tasks.looks import CLASSES, EXTENDED, RETURNED
from tasks.standing import Standing

ORDER = ("done", "in_progress", "submitted", "overdue", "returned", "extended", "not_started")
LOOKS = {**CLASSES, "returned": RETURNED, "extended": EXTENDED}


class Key(NamedTuple):
    """A mark, its words, the address that narrows to it (or back), whether it does so now."""

    mark: str
    label: str
    url: str
    current: bool


def keys(board) -> list[Key]:
    """The seven marks, then what is due soon (drawn as a tinted cell, so without a mark)."""
    soon = _("due within %(days)s days") % {"days": board.plan.due_soon_days}
    return [_key(board, name, _drawn(name), _label(name)) for name in ORDER] + [_key(board, "soon", "", soon)]


def _key(board, name, drawn, label) -> Key:
    current = board.filters.standing == name
    return Key(drawn, label, board.filters.url(standing="" if current else name) + "#matrix", current)


def _drawn(name) -> str:
    look = LOOKS[name]
    return mark(look.tone, look.shape, f"{look.letter}n" if name == Standing.OVERDUE else str(look.letter))


def _label(name) -> str:
    return _("overdue n days") if name == Standing.OVERDUE else LOOKS[name].label
