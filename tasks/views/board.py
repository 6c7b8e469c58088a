"""What the board of a unit shows and where it stands."""

from django.urls import reverse

from pilots.access import Action, may_on

from ..board import board_of
from ..forms.reporting import WordsForm
from ..models import Plan
from ..panels import panels
from ..parts import phases_of, tasks_of
from ..sheets import NAME, may_take_in


def board_url(request, unit) -> str:
    """The own unit's board is the workbench; another's is its page."""
    if unit.pk == request.user.unit_id:
        return reverse("tasks:workbench")
    return reverse("tasks:unit", args=[unit.key])


def board_context(request, unit, asof, *, opened="", sending=False, tried=None, saved="") -> dict:
    """The board with one row opened for editing: by key, or `tried` = (key, the form that was refused).

    A past day is read alone. `saved` is the key of the row just changed, which keeps the focus in its new place.
    """
    board = board_of(unit, request.user, asof.on, asof.today)
    asof = _within(asof, board)
    own = not asof.past and may_on(request.user, Action.REPORT, unit)
    _open(board, request.user, opened if own else "", sending)
    if tried and (row := board.row(tried[0])):
        row.form = tried[1]
    return {
        "board": board,
        "unit": unit,
        "saved": str(saved),
        "on": asof.on,
        "asof": asof,
        "may_report": own,
        "may_chase": not own and not asof.past and may_on(request.user, Action.CHASE, unit),
        "board_url": board_url(request, unit),
        "sheet": {"name": NAME, "place": unit.key},
        "may_take_in": not asof.past and may_take_in(request.user, unit),
        "panels": panels("unit", request, board, asof),
    }


def _within(asof, board):
    """With the steps to the deadlines of the unit's plans; on a past day its board need not show them all."""
    if not asof.past:
        return asof.within(board.plans, (row.obligation.task for row in board.rows), board.phases)
    plans = list(Plan.objects.current().owed_by(board.unit))
    return asof.within(plans, tasks_of(plans), phases_of(plans))


def _open(board, officer, key, sending):
    row = board.row(key) if key else None
    if row and row.reportable:
        row.form = WordsForm.opened(row.obligation, officer, board.on)
        row.form.sending, row.form.figure = sending, row.figure
        row.form.fields["text"].widget.attrs |= {"autofocus": True, "data-focus": True, "rows": 2}
