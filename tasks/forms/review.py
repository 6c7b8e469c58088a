"""What the bureau decides: verify or return, grant or refuse more time, reopen, chase."""

import uuid

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm

from .. import checkpoints
from ..history import lines_of
from ..parts import points_of
from ..presets import RETURN_REASONS
from . import fields
from .filters import worded


class DecisionForm(VerbForm):
    """A decision on one obligation as the officer saw it."""

    prefix_of_ids = "decision"
    deciding = True

    def __init__(self, obligation, data=None, **kwargs):
        kwargs.setdefault("initial", {}).setdefault("version", obligation.version)
        super().__init__(data, auto_id=f"{self.prefix_of_ids}{obligation.pk}_%s", **kwargs)
        self.obligation = obligation

    def clean(self):
        # Without it the decision would fall on whatever stands there by now, seen or not.
        if self.cleaned_data.get("version") is None:
            raise forms.ValidationError(_("This form does not say what you saw. Reload the page and decide again."))
        return super().clean()

    @cached_property
    def since(self) -> list:
        """After a conflict: what was recorded after the version that the officer saw, newest first."""
        seen = self.cleaned_data.get("version") or 0
        return [line for line in lines_of(self.conflict) if line.entry.version > seen]

    def attempt(self, verb, **context) -> bool:
        """As VerbForm; after a conflict the same words can be sent again for the row as it stands now."""
        done = super().attempt(verb, **context)
        if self.conflict:
            self.data = self.data.copy()
            self.data["version"], self.data["key"] = self.conflict.version, uuid.uuid4()
        return done

    @property
    def own_words(self) -> list[tuple[str, str]]:
        """(label, what stands there) of the visible fields in which something does; a choice by its label."""
        filled = [field for field in self.visible_fields() if field.name != "ticks" and field.value()]
        return [(field.label, worded(field)) for field in filled]


class SignOffForm(DecisionForm):
    """核验通过并销号: the manual checkpoints that hold, the day it was done, an opinion."""

    prefix_of_ids = "review"
    ticks = forms.TypedMultipleChoiceField(coerce=int, required=False)
    done_on = fields.day(_("Done on"))
    text = fields.lines(_("Opinion"))

    def __init__(self, obligation, data=None, *, on, **kwargs):
        super().__init__(obligation, data, **kwargs)
        self.on = on
        self.points = points_of(obligation.task, obligation.plan)
        self.fields["ticks"].choices = [(point.pk, str(point)) for point in self.points if _manual(point)]

    @classmethod
    def opened(cls, obligation, on):
        """The form with the day that the county stated."""
        return cls(obligation, on=on, initial={"done_on": obligation.stated_done_on() or obligation.submitted_on})

    @cached_property
    def rows(self) -> list[tuple]:
        """(checkpoint, whether ticked by hand; for one of the system whether it holds)."""
        chosen = {str(pk) for pk in self["ticks"].value() or ()}
        ticks = {point.pk for point in self.points if str(point.pk) in chosen}
        return [(point, checkpoints.met(point, self.obligation, ticks, self.figures)) for point in self.points]

    @cached_property
    def figures(self) -> dict:
        """What the points of the system compare; a page that has asked for it already sets it."""
        return checkpoints.figures_of(self.obligation, self.on, self.points)

    @property
    def by_hand(self) -> int:
        return sum(map(_manual, self.points))

    @property
    def by_system(self) -> int:
        return len(self.points) - self.by_hand


class ReturnForm(DecisionForm):
    """退回: a reason to pick, or words of one's own."""

    prefix_of_ids = "return"
    preset = forms.ChoiceField(
        label=_("Reason"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(each.text, each) for each in RETURN_REASONS],
    )
    text = fields.lines(_("What is to be corrected"))


class GrantForm(DecisionForm):
    """批准延期: until the day asked for, or another."""

    prefix_of_ids = "grant"
    due_on = fields.day(_("Granted until"))

    def values(self):
        return {**super().values(), "granted": True}


class RefuseForm(DecisionForm):
    """不同意延期, with the reason."""

    prefix_of_ids = "refuse"
    text = fields.lines(_("Reason"), rows=2)


class ReopenForm(DecisionForm):
    """重新办理, with the reason."""

    prefix_of_ids = "reopen"
    text = fields.lines(_("Reason"), rows=2)


def _manual(point) -> bool:
    return point.kind == point.Kind.MANUAL
