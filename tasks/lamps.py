"""The lamp of a pilot: how it does at a glance (DESIGN §4), on the dashboard and on the unit's own page."""

from collections.abc import Iterable
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .standing import Standing
from .states import State


class Lamp(TextChoices):
    """How a pilot does; worst first, each with its own shape."""

    BEHIND = "behind", _("behind")
    WATCH = "watch", _("watch")
    ON_TRACK = "on_track", _("on track")

    @property
    def tone(self) -> str:
        """The colour and shape of the `lamp` tag."""
        return {Lamp.BEHIND: "over", Lamp.WATCH: "review"}.get(self, "done")


def lamp(obligations: Iterable, plan, on: date) -> Lamp:
    """Behind with anything overdue; watch with anything that `wants_watching`; else on track.

    `obligations` are one unit's of one plan: rows with `position` and `task` (Obligation or Place).
    """
    positions = [(one.position, one.task.watched) for one in obligations]
    if any(position.standing(on) is Standing.OVERDUE for position, _watched in positions):
        return Lamp.BEHIND
    watch = any(wants_watching(position, plan, on, watched=watched) for position, watched in positions)
    return Lamp.WATCH if watch else Lamp.ON_TRACK


def wants_watching(position, plan, on: date, *, watched: bool) -> bool:
    """Returned, due within the plan's days, or on its watch list and not started shortly before its day."""
    if position.state == State.RETURNED or position.due_soon(on, plan.due_soon_days, by_year=plan.year_reminder):
        return True
    left = position.days_left(on)
    idle = position.state == State.NOT_STARTED
    return watched and idle and left is not None and left <= plan.watch_days
