from django.urls import path

from . import healthviews, views

app_name = "alerts"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read_all"),
    path("sending/", healthviews.health, name="health"),
    path("sending/release/", healthviews.release, name="release"),
    path("sending/test/", healthviews.try_out, name="try_out"),
    path("sending/<int:pk>/again/", healthviews.send_again, name="send_again"),
    path("sending/<int:pk>/aside/", healthviews.set_aside, name="set_aside"),
    path("<uuid:key>/", views.message, name="message"),
    path("<uuid:key>/read/", views.read, name="read"),
]
