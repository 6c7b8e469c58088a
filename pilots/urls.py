"""Addresses about people."""

from django.urls import path

from .views import accounts, help, own, sessions

app_name = "pilots"
urlpatterns = [
    path("login/", sessions.login, name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("forgotten/", sessions.forgotten, name="forgotten"),
    path("password/", own.password, name="password"),
    path("me/", own.me, name="me"),
    path("officers/", accounts.officers, name="officers"),
    path("officers/new/", accounts.officer_new, name="officer_new"),
    path("officers/<int:pk>/", accounts.officer, name="officer"),
    path("officers/<int:pk>/reset/", accounts.officer_reset, name="officer_reset"),
    path("officers/<int:pk>/active/", accounts.officer_active, name="officer_active"),
    path("officers/<int:pk>/move/", accounts.officer_move, name="officer_move"),
    path("officers/<int:pk>/handover/", accounts.handover, name="handover"),
    path("help/access/", help.access, name="access"),
    path("units/gaps/", help.gaps, name="gaps"),
]
