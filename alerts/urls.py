from django.urls import path

from . import views

app_name = "alerts"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read_all"),
    path("<uuid:key>/", views.message, name="message"),
    path("<uuid:key>/read/", views.read, name="read"),
]
