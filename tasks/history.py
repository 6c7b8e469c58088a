"""The ledger of one obligation as people read it: newest first, undone lines marked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from .leading import Way
from .loading.fields import FIELD_LABELS
from .looks import AFTER, Look
from .models import Entry, Evidence
from .states import State, Verb

_LOUD = Look("over", "bar", "", "")
_TRUE_ON = {Verb.REPORT: gettext_lazy("As of"), Verb.SPOT_CHECK: gettext_lazy("Checked on")}


@dataclass(frozen=True)
class Line:
    """One entry, how it is drawn, whether it was undone, its facts as (label, value) pairs, what it is marked as."""

    entry: Entry
    look: Look
    undone: bool
    facts: list
    evidence: list
    practice: object = None

    @property
    def title(self) -> str:
        return self.entry.get_verb_display()

    @property
    def speaks(self) -> bool:
        return self.entry.speaks


def lines_of(obligation, day: date | None = None) -> list[Line]:
    """All lines of the obligation, newest first, with their proofs: two queries.

    With a day those that were there at its end.
    """
    return lines_by([obligation], day).get(obligation.pk, [])


def lines_by(obligations, day: date | None = None) -> dict[int, list[Line]]:
    """The same of several obligations by the id of each, by as many queries."""
    entries = Entry.objects.filter(obligation__in=obligations).recorded_by(day).order_by("-number")
    entries = list(entries.prefetch_related(Prefetch("evidence", Evidence.objects.select_related("stored"))))
    undone = {(entry.plan_id, entry.undoes) for entry in entries if entry.undoes}
    found: dict[int, list[Line]] = {}
    for entry in entries:
        line = _line(entry, (entry.plan_id, entry.number) in undone)
        found.setdefault(entry.obligation_id, []).append(line)
    return found


def _line(entry, undone) -> Line:
    look = _LOUD if entry.verb == Verb.CHASE or entry.failed_check else AFTER[State(entry.state)]
    return Line(entry, look, undone, list(_facts(entry)), list(entry.evidence.all()))


def _facts(entry):
    yield from ((label, value) for label, value in _columns(entry) if value)
    detail = entry.detail
    if entry.verb == Verb.GRANT_EXTENSION:
        yield _("Deadline"), _day(entry.due_on)
    if entry.verb == Verb.SPOT_CHECK:
        yield _("How it was checked"), Way(detail["way"]).label
        yield _("What was found"), found(entry)
    if detail.get("lead_department"):
        yield _("Department in charge"), detail["lead_department"]
    if detail.get("handler"):
        yield _("Person in charge"), detail["handler"]
    if detail.get("preset"):
        yield _("Reason"), detail["preset"]
    if detail.get("figure"):
        yield _("Figure"), _figure(detail)
    if entry.short_reason:
        yield _("Sent below the floor, because"), entry.short_reason
    if detail.get("open"):
        yield _("Open checkpoints"), "；".join(detail["open"])
    if detail.get("document"):
        yield _("By document"), detail["document"]
    yield from _changed(detail.get("changed", {}))


def found(entry) -> str:
    """What a spot check found, in words."""
    return pgettext("spot check", "does not hold") if entry.failed_check else pgettext("spot check", "holds")


def _changed(fields):
    """What a document changed in the row; a changed day says what its wording says."""
    for name, (before, after) in fields.items():
        if name != "deadline_wording" or "due_on" not in fields:
            yield FIELD_LABELS[name], f"{before or '—'} → {after or '—'}"


def _columns(entry):
    return (
        (_("Difficulties"), entry.difficulty),
        (_("Next step"), entry.next_step),
        (_("Document number"), entry.document_number),
        (_("No file, because"), entry.no_file_reason),
        (_TRUE_ON.get(entry.verb, gettext_lazy("Done on")), _day(entry.true_on)),
        (_("Answer by") if entry.verb == Verb.INSTRUCT else _("Extend to"), _day(entry.asked_due_on)),
    )


def _figure(detail) -> str:
    floor = detail.get("floor")
    return _("%(figure)s (floor %(floor)s)") % detail if floor else detail["figure"]


def _day(value) -> str:
    return date_format(value, _("j F Y")) if value else ""
