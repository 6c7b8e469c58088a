"""Where ledgers go out and come in as workbooks, and are kept in a grid."""

from django.urls import path

from . import views

app_name = "sheets"
urlpatterns = [
    path("loads/<uuid:key>/", views.load, name="load"),
    path("loads/<uuid:key>/answer/", views.answer, name="answer"),
    path("loads/<uuid:key>/confirm/", views.confirm, name="confirm"),
    path("loads/<uuid:key>/discard/", views.discard, name="discard"),
    path("loads/<uuid:key>/take-back/", views.take_back, name="take_back"),
    path("loads/<uuid:key>/rest/", views.rest, name="rest"),
    path("<slug:ledger>/<slug:place>/download/", views.download, name="download"),
    path("<slug:ledger>/<slug:place>/upload/", views.upload, name="upload"),
    path("<slug:ledger>/<slug:place>/departments/", views.parts, name="parts"),
    path("<slug:ledger>/<slug:place>/grid/", views.grid, name="grid"),
]
