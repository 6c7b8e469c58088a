"""Proof files: up, shown, down, and away while nobody has sent them. Access is the obligation's."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base import audit, files
from base.http import sent_on, wants_fragment
from pilots.access import Action

from .. import drafts, proofs
from ..models import Evidence
from .page import page_url
from .reaching import obligation_for


@require_POST
def evidence_upload(request, key):
    """One file, as soon as it is chosen: 201 with its thumbnail, 422 with the sentence why not."""
    obligation = obligation_for(request, key, Action.REPORT, Action.REPORT_FOR)
    staged, refusals = proofs.stage(obligation, request.user, request.FILES.getlist("file")[:1])
    if not staged:
        sentence = refusals[0][1] if refusals else _("Choose a file.")
        return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
    return render(request, "tasks/_pending.html", {"each": staged[0]}, status=201)


@require_GET
def evidence(request, key):
    """The file as a download, recorded in the audit log."""
    proof = _visible(request, key)
    audit.record(
        audit.Act.DOWNLOAD,
        by=request.user,
        request=request,
        what=proof.name,
        obligation=str(proof.obligation.key),
        sha256=proof.stored.sha256,
    )
    return files.serve(proof.stored, proof.name)


@require_GET
def evidence_page(request, key, page):
    """One page of the preview, as a JPEG of our own making."""
    return files.serve_preview(_visible(request, key).stored, page)


@require_POST
def evidence_remove(request, key):
    """Take one's own pending file away."""
    mine = Evidence.objects.visible_to(request.user).pending_of(request.user).select_related("obligation")
    proof = get_object_or_404(mine, key=key)
    if not proofs.drop_pending([proof]):
        raise Http404
    if "text" in request.POST:  # with scripts off the whole form comes along
        drafts.keep(proof.obligation, request.user, request.POST)
    return HttpResponse() if wants_fragment(request) else sent_on(request, page_url(proof.obligation))


def _visible(request, key) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(request.user).select_related("stored", "obligation"), key=key)
