"""What the notice does not say, on Django's admin pages. Obligations and ledgers are never registered here."""

from django.contrib import admin
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from base import audit
from base.admin import AuditedAdmin

from .models import Checkpoint, Phase, Plan, PlanPilot, Task


class PlanSettingsAdmin(AuditedAdmin):
    """Settings of a plan: a change raises the plan's revision, so that no page is taken for fresh."""

    act = audit.Act.PLAN_SETTINGS
    # Django's two-list widget speaks no Chinese here and needs scripts.
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.plan_of(form.instance).raise_revision()

    def plan_of(self, obj) -> Plan:
        return obj.plan

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PilotInline(admin.StackedInline):
    """Whom the plan means by its pilots."""

    model = PlanPilot
    extra = 0
    fields = (("unit", "order"),)
    verbose_name = _("pilot")
    verbose_name_plural = _("pilots")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("unit")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if unit := formset.form.base_fields.get("unit"):
            # Read once, not for each pilot.
            unit.choices = list(unit.choices)
        return formset


class CheckpointInline(admin.StackedInline):
    """What must be true to close the row out."""

    model = Checkpoint
    extra = 0
    fields = (("order", "kind", "rule"), ("text", "text_en"))


@admin.register(Plan)
class PlanAdmin(PlanSettingsAdmin):
    """Thresholds, verifying units, pilots."""

    inlines = (PilotInline,)
    list_display = ("document_number", "title", "issued_on", "bureau", "overseer")
    readonly_fields = ("title", "document_number", "issuer", "issued_on", "loaded_on")

    def plan_of(self, obj) -> Plan:
        return obj


@admin.register(Phase)
class PhaseAdmin(PlanSettingsAdmin):
    """Short names and gates; the days are the notice's."""

    list_display = ("name", "plan", "starts_on", "due_on")
    list_filter = ("plan",)
    readonly_fields = ("plan", "order", "name", "starts_on", "due_on")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj and "gate_tasks" in form.base_fields:
            form.base_fields["gate_tasks"].queryset = obj.plan.tasks.all()
        return form


@admin.register(Task)
class TaskAdmin(PlanSettingsAdmin):
    """Names, measure, clauses, checkpoints, watch list; text and deadline are the notice's."""

    inlines = (CheckpointInline,)
    list_display = ("number", "short_name", "deadline_wording", "due_on", "watched", "founding", "plan")
    list_display_links = ("number", "short_name")
    list_filter = ("plan",)
    readonly_fields = (
        "plan",
        "phase",
        "number",
        "text",
        "units_wording",
        "deadline_wording",
        "deadline_kind",
        "starts_on",
        "due_on",
        "precision",
        "standing",
        "recurs",
        "source",
    )

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj and "clauses" in form.base_fields:
            form.base_fields["clauses"].queryset = obj.plan.clauses.all()
        return form
