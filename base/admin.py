"""Working days on Django's admin pages; every save there leaves an audit record."""

from django.contrib import admin

from . import audit
from .models import WorkingDay


class AuditedAdmin(admin.ModelAdmin):
    """Writes one audit record per save or removal: which fields, not their content. `act` says of what kind.

    Django calls the three methods inside the transaction of the save; its bulk actions have none, so
    they are left out.
    """

    act = audit.Act.SETTINGS
    actions = None

    def save_model(self, request, obj, form, change):
        # Other columns of the row, such as the ledger's head, may have moved on since it was read.
        columns = {field.name for field in obj._meta.concrete_fields}
        obj.save(update_fields=columns.intersection(form.changed_data) if change else None)

    def log_addition(self, request, obj, message):
        self.record(request, obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self.record(request, obj, message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for each in queryset:
            self.record(request, each, [{"deleted": {}}])
        return super().log_deletions(request, queryset)

    def record(self, request, obj, changes):
        audit.record(self.act, by=request.user, request=request, what=obj, changes=changes)


@admin.register(WorkingDay)
class WorkingDayAdmin(AuditedAdmin):
    """The days on which offices work although they usually rest, and the other way round."""

    act = audit.Act.WORKING_DAYS
    list_display = ("day", "working", "note")
    list_filter = ("working",)
    date_hierarchy = "day"
