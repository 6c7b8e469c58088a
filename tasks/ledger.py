"""The one way to change an obligation: append an entry (DESIGN §4).

Order is by number, never by time. Each entry's digest covers its own content and the digest of the
entry before it, so a changed, missing or inserted line shows. No file and no network in here.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from base import clock
from base.forms import Stale

from .models import Entry, Evidence, Obligation, Plan
from .querysets import POSITION
from .signals import entry_recorded
from .transitions import TransitionNotAllowed
from .verbs import SPEAKING

FORMAT = 1
# What a digest covers, in format 1. Never change it: add a format.
DIGESTED = (
    "format",
    "number",
    "verb",
    "recorded_at",
    "by_id",
    "by_name",
    "by_post",
    "by_unit",
    "by_unit_ref_id",
    "on_behalf",
    "text",
    "difficulty",
    "next_step",
    "document_number",
    "no_file_reason",
    "true_on",
    "asked_due_on",
    "chased_on",
    "undoes",
    "detail",
    "version",
    *POSITION,
    "previous_digest",
)


@dataclass
class Line:
    """An entry about to be appended: whose, what, by whom, the words, the changed fields."""

    obligation: Obligation
    verb: str
    by: object = None
    changes: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    evidence: Sequence[Evidence] = ()


@transaction.atomic
def append(plan: Plan, lines: Sequence[Line]) -> list[Entry]:
    """Append the lines in order and move their obligations.

    Raises Stale, or TransitionNotAllowed when a proof is gone, and then nothing is saved.

    (a) the plan's revision is the lock and the number; (b) each obligation moves only from the
    version the caller read; (c) the entries are inserted; (d) number and digest become the head.
    """
    entries = []
    for line in lines:
        number = plan.raise_revision() if not entries else plan.revision + len(entries)
        _move(line)
        entries.append(_entry(plan, line, number, entries[-1] if entries else None))
    if not entries:
        return []
    Entry.objects.bulk_create(entries)
    _settle(lines, entries)
    last = entries[-1]
    Plan.objects.filter(pk=plan.pk).update(
        revision=last.number, head_number=last.number, head_digest=last.digest, last_recorded_at=last.recorded_at
    )
    plan.refresh_from_db(fields=["revision", "head_number", "head_digest", "last_recorded_at"])
    for entry in entries:
        entry_recorded.send(Entry, entry=entry)
    return entries


def _move(line: Line) -> None:
    one = line.obligation
    rows = Obligation.objects.filter(pk=one.pk, version=one.version)
    if not rows.update(version=F("version") + 1, **line.changes):
        raise Stale(Obligation.objects.for_list().get(pk=one.pk))
    one.version += 1
    for name, value in line.changes.items():
        setattr(one, name, value)


def _entry(plan, line, number, before) -> Entry:
    previous = (before.digest, before.recorded_at) if before else (plan.head_digest, plan.last_recorded_at)
    one, by = line.obligation, line.by
    entry = Entry(
        plan=plan,
        obligation=one,
        number=number,
        verb=line.verb,
        format=FORMAT,
        version=one.version,
        recorded_at=max(clock.now(), previous[1] or clock.now()),
        previous_digest=previous[0],
        by=by,
        by_name=by.name if by else "",
        by_post=by.post if by else "",
        by_unit=by.unit.name if by else "",
        by_unit_ref=by.unit if by else None,
        **line.words,
        **{name: getattr(one, name) for name in POSITION},
    )
    entry.digest = digest_of(entry, one.key, evidence_digests(line.evidence))
    return entry


def _settle(lines, entries):
    """Tie proofs to their entries, and let a report's entry be the obligation's latest words."""
    for line, entry in zip(lines, entries, strict=True):
        _attach(line.evidence, entry)
        if line.verb in SPEAKING:
            Obligation.objects.filter(pk=line.obligation.pk).update(latest=entry)


def _attach(evidence, entry) -> None:
    """Raises TransitionNotAllowed when one of the proofs is gone: its digest is in the entry already."""
    ids = [each.pk for each in evidence]
    if ids and Evidence.objects.filter(pk__in=ids, entry__isnull=True).update(entry=entry) < len(ids):
        raise TransitionNotAllowed(
            _("A file was taken away while this was being sent. Look at the files and send again.")
        )


def evidence_digests(evidence) -> list[str]:
    """The content digests and names of proofs, in upload order."""
    return [f"{each.stored.sha256} {each.name}" for each in sorted(evidence, key=lambda each: each.pk)]


def digest_of(entry: Entry, obligation_key, evidence: list[str]) -> str:
    """The sha256 over the entry's canonical JSON."""
    content = {name: _plain(getattr(entry, name)) for name in DIGESTED}
    content |= {"obligation": str(obligation_key), "evidence": evidence}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value):
    if isinstance(value, datetime):
        return int(value.astimezone(UTC).timestamp() * 1_000_000)
    return value.isoformat() if isinstance(value, date) else value


def faults(plan: Plan) -> Iterator[str]:
    """Replay the plan's ledger and name each line that does not fit, and each present that differs."""
    previous, last, latest = "", None, {}
    plan.refresh_from_db()
    entries = plan.entries.order_by("number").select_related("obligation").prefetch_related("evidence__stored")
    for entry in entries.iterator(chunk_size=1000):
        digest = digest_of(entry, entry.obligation.key, evidence_digests(entry.evidence.all()))
        if entry.previous_digest != previous:
            yield f"{entry.number}: does not follow the line before it"
        if entry.digest != digest:
            yield f"{entry.number}: content differs from its digest"
        before = latest.get(entry.obligation_id)
        if entry.version != (before.version + 1 if before else 1):
            yield f"{entry.number}: version {entry.version} does not follow"
        previous, last = entry.digest, entry
        latest[entry.obligation_id] = entry
    if (plan.head_number, plan.head_digest) != ((last.number, last.digest) if last else (0, "")):
        yield "head: the plan's head is not the last line"
    yield from _presents_that_differ(plan, latest)


def _presents_that_differ(plan, latest):
    for one in plan.obligations.order_by("pk"):
        entry = latest.get(one.pk)
        if entry is None or any(getattr(one, name) != getattr(entry, name) for name in ("version", *POSITION)):
            yield f"obligation {one.key}: its present differs from its ledger"
