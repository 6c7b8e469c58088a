"""The filters of the list of obligations; they stand in the address, so a list can be linked to."""

from datetime import date

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilots.models import Unit

from ..models import Obligation, Plan
from ..standing import Standing

SOON = "soon"


class DueField(forms.ChoiceField):
    """`soon`, or a day: whatever is due by then and not closed out. Any day is valid, listed or not."""

    def valid_value(self, value) -> bool:
        return super().valid_value(value) or _day(value) is not None


class FilterForm(forms.Form):
    """Any combination of state, row, unit, phase, deadline and plan; what is not understood counts as not given."""

    q = forms.CharField(label=_("Search"), required=False, max_length=60)
    standing = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all states")), *Standing.choices])
    task = forms.ChoiceField(label=_("Task"), required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Responsible unit"),
        required=False,
        to_field_name="key",
        empty_label=_("all units"),
    )
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    due = DueField(label=_("Deadline"), required=False)
    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Plan"), required=False, to_field_name="key", empty_label=_("all plans")
    )

    def __init__(self, data, officer):
        super().__init__(data, auto_id="filter_%s")
        self.plans = plans = Plan.objects.visible_to(officer).prefetch_related("tasks", "phases")
        self.tasks = [task for plan in plans for task in plan.tasks.all()]
        self.phases = [phase for plan in plans for phase in plan.phases.all()]
        self.several_plans = len(plans) > 1
        self.fields["plan"].queryset = Plan.objects.visible_to(officer)
        owing = Obligation.objects.visible_to(officer).values("unit")
        # A unit above those that owe is not offered, but may be asked for: with all below it.
        asked = Unit.objects.within_reach_of(officer).filter(key=self.data.get("unit", ""))
        self.fields["unit"].queryset = Unit.objects.filter(Q(pk__in=owing) | Q(pk__in=asked))
        self._offer()

    def _offer(self):
        tasks = {task.number: task.label for task in self.tasks}
        phases = {phase.order: phase for phase in self.phases}
        ends = sorted({phase.due_on for phase in phases.values()})
        asked = _day(self.data.get("due", ""))
        days = [*ends, asked] if asked and asked not in ends else ends
        self.fields["task"].choices = [("", _("all tasks")), *((n, f"{n} {tasks[n]}") for n in sorted(tasks))]
        self.fields["phase"].choices = [("", _("all phases")), *((n, str(phases[n])) for n in sorted(phases))]
        self.fields["due"].choices = [
            ("", _("any deadline")),
            (SOON, _("due soon")),
            *((day.isoformat(), _by(day)) for day in days),
        ]
        self._dress()

    def _dress(self):
        for field in self.fields.values():
            field.widget.attrs["class"] = "sel" if isinstance(field.widget, forms.Select) else "in"
        self.fields["q"].widget.attrs |= {"placeholder": gettext("Search"), "data-key": "/"}

    def narrow(self, obligations, on, today):
        """The obligations that pass every filter given, as they stood at the end of the day `on`."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        rows = obligations.as_of(on, today).with_standing(on).with_department(on, today)
        for name, value in given.items():
            rows = getattr(self, f"_filter_{name}")(rows, value, on)
        return rows

    @property
    def active(self) -> list[tuple[str, str]]:
        """What is filtered by, as (label, value) pairs."""
        return [(field.label, worded(field)) for field in self if self.cleaned_data.get(field.name)]

    def _filter_q(self, rows, value, on):
        return rows.filter(
            Q(task__text__icontains=value)
            | Q(task__short_name__icontains=value)
            | Q(unit__name__icontains=value)
            | Q(at_department__icontains=value)
        )

    def _filter_standing(self, rows, value, on):
        return rows.filter(at_standing=value)

    def _filter_task(self, rows, value, on):
        return rows.filter(task__number=value)

    def _filter_unit(self, rows, value, on):
        return rows.filter(unit__path__startswith=value.path)

    def _filter_phase(self, rows, value, on):
        return rows.filter(task__phase__order=value)

    def _filter_due(self, rows, value, on):
        if value == SOON:
            return rows.due_soon(on)
        return rows.exclude(at_standing=Standing.DONE).filter(at_due_on__lte=_day(value))

    def _filter_plan(self, rows, value, on):
        return rows.filter(plan=value)


def worded(bound) -> str:
    """What a filter is set to, in words."""
    choices = getattr(bound.field, "choices", None)
    value = bound.value()
    return next((str(label) for key, label in choices if str(key) == value), value) if choices else value


def _day(text) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _by(day: date) -> str:
    return gettext("by %(day)s, not closed out") % {"day": date_format(day, gettext("j M"))}
