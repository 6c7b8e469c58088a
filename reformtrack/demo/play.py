"""Playing the story: each act through its verb, at its moment."""

from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile

from base import clock, files
from pilots.models import Unit
from tasks import loading
from tasks.models import Draft, Evidence, Obligation, Plan

from . import coordinating, helping, ledgers, telling
from .days import Days, aware, moment
from .people import open_accounts
from .proofs import page, photo
from .story import LOADED, STARTED_BY_LEDGER, Act, Story
from .words import DRAFT, ROWS

NOTICE = "notice-2020-29.docx"


class NotEmpty(Exception):
    """There are units or plans already: the demo would mix with real work."""


def play() -> Plan:
    """Load the notice and live through it up to the demo's day. Raises NotEmpty."""
    if Plan.objects.exists() or Unit.objects.exists():
        raise NotEmpty
    with clock.at(aware(LOADED)):
        plan, officers = _load()
    units = {unit.key: unit for unit in Unit.objects.all()}
    rows = {(one.unit.key, one.task.number): one for one in Obligation.objects.for_list()}
    for each in _story(units):
        with clock.at(aware(each.at)):
            if isinstance(each, Act):
                _do(each, rows[each.unit, each.row], officers[each.who])
            else:
                each.live(units[each.unit], officers)
    _leave_draft(rows, officers)
    plan.refresh_from_db()
    return plan


def _story(units) -> list:
    """Acts on obligations and steps beside them, oldest first; where both fall together the act comes first."""
    days = Days()
    acts = Story(units, days).acts()
    beside = [*ledgers.steps(units, acts, days), *helping.steps(), *coordinating.steps(units, acts, days)]
    beside += telling.steps(units, days)
    return sorted([*acts, *beside], key=lambda each: (each.at, each.unit))


def _load():
    path = settings.BASE_DIR / "fixtures" / NOTICE
    notice = loading.read_notice(path, NOTICE)
    data = loading.data_for(notice, None)
    loading.ensure_units(notice, data)
    officers = open_accounts()
    load = loading.open_load(notice, NOTICE, by=officers["admin"], data=data)
    loading.apply(load, by=officers["admin"])
    return load.plan, officers


def _do(act: Act, one: Obligation, by) -> None:
    if (act.unit, act.row) in STARTED_BY_LEDGER:
        one.refresh_from_db(fields=["state", "version", "latest"])
    words = dict(act.words)
    if act.proofs:
        words["evidence"] = [_prove(act, one, by, name) for name in ROWS[act.row].proofs[: act.proofs]]
    if act.verb == "assign":
        words["handler"] = by
    if act.verb == "sign_off":
        words["ticks"] = [point.pk for point in one.task.checkpoints.all() if point.kind == point.Kind.MANUAL]
    getattr(one, act.verb)(by=by, on=act.at.date(), version=one.version, **words)


def _prove(act: Act, one: Obligation, by, name: str) -> Evidence:
    if name.endswith(".jpg"):
        content = photo(one.unit.name, name, act.at - timedelta(hours=7))
    else:
        content = page(one.unit.name, name, act.words["document_number"], act.words["text"])
    stored = files.take_in(ContentFile(content), name=name)
    return Evidence.objects.create(obligation=one, stored=stored, name=name, uploaded_by=by, uploaded_at=clock.now())


def _leave_draft(rows, officers) -> None:
    unit, row, at, text = DRAFT
    Draft.objects.create(
        obligation=rows[unit, row], officer=officers[unit], words={"text": text}, saved_at=aware(moment(at))
    )
