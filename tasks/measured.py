"""What its unit's figures say about an obligation: beside it, at submission, at verification."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from . import measures
from .checkpoints import figures_of, met
from .measures import Figure


class Measured:
    """The figures of an obligation (a mixin of Obligation alone)."""

    def figure(self, on: date) -> Figure | None:
        """Its own figure on a day; None when nobody measures it."""
        return measures.figures(self.task.measure, self.plan, [self.unit], on).get(self.unit_id)

    def unmet_checkpoints(self, on: date, ticks=()) -> list:
        """Checkpoints that do not hold on a day: manual ones not ticked, system ones not true."""
        points = list(self.task.checkpoints.all())
        figures = figures_of(self, on, points)
        return [point for point in points if not met(point, self, set(ticks), figures)]

    def _kept_of(self, figure: Figure | None, on: date, short_reason: str) -> dict:
        """What a submission's line keeps of the figure. Raises ValidationError when it is short without a reason."""
        if figure is None:
            return {}
        if figure.short and not short_reason.strip():
            raise ValidationError({"short_reason": _why_asked(figure)})
        kept = self._in_the_ledgers_language(figure, on)
        reason = {"short_reason": short_reason.strip()} if figure.short else {}
        return {"figure": kept.text, "floor": kept.floor, **reason}

    def _in_the_ledgers_language(self, figure, on) -> Figure:
        """The same in the default language: a ledger speaks one, whoever sends."""
        if get_language() == settings.LANGUAGE_CODE:
            return figure
        with override(settings.LANGUAGE_CODE):
            return self.figure(on) or figure


def _why_asked(figure: Figure) -> str:
    if not figure.floor:
        return _("The figure stands at %(figure)s. Say why it is sent for verification now.") % {"figure": figure.text}
    said = _("The figure stands at %(figure)s, the floor is %(floor)s. Say why it is sent for verification now.")
    return said % {"figure": figure.text, "floor": figure.floor}
