"""What the bureau can decide on one obligation's page, and the toast that takes a decision back."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ..forms.review import GrantForm, RefuseForm, ReopenForm, ReturnForm, SignOffForm
from ..states import State


def review_context(request, obligation, on, figures, extension) -> dict:
    """`verifiable`, `may_decide` and `may_reopen`, each with its forms. Asked by the page of one obligation."""
    decides = obligation.may_be_decided_by(request.user)
    verifiable = obligation.state == State.SUBMITTED and obligation.may_be_verified_by(request.user)
    may_decide = decides and obligation.is_open and extension is not None
    may_reopen = obligation.may_be_verified_by(request.user) and obligation.state == State.DONE
    context = {"verifiable": verifiable, "may_decide": may_decide, "may_reopen": may_reopen}
    if verifiable:
        context |= review_forms(obligation, on, figures) | {"return_opened": "return" in request.GET}
    if may_decide:
        context |= extension_forms(obligation, extension)
    return context | ({"reopen_form": ReopenForm(obligation)} if may_reopen else {})


def review_forms(obligation, on, figures=None) -> dict:
    """`figures` of its checkpoints where they were asked for already."""
    form = SignOffForm.opened(obligation, on)
    if figures is not None:
        form.figures = figures
    return {"review_form": form, "return_form": ReturnForm(obligation)}


def extension_forms(obligation, extension) -> dict:
    """The two answers to a request; the day asked for stands in the first."""
    return {
        "grant_form": GrantForm(obligation, initial={"due_on": extension.asked_due_on}),
        "refuse_form": RefuseForm(obligation),
    }


def undo_toast(request, obligation, at: str) -> dict | None:
    """The toast while the officer's own last act on the obligation can still be undone."""
    left = obligation.undo_seconds(request.user) if obligation else 0
    if not left:
        return None
    last = obligation.entries.order_by("-number").first()
    words = {"unit": obligation.unit, "n": obligation.task.number, "act": last.get_verb_display()}
    said = _("%(unit)s no. %(n)s: %(act)s") % words
    return {
        "said": said,
        "url": reverse("tasks:undo", args=[obligation.key]) + f"?at={at}",
        "version": obligation.version,
        "seconds": left,
    }
