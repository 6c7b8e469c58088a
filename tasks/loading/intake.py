"""Taking a notice file in: read it in the cage, find its plan, keep what was read for confirming."""

from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from base import cage, clock
from base.models import WorkingDay
from pilots.models import Unit
from tasks.models import Plan, PlanLoad
from tasks.reading import Notice, ReadingError
from tasks.reading_texts import error_text

from .changes import Changes, compare
from .plandata import plan_data
from .refusal import LoadRefused
from .rows import AS_ISSUED


def read_notice(path: str | Path, name: str) -> Notice:
    """Read a file in the cage: no bomb reaches this process. Raises LoadRefused with a sentence."""
    differing = dict.fromkeys((True, False), ())
    for working in differing:
        days = WorkingDay.objects.filter(working=working).values_list("day", flat=True)
        differing[working] = [day.isoformat() for day in days]
    units = Unit.objects.counties().active().values_list("name", flat=True)
    try:
        read = cage.run(
            "tasks.reading:read_file",
            str(Path(path).resolve()),
            name,
            known_units=list(units),
            days_on=differing[True],
            days_off=differing[False],
            allowed=(ReadingError,),
            seconds=5,
            memory_mib=300,
        )
    except ReadingError as error:
        raise LoadRefused(error_text(error)) from error
    except cage.CageFailed as error:
        raise LoadRefused(
            _(
                "“%(name)s” asks for more work than any notice needs, and was not read. "
                "Save the table in a new file and load that."
            )
            % {"name": name}
        ) from error
    return Notice.from_dict(read)


def plan_for(notice: Notice, number: str = "") -> Plan | None:
    """The plan the notice belongs to: by the number given, by its own, or the only one there is."""
    wanted = number or notice.document_number
    if wanted:
        return Plan.objects.current().filter(document_number=wanted).first()
    plans = list(Plan.objects.current()[:2])
    if len(plans) > 1:
        raise LoadRefused(_("The file does not say which notice it belongs to. Name the document number."))
    return plans[0] if plans else None


def data_for(notice: Notice, plan: Plan | None, number: str = "") -> dict:
    """The plan data that goes with the notice; {} when none is kept."""
    known = plan.document_number if plan else number or notice.document_number
    return plan_data(known, notice.title)


def open_load(notice: Notice, name: str, *, by=None, plan=None, data=None, number="") -> PlanLoad:
    """Keep what was read, to be confirmed. Rulings start from what stands, else from the plan data."""
    last = plan.loads.filter(state=PlanLoad.State.APPLIED).first() if plan else None
    thresholds = (data or {}).get("thresholds", {})
    rulings = (
        {**last.rulings, "year_reminder": plan.year_reminder}
        if last
        else {
            "rest_day": thresholds.get("rest_days", AS_ISSUED),
            "year_reminder": thresholds.get("year_reminder", False),
        }
    )
    return PlanLoad.objects.create(
        plan=plan,
        number=number,
        name=name,
        digest=notice.digest,
        read=notice.as_dict(),
        rulings=rulings,
        by=by,
        created_at=clock.now(),
    )


def discard(load: PlanLoad) -> None:
    """Put a waiting load aside."""
    PlanLoad.objects.filter(pk=load.pk, state=PlanLoad.State.WAITING).update(state=PlanLoad.State.DISCARDED)


def rehearse(notice: Notice, plan: Plan | None, data: dict) -> Changes:
    """What loading would change; nothing is kept."""
    with transaction.atomic():
        ensure_units(notice, data)
        rulings = open_load(notice, "", plan=plan, data=data).rulings
        changes = compare(notice, plan, data, rulings)
        transaction.set_rollback(True)
    return changes


def ensure_units(notice: Notice, data: dict) -> int:
    """On an empty installation, the units that the plan data comes with; returns how many were added."""
    if not data.get("units_fixture") or Unit.objects.exists():
        return 0
    call_command("loaddata", data["units_fixture"], verbosity=0)
    return Unit.objects.count()
