"""Every address of the product, and the two it is compared with."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("bench/constant/", views.constant),
    path("bench/matrix/", views.matrix),
    path("", include("reformtrack.urls")),
]
