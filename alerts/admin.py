"""Hosts, robots and gateways on Django's admin pages. What was once used is switched off, never removed."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from base.admin import AuditedAdmin

from .models import Gateway, OutsideHost, Robot


class KeptAdmin(AuditedAdmin):
    def has_delete_permission(self, request, obj=None):
        return False


class RobotForm(forms.ModelForm):
    """The secret is written, never shown; an empty field keeps it."""

    class Meta:
        model = Robot
        fields = ("name", "kind", "unit", "url", "secret", "active")
        widgets = {"secret": forms.PasswordInput(attrs={"autocomplete": "off"})}
        help_texts = {"secret": _("Only where the robot signs. Empty: stays as it is.")}

    def clean_secret(self):
        return self.cleaned_data["secret"] or self.instance.secret


@admin.register(OutsideHost)
class OutsideHostAdmin(KeptAdmin):
    """The hosts that may be called: none until it is switched on."""

    list_display = ("host", "port", "switched_on", "note")
    list_filter = ("switched_on",)
    fields = ("host", "port", "switched_on", "note")


@admin.register(Robot)
class RobotAdmin(KeptAdmin):
    """Robots of group chats; whoever knows the address can post, so lists show it masked."""

    form = RobotForm
    list_display = ("name", "kind", "unit", "masked_url", "active")
    list_filter = ("kind", "active")
    list_select_related = ("unit",)


@admin.register(Gateway)
class GatewayAdmin(KeptAdmin):
    """Services for text messages and for the governments' own messengers."""

    list_display = ("name", "masked_url", "content_type", "active")
    list_filter = ("active",)
    fields = ("name", "url", "content_type", "template", "headers", "expected", "active")
