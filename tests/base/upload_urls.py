"""One address that takes files in and gives them back, for the tests of uploads."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from base import files
from base.models import StoredFile
from reformtrack.urls import handler400
from reformtrack.urls import urlpatterns as product

__all__ = ["handler400", "urlpatterns"]


@csrf_exempt
@login_not_required
def receive(request):
    """Take in every file of the post; their safe names and digests."""
    taken = []
    for upload in request.FILES.getlist("file"):
        taken.append({"name": files.safe_name(upload.name), "sha256": files.take_in(upload, name=upload.name).sha256})
    return JsonResponse({"files": taken})


@login_not_required
def give(request, sha256):
    stored = StoredFile.objects.get(sha256=sha256)
    return files.serve(stored, request.GET["name"])


@login_not_required
def preview(request, sha256, page):
    return files.serve_preview(StoredFile.objects.get(sha256=sha256), page)


urlpatterns = [
    path("receive", receive),
    path("give/<str:sha256>", give),
    path("preview/<str:sha256>/<int:page>", preview),
    *product,
]
