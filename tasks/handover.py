"""What moves when an officer's work is handed over: words and files not sent yet, and obligations in hand."""

from .drafts import joined
from .models import Draft, Evidence, Obligation
from .states import OPEN


def move_work(giver, taker) -> int:
    """Move drafts, pending proofs and the open obligations in the giver's charge; returns how many."""
    return _move_drafts(giver, taker) + _move_proofs(giver, taker) + _move_charge(giver, taker)


def _move_drafts(giver, taker) -> int:
    drafts = list(Draft.objects.filter(officer=giver))
    own = {draft.obligation_id: draft for draft in Draft.objects.filter(officer=taker)}
    for draft in drafts:
        if draft.obligation_id in own:
            _join(own[draft.obligation_id], draft)
        else:
            draft.officer = taker
            draft.save(update_fields=["officer"])
    return len(drafts)


def _join(kept: Draft, came: Draft) -> None:
    """Both had begun on the same obligation: the taker's draft takes the other in."""
    kept.words = joined(kept.words, came.words)
    kept.save(update_fields=["words"])
    came.delete()


def _move_proofs(giver, taker) -> int:
    return Evidence.objects.pending_of(giver).update(uploaded_by=taker)


def _move_charge(giver, taker) -> int:
    """Through the ledger, as a line of nobody's own that says from whom to whom."""
    charge = Obligation.objects.for_list().filter(handler=giver, unit=taker.unit, state__in=OPEN)
    for obligation in charge:
        obligation.hand_to(taker)
    return len(charge)
