from django.urls import path

from .views import circulars, pages

app_name = "reports"
urlpatterns = [
    path("dashboard/", pages.dashboard, name="dashboard"),
    path("dashboard/changes/", pages.changes, name="changes"),
    path("dashboard/burden/", pages.burden, name="burden"),
    path("dashboard/burden/<slug:key>/", pages.burden_of, name="burden_of"),
    path("dossiers/<slug:key>/", pages.dossier, name="dossier"),
    path("dossiers/<slug:key>/docx/", pages.dossier_docx, name="dossier_docx"),
    path("circulars/", circulars.circulars, name="circulars"),
    path("circulars/new/", circulars.circular_new, name="circular_new"),
    path("circulars/<uuid:key>/", circulars.circular, name="circular"),
    path("circulars/<uuid:key>/docx/", circulars.circular_docx, name="circular_docx"),
    path("circulars/<uuid:key>/revise/", circulars.circular_revise, name="circular_revise"),
    path("circulars/<uuid:key>/submit/", circulars.circular_submit, name="circular_submit"),
    path("circulars/<uuid:key>/send-back/", circulars.circular_send_back, name="circular_send_back"),
    path("circulars/<uuid:key>/issue/", circulars.circular_issue, name="circular_issue"),
    path("circulars/<uuid:key>/sign/", circulars.circular_sign, name="circular_sign"),
]
