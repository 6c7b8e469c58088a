"""What the base typed: the fields of a line, and what is written beside the lines. Each is counted once."""

from django.db.models import CharField, Count, Q, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from alerts.models import Notice
from tasks.models import JointMeeting, MeetingDecision, ProblemStep
from tasks.problem_rules import ProblemVerb

# The fields of a line that a person types; a day that stands there already is not one.
FIELDS = {
    "text": _("progress, reasons, replies"),
    "difficulty": _("difficulties"),
    "next_step": _("next steps"),
    "document_number": _("document numbers"),
    "no_file_reason": _("reasons for no file"),
    "short_reason": _("reasons for sending below the floor"),
    "lead_department": _("departments in charge"),
    "true_on": _("days on which it was done"),
    "asked_due_on": _("days asked for"),
}
# What is written beside the lines.
BESIDE = {
    "notices": _("answers to notices"),
    "problems": _("words on problems"),
    "meetings": _("joint meetings"),
    "decisions": _("decisions of joint meetings"),
}
# These stand in a line's detail, the others in columns of their own.
_IN_DETAIL = ("short_reason", "lead_department")
_DAYS = {
    "true_on": Q(true_on__lt=TruncDate("recorded_at")),
    "asked_due_on": Q(asked_due_on__isnull=False),
}
# The pilot's own steps; at a meeting its words are the decisions.
_OWN_STEPS = (ProblemVerb.CONFIRM, ProblemVerb.REOPEN)


def counted(lines):
    """Lines grouped by the caller's `values`, with the number of those that fill each of FIELDS."""
    return lines.annotate(**{name: Count("pk", filter=_filled(name)) for name in FIELDS})


def readable(lines):
    """Lines with what `counted` looks for in their details."""
    said = {f"said_{name}": Coalesce(KT(f"detail__{name}"), Value(""), output_field=TextField()) for name in _IN_DETAIL}
    return lines.alias(**said)


def _filled(name) -> Q:
    return _DAYS.get(name) or ~Q(**{f"said_{name}" if name in _IN_DETAIL else name: ""})


def beside(units, month) -> list[tuple]:
    """(unit, which of BESIDE, how many) for what the units' own people wrote in the month; one query."""
    first, *others = (
        rows.order_by()
        .values(unit)
        .annotate(which=Value(which, output_field=CharField()), n=Count("pk"))
        .values_list(unit, "which", "n")
        for which, unit, rows in _written(list(units), month)
    )
    return list(first.union(*others, all=True))


def _written(units, month) -> list[tuple]:
    """(which, path to the unit, rows): by their rules nobody but the unit's own people writes these."""
    steps = ProblemStep.objects.filter(Q(verb=ProblemVerb.RAISE) | (Q(verb__in=_OWN_STEPS) & ~Q(text="")))
    found = [
        ("notices", "alert__obligation__", "answered_at", Notice.objects.all()),
        ("problems", "problem__", "recorded_at", steps),
        ("meetings", "", "recorded_at", JointMeeting.objects.all()),
        ("decisions", "meeting__", "meeting__recorded_at", MeetingDecision.objects.all()),
    ]
    return [(which, f"{path}unit", _within(rows, path, at, units, month)) for which, path, at, rows in found]


def _within(rows, path, at, units, month):
    start, end = month.bounds
    rows = rows.filter(**{f"{path}unit__in": units, f"{path}plan__withdrawn_at__isnull": True})
    return rows.filter(**{f"{at}__gte": start, f"{at}__lt": end})
