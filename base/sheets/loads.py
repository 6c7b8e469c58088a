"""A load's life: files taken in, read, compared, answered, confirmed in one transaction, or put aside."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from base import audit, clock
from base.files.names import safe_name
from base.forms import Refused, Stale
from base.models import SheetLoad

from . import answers, kept, taking
from .comparing import compare, counts
from .ledgers import Ledger, opened
from .rows import Outcome, Row

State = SheetLoad.State
# About 1,500 rows of a ledger: read while the person waits.
READ_AT_ONCE = 256 * 1024
PATIENCE = timedelta(seconds=10)
LEASE = timedelta(seconds=150)
KEPT_FOR = timedelta(days=30)


def open_load(ledger: Ledger, uploads, *, by) -> SheetLoad:
    """Take files in for a ledger; small ones are read at once, others by a worker. Call it outside a transaction."""
    load = SheetLoad.objects.create(
        ledger=ledger.name,
        place=ledger.place,
        names=[safe_name(upload.name) for upload in uploads],
        found={"language": get_language(), "files": [], "sheets": []},
        by=by,
        created_at=timezone.now(),
    )
    if taking.keep(load, uploads) <= READ_AT_ONCE:
        take_in(load.pk, ledger)
    else:
        _ring(load)
    load.refresh_from_db()
    return load


def take_in(pk: int, ledger: Ledger | None = None) -> bool:
    """Read and compare a load that nobody else is reading; False when somebody does, or it is read already."""
    if not SheetLoad.objects.filter(pk=pk).unclaimed(timezone.now() - LEASE).update(taken_at=timezone.now()):
        return False
    load = SheetLoad.objects.select_related("by").get(pk=pk)
    with override(load.found["language"]):
        ledger = ledger or opened(load.ledger, load.by, load.place, write=True)
        found = taking.read_files(load, ledger)
        _keep_compared(load, found.facts(), compare(ledger, found.rows))
    taking.clear(load)
    return True


def read_overdue(load: SheetLoad) -> None:
    """Read a load for which no worker came within PATIENCE: the person is waiting for it."""
    if load.taken_at or timezone.now() - load.created_at > PATIENCE:
        take_in(load.pk)
        load.refresh_from_db()


@transaction.atomic
def answer(load: SheetLoad, ledger: Ledger, given: answers.Given) -> None:
    """Keep what a person answered and compare again. Raises Refused when the load was decided meanwhile."""
    _hold(load)
    rows = kept.rows_of(load)
    answers.merge(given, load, rows)
    _keep_again(load, compare(ledger, rows))


@transaction.atomic
def compare_again(load: SheetLoad, ledger: Ledger) -> None:
    """Put a waiting load beside the ledger as it stands now."""
    _hold(load)
    _keep_again(load, compare(ledger, kept.rows_of(load)))


def confirm(*, load: SheetLoad, ledger: Ledger, by, on, version: int | None = None, request=None) -> None:
    """Write the rows without fault into the ledger, inside the caller's transaction.

    Compared once more: raises Stale when the rows would no longer do what the person saw, Refused when the
    load was already decided or the ledger refuses it.
    """
    _claim(load, version)
    ledger.hold()
    rows = compare(ledger, kept.rows_of(load))
    if kept.differs(load, rows):
        raise Stale(load)
    changes = _write(ledger, rows, load, by=by, on=on)
    if can_take_back(ledger):
        kept.written(load, changes)
    record(ledger, counts(rows), by=by, request=request, file=load.names)


def discard(load: SheetLoad) -> None:
    """Put a load aside; nothing was changed by it."""
    if SheetLoad.objects.filter(pk=load.pk, state__in=(State.WAITING, State.READING)).update(state=State.DISCARDED):
        taking.clear(load)


def take_back(*, load: SheetLoad, ledger: Ledger, by, on, version: int | None = None, request=None) -> None:
    """Undo a load as a whole. Raises Refused when it is not in force, or somebody has changed its rows since."""
    claimed = SheetLoad.objects.filter(pk=load.pk, state=State.APPLIED).update(state=State.TAKEN_BACK)
    if not claimed or not can_take_back(ledger):
        raise Refused(_("This load cannot be taken back."))
    ledger.hold()
    ledger.take_back(kept.written_rows(load), by=by, on=on)
    record(ledger, {}, by=by, request=request, file=load.names, taken_back=True)


def said(load: SheetLoad) -> str:
    """What confirming did, in words."""
    taken = {"new": load.counts["new"], "changed": load.counts["changed"], "refused": load.counts["refused"]}
    if taken["refused"]:
        return _("Taken in: %(new)d new, %(changed)d changed. %(refused)d refused rows were left out.") % taken
    return _("Taken in: %(new)d new, %(changed)d changed.") % taken


def can_take_back(ledger: Ledger) -> bool:
    """Whether the ledger knows how to undo a load."""
    return hasattr(ledger, "take_back")


def record(ledger: Ledger, tally: dict, *, by, request=None, **detail) -> None:
    """Tell the audit log what went into a ledger: counts, no content."""
    told = {"added": tally.get("new"), "changed": tally.get("changed"), "unchanged": tally.get("unchanged")}
    told = {name: count for name, count in told.items() if count is not None}
    what = f"{ledger.whose} {ledger.title}".strip()
    audit.record(audit.Act.SHEET_LOAD, by=by, request=request, what=what, **told, **detail)


def sweep() -> int:
    """Remove what is older than KEPT_FOR: rows of people are not kept for nothing. Return how many loads went."""
    old = SheetLoad.objects.older_than(timezone.now() - KEPT_FOR)
    gone = old.count()
    old.delete()
    return gone


def _ring(load: SheetLoad) -> None:
    from base.jobs import read_sheet  # the jobs import this module

    def ring():
        # Without a second attempt: who waits for the page reads the files if no worker does.
        read_sheet.apply_async((load.pk,), retry_policy={"max_retries": 0})

    transaction.on_commit(ring, robust=True)


@transaction.atomic
def _keep_compared(load: SheetLoad, facts: dict, rows: list[Row]) -> None:
    load.found, load.counts = {**load.found, **facts}, counts(rows)
    reading = SheetLoad.objects.filter(pk=load.pk, state=State.READING)
    # Put aside meanwhile: then nothing of it is kept.
    if reading.update(found=load.found, counts=load.counts, state=State.WAITING):
        load.rows.all().delete()
        kept.store(load, rows)


def _keep_again(load: SheetLoad, rows: list[Row]) -> None:
    kept.renew(load, rows)
    SheetLoad.objects.filter(pk=load.pk).update(counts=counts(rows))
    load.refresh_from_db()


def _hold(load: SheetLoad) -> None:
    """Lock the load for this transaction, and let whoever looks at it know that it moved."""
    if not SheetLoad.objects.filter(pk=load.pk, state=State.WAITING).update(version=F("version") + 1):
        raise Refused(_("This load was already decided."))


def _claim(load: SheetLoad, version: int | None) -> None:
    seen = load.version if version is None else version
    waiting = SheetLoad.objects.filter(pk=load.pk, state=State.WAITING, version=seen)
    if not waiting.update(state=State.APPLIED, applied_at=clock.now()):
        load.refresh_from_db()
        raise Stale(load) if load.state == State.WAITING else Refused(_("This load was already decided."))


def _write(ledger: Ledger, rows: list[Row], load, *, by, on) -> list[Row]:
    changes = [row for row in rows if row.outcome in (Outcome.NEW, Outcome.CHANGED)]
    if not changes:
        raise Refused(_("Nothing in these files would change the ledger."))
    try:
        with transaction.atomic():
            ledger.apply(changes, by=by, on=on)
    except IntegrityError as error:
        # Somebody wrote the same at the same moment: comparing again shows it.
        raise Stale(load) from error
    return changes
