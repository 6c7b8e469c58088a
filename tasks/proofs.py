"""Proof files on their way: taken in, pending with their uploader, taken along by a report."""

from base import clock, files

from .models import Evidence


def stage(obligation, officer, uploads) -> tuple[list[Evidence], list[tuple[str, str]]]:
    """Take the uploads in as the officer's pending proofs; returns them, and (name, sentence) of the refused.

    Call it outside a transaction: a file is checked in the cage before its row is written.
    """
    staged, refusals = [], []
    for upload in uploads:
        try:
            staged.append(_pending(obligation, officer, upload))
        except files.FileRefused as refused:
            refusals.append((files.safe_name(upload.name), refused.sentence))
    return staged, refusals


def _pending(obligation, officer, upload) -> Evidence:
    stored = files.take_in(upload, name=upload.name)
    return Evidence.objects.create(
        obligation=obligation,
        stored=stored,
        name=files.safe_name(upload.name),
        uploaded_by=officer,
        uploaded_at=clock.now(),
    )


def pending(obligation, officer, keys=None) -> list[Evidence]:
    """The officer's pending proofs on the obligation; only those named by `keys`, where given."""
    waiting = obligation.evidence.pending_of(officer).select_related("stored")
    return list(waiting if keys is None else waiting.filter(key__in=keys))


def drop_pending(proofs) -> int:
    """Remove those that no report has taken along, were it a moment ago; returns how many."""
    # One table and no joins: PostgreSQL then asks again for the entry when a report had the row locked.
    return Evidence.objects.filter(pk__in=[each.pk for each in proofs], entry__isnull=True).delete()[0]
