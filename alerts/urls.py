from django.urls import path

from .views import health, inbox, notices

app_name = "alerts"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("read/", inbox.read_all, name="read_all"),
    path("sending/", health.health, name="health"),
    path("sending/release/", health.release, name="release"),
    path("sending/test/", health.try_out, name="try_out"),
    path("sending/<int:pk>/again/", health.send_again, name="send_again"),
    path("sending/<int:pk>/aside/", health.set_aside, name="set_aside"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<uuid:key>/", notices.notice, name="notice"),
    path("notices/<uuid:key>/number/", notices.enter_number, name="notice_number"),
    path("notices/<uuid:key>/sign/", notices.sign_for, name="notice_sign"),
    path("notices/<uuid:key>/answer/", notices.give_answer, name="notice_answer"),
    path("<uuid:key>/", inbox.message, name="message"),
    path("<uuid:key>/read/", inbox.read, name="read"),
]
