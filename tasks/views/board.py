"""What the board of a unit shows and where it stands."""

from django.urls import reverse

from pilots.access import Action, may_on

from ..board import board_of
from ..forms.reporting import WordsForm
from ..panels import panels


def board_url(request, unit) -> str:
    """The own unit's board is the workbench; another's is its page."""
    if unit.pk == request.user.unit_id:
        return reverse("tasks:workbench")
    return reverse("tasks:unit", args=[unit.key])


def board_context(request, unit, on, *, opened="", sending=False, tried=None, saved="") -> dict:
    """The board with one row opened for editing: by key, or `tried` = (key, the form that was refused).

    `saved` is the key of the row just changed, which keeps the focus in its new place.
    """
    board = board_of(unit, request.user, on)
    own = may_on(request.user, Action.REPORT, unit)
    _open(board, request.user, opened if own else "", sending)
    if tried and (row := board.row(tried[0])):
        row.form = tried[1]
    return {
        "board": board,
        "unit": unit,
        "saved": str(saved),
        "on": on,
        "may_report": own,
        "may_chase": not own and may_on(request.user, Action.CHASE, unit),
        "board_url": board_url(request, unit),
        "panels": panels("unit", request, unit, on),
    }


def _open(board, officer, key, sending):
    row = board.row(key) if key else None
    if row and row.reportable:
        row.form = WordsForm.opened(row.obligation, officer, board.on)
        row.form.sending, row.form.figure = sending, row.figure
        row.form.fields["text"].widget.attrs |= {"autofocus": True, "data-focus": True, "rows": 2}
