"""划转协议: what is recorded of one item's agreement, and its scan."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base import audit, files
from pilots.access import Action

from ..forms.items_agreement import AgreementForm
from .items_page import agreement_of, answer, item_of, row_answer
from .reaching import book_for


@require_POST
def item_agreement(request, unit, key):
    """Number, both days, the five contents; from a row of the ledger (`?at=row`) the answer is that row."""
    book = book_for(request, unit, Action.KEEP_LEDGERS)
    item = item_of(book, key)
    at_row = request.GET.get("at") == "row"
    auto_id = f"{key}_%s" if at_row else "agreement_%s"
    form = AgreementForm(agreement_of(book, item), request.POST, files=request.FILES, auto_id=auto_id)
    form.save(by=request.user, on=book.today)
    if at_row:
        return row_answer(request, book, item, form, _("Agreement saved"))
    return answer(request, book, item, form, "agreement_form", _("Agreement saved"))


@require_GET
def paper(request, unit, key):
    """The scan as a download, recorded in the audit log."""
    book = book_for(request, unit)
    agreement = agreement_of(book, item_of(book, key))
    if not agreement.paper:
        raise Http404
    name = f"{agreement.number or book.unit.name}"
    sha256 = agreement.paper.sha256
    audit.record(audit.Act.DOWNLOAD, by=request.user, request=request, what=name, sha256=sha256)
    return files.serve(agreement.paper, name)
