"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

from base import display
from base import views as base_views

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", base_views.healthz, name="healthz"),
    path("language/", base_views.language, name="language"),
    path("display/", display.remember, name="display"),
    path("audit/", include("base.urls")),
    path("", include("pilots.urls")),
    path("", include("tasks.urls")),
    path("", include("transfers.urls")),
    path("sheets/", include("base.sheets.urls")),
    path("inbox/", include("alerts.urls")),
    path("", include("reports.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "base.errors.bad_request"
handler403 = "base.errors.refused"
handler404 = "base.errors.not_found"
handler500 = "base.errors.server_error"
