"""Working days on Django's admin pages; every save there leaves an audit record."""

from django.contrib import admin

from . import audit
from .models import WorkingDay


class AuditedAdmin(admin.ModelAdmin):
    """Writes one audit record per save or removal: the fields, not their content. `act` says of what kind."""

    act = audit.Act.SETTINGS

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        self.record(request, obj, changed=form.changed_data, added=not change)

    def delete_model(self, request, obj):
        self.record(request, obj, removed=True)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for each in queryset:
            self.delete_model(request, each)

    def record(self, request, obj, **detail):
        audit.record(self.act, by=request.user, request=request, what=obj, **detail)


@admin.register(WorkingDay)
class WorkingDayAdmin(AuditedAdmin):
    """The days on which offices work although they usually rest, and the other way round."""

    act = audit.Act.WORKING_DAYS
    list_display = ("day", "working", "note")
    list_filter = ("working",)
    date_hierarchy = "day"
