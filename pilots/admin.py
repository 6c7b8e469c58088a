"""Units and people's cards on Django's admin pages. Passwords, roles and units of people change elsewhere."""

from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from base import audit
from base.admin import AuditedAdmin

from .models import Officer, Unit

# Groups grant nothing here: what a person may do follows from the role (pilots/access.py).
admin.site.unregister(auth_admin.Group)


class UnitForm(forms.ModelForm):
    """A unit cannot lie below itself."""

    class Meta:
        model = Unit
        fields = (
            "key",
            "name",
            "full_name",
            "short_name",
            "name_en",
            "kind",
            "code",
            "parent",
            "order",
            "county_review",
            "map_column",
            "map_row",
            "active",
        )

    def clean_parent(self):
        parent, path = self.cleaned_data["parent"], self.instance.path
        if parent and path and parent.path.startswith(path):
            raise forms.ValidationError(_("A unit cannot lie below itself."))
        return parent

    def clean(self):
        given = super().clean()
        if given.get("county_review") and given.get("kind") not in Unit.COUNTY_KINDS:
            # Nobody there could ever pass a submission on.
            self.add_error("county_review", _("Only a county has a lead who reviews before sending."))
        return given


@admin.register(Unit)
class UnitAdmin(AuditedAdmin):
    """The tree of units; the path is written by `Unit.place` alone."""

    act = audit.Act.UNIT
    form = UnitForm
    list_display = ("name", "kind", "parent", "code", "order", "county_review", "active")
    list_select_related = ("parent",)
    list_filter = ("kind", "active")
    search_fields = ("name", "full_name", "key", "code")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        obj.place(obj.parent)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Officer)
class OfficerAdmin(AuditedAdmin):
    """People's cards. Accounts are opened, reset, disabled and moved on the page of accounts."""

    act = audit.Act.ACCOUNT
    list_display = ("username", "name", "unit", "role", "post", "office_phone", "is_active")
    list_filter = ("role", "is_active", "unit")
    search_fields = ("username", "name")
    fields = (
        "username",
        "name",
        "post",
        "office_phone",
        "email",
        "contact",
        "language",
        "sees_names",
        "unit",
        "role",
        "is_active",
    )
    readonly_fields = ("username", "unit", "role", "is_active")
    list_select_related = ("unit",)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "sees_names" in form.changed_data:
            Officer.objects.filter(pk=obj.pk).update(rights_version=F("rights_version") + 1)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
