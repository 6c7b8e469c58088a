"""Django's admin, for the admin role alone: our log-in, no second way to a password or out."""

from functools import update_wrapper

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.utils.translation import gettext_lazy as _

# Ways of Django's that would pass by our verbs, their audit records and the password rules.
CLOSED = {"login", "logout", "password_change", "password_change_done"}
# Django's pages take any other method for a GET.
METHODS = ["GET", "HEAD", "POST"]


class AdminSite(admin.AdminSite):
    """Keeps units, people's cards, working days and plan settings. Everybody else gets 403."""

    site_header = index_title = _("Reference data")
    site_title = _("Reform Dispatch Platform")
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            if not self.has_permission(request):
                raise PermissionDenied(_("These pages are the administrator's."))
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    def get_urls(self):
        urls = [each for each in super().get_urls() if getattr(each, "name", None) not in CLOSED]
        for each in urls:
            if hasattr(getattr(each, "callback", None), "login_url"):
                each.callback.login_url = settings.LOGIN_URL
        return urls


class AdminConfig(DjangoAdminConfig):
    """Puts our site in the place of Django's."""

    default_site = "pilots.adminsite.AdminSite"
