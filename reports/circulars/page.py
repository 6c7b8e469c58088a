"""What the page of a circular shows, and to whom."""

from dataclasses import replace

from django.urls import reverse

from pilots.access import Action, may

from ..forms import CircularForm, IssueForm, SendBackForm
from ..models import Circular
from . import paper
from .slots import Slot


def context_of(request, one: Circular, tried: dict | None = None) -> dict:
    """The paper, the figures with where each comes from, and what this person may do with it.

    `tried` are forms that were refused; one with the name of a form of the page takes its place.
    """
    sees_all = may(request.user, Action.SEE_DASHBOARD)
    writes = one.plan.acts_for_bureau(request.user, Action.WRITE_CIRCULAR) and not one.is_issued
    issues = one.plan.acts_for_bureau(request.user, Action.ISSUE_CIRCULAR) and one.state == "submitted"
    seen = {"version": one.version}
    first = seen | {"number": one.number, "signed_on": one.signed_on or None}
    receipts = list(one.receipts.select_related("unit")) if one.is_issued else []
    own = [receipt for receipt in receipts if receipt.unit_id == request.user.unit_id]
    figures = explained(one) if sees_all else one.slots
    context = {
        "one": one,
        "paper": paper.of(one, figures),
        "figures": figures.values() if writes else (),
        "words_form": CircularForm(one) if writes else None,
        "issue_form": IssueForm(initial=first, auto_id="issue_%s")
        if issues and one.submitted_by_id != request.user.pk
        else None,
        "send_back_form": SendBackForm(initial=seen, auto_id="back_%s") if issues else None,
        "may_submit": writes and one.state == "draft",
        "may_sign": one.is_issued and not own and one.is_for(request.user),
        "receipts": receipts if sees_all else [],
        "unsigned": _unsigned(one, receipts) if one.is_issued and sees_all else [],
        "own": own,
    }
    return context | (tried or {})


def explained(one: Circular) -> dict[str, Slot]:
    """Each figure with the address where it is shown as of the day of the snapshot, and how it is made."""
    return {name: replace(slot, url=_address(one, slot)) for name, slot in one.slots.items()}


def _address(one, slot) -> str:
    query = "&".join(filter(None, [f"plan={one.plan.key}", slot.query, f"on={one.snapshot.on.isoformat()}"]))
    return f"{reverse(slot.page)}?{query}"


def _unsigned(one, receipts) -> list:
    signed = {receipt.unit_id for receipt in receipts}
    return [unit for unit in one.plan.pilots.order_by("planpilot__order") if unit.pk not in signed]
