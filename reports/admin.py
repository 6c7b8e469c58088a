"""Letterheads on Django's admin pages."""

from django.contrib import admin

from tasks.admin import PlanSettingsAdmin

from .models import Letterhead


@admin.register(Letterhead)
class LetterheadAdmin(PlanSettingsAdmin):
    """发文机关, 版头, 主送, 抄送: what each new draft takes over."""

    list_display = ("head", "issuer", "plan")
    fields = ("plan", "issuer", "head", "brief_head", "recipients", "copies", "printed_by")

    def has_add_permission(self, request):
        return True
