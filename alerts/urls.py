from django.urls import path

from .views import inbox, notices

app_name = "alerts"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("read/", inbox.read_all, name="read_all"),
    path("<uuid:key>/", inbox.message, name="message"),
    path("<uuid:key>/read/", inbox.read, name="read"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<uuid:key>/", notices.notice, name="notice"),
    path("notices/<uuid:key>/number/", notices.enter_number, name="notice_number"),
    path("notices/<uuid:key>/sign/", notices.sign_for, name="notice_sign"),
    path("notices/<uuid:key>/answer/", notices.give_answer, name="notice_answer"),
]
