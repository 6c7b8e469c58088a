from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("burden/", views.burden, name="burden"),
    path("burden/<slug:key>/", views.burden_of, name="burden_of"),
    path("changes/", views.changes, name="changes"),
]
