"""Addresses no app owns."""

from django.urls import path

from . import auditlog

app_name = "base"
urlpatterns = [path("", auditlog.page, name="audit")]
