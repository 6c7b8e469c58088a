"""What the page of one obligation shows, for the county and for the bureau."""

from dataclasses import replace

from django.urls import reverse

from pilots.access import Action, may_on

from .. import asking
from ..board import row_of
from ..checkpoints import figures_of, met
from ..forms.practices import MarkForm
from ..forms.reporting import AssignForm, CommentForm, ExtensionForm, ReasonForm, WordsForm
from ..history import lines_of
from ..instructions import paired
from ..models import Practice
from ..panels import panels
from ..parts import clauses_of, numbers_of, points_of
from ..states import OPEN, REPORTABLE, State, Verb
from .deciding import review_context
from .looking import lead_context
from .there import there_of


def page_url(obligation) -> str:
    return reverse("tasks:obligation", args=[obligation.key])


def page_context(request, obligation, asof, **tried) -> dict:
    """Facts, source, history, and today the forms; a past day is for reading alone.

    `tried` are refused forms by the name of their place on the page.
    """
    there, on = there_of(request.user, obligation), asof.on
    lines = _marked(request.user, obligation, lines_of(obligation, asof.day), asof, there)
    points = points_of(obligation.task, obligation.plan)
    figures = figures_of(obligation, on, points)
    figure = figures.get(obligation.task.measure)
    instructions = paired((line.entry for line in lines if not line.undone), on)
    return {
        "obligation": obligation,
        "on": on,
        "asof": asof.within([obligation.plan], [obligation.task], ()),
        "row": row_of(obligation, on, figure),
        "lines": lines,
        "instructions": instructions[::-1],
        "reports": sum(line.speaks and not line.undone for line in lines),
        "submission": _submission(obligation, lines),
        "returned": _returned(obligation, lines),
        "clauses": clauses_of(obligation.task, obligation.plan),
        "points": _points(obligation, lines, points, figures, asof.day),
        "figure": figure,
        "neighbours": _neighbours(obligation),
        "panels": panels("obligation", request, obligation, asof),
        "own": may_on(request.user, Action.REPORT, obligation.unit),
        "practices": [line.practice for line in lines if line.practice and not line.undone],
        **({} if asof.past else _acts(request, obligation, on, lines, figures, instructions, there)),
        **tried,
        "tried": next(iter(tried.values()), None),
    }


def _acts(request, obligation, on, lines, figures, instructions, there) -> dict:
    """What this person may do here today, and the forms for it."""
    extensions = _extensions(obligation, there)
    return {
        "undo": _undo(request, obligation, lines),
        **_rights(request.user, obligation, lines),
        **_practices(request.user, obligation, lines),
        **extensions,
        "asking": asking.before(request, obligation, figures.get(obligation.task.measure), _proofs(lines), on),
        **_forms(request, obligation, on, lines, figures.get(obligation.task.measure), there),
        **review_context(request, obligation, on, figures, extensions["waiting_extension"]),
        **lead_context(request.user, obligation, on, instructions, there["followed"]),
    }


def _proofs(lines) -> int:
    """How many proofs the reports bear that nobody took back."""
    return sum(len(line.evidence) for line in lines if not line.undone)


def _rights(officer, obligation, lines) -> dict:
    """What this person may do here now. Pages ask these names and nothing else."""
    unit, state = obligation.unit, obligation.state
    own = may_on(officer, Action.REPORT, unit)
    return {
        "may_report": own and state in REPORTABLE,
        "on_behalf": not own and may_on(officer, Action.REPORT_FOR, unit) and state in REPORTABLE,
        "may_start": own and state == State.NOT_STARTED,
        "may_assign": own and state in OPEN,
        "may_withdraw": own and _withdrawable(obligation, officer, lines),
        "may_extend": own and state in OPEN and obligation.due_on is not None,
        "may_pass_on": may_on(officer, Action.PASS_ON, unit) and state == State.COUNTY_REVIEW,
        "may_comment": may_on(officer, Action.COMMENT, unit) and state != State.CANCELLED,
        "may_chase": not own and may_on(officer, Action.CHASE, unit) and state in (*REPORTABLE, State.COUNTY_REVIEW),
    }


def _forms(request, obligation, on, lines, figure, there) -> dict:
    last = next((line.entry for line in lines if line.speaks and not line.undone), None)
    again = last if "again" in request.GET else None
    report_form = WordsForm.opened(obligation, request.user, on, again, drafted=there["drafted"])
    report_form.figure = figure
    if not there["staged"]:
        report_form.pending = []
    return {
        "report_form": report_form,
        "last_words": last,
        "comment_form": CommentForm(auto_id="comment_%s"),
        "extension_form": ExtensionForm(initial={"version": obligation.version}, auto_id="extension_%s"),
        "assign_form": AssignForm(obligation),
        "reason_form": ReasonForm(initial={"version": obligation.version}, auto_id="reason_%s"),
    }


def _extensions(obligation, there) -> dict:
    asked = list(obligation.extensions.select_related("requested_by")) if there["extended"] else []
    return {
        "waiting_extension": next((one for one in asked if one.state == one.State.WAITING), None),
        "extensions_used": sum(one.state != one.State.WITHDRAWN for one in asked),
    }


def _marked(officer, obligation, lines, asof, there) -> list:
    """The lines, each with the practice it is marked as; one query, none where none is."""
    if not there["practised"]:
        return lines
    found = Practice.objects.visible_to(officer).filter(entry__obligation=obligation).marked_on(asof.day)
    practices = {practice.entry_id: practice for practice in found}
    return [replace(line, practice=practices.get(line.entry.pk)) for line in lines]


def _practices(officer, obligation, lines) -> dict:
    """What is proposed or published of this page's reports, and the form to mark another."""
    standing = [line for line in lines if line.speaks and not line.undone and line.entry.text]
    left = [line.entry for line in standing if line.practice is None]
    may_mark = bool(left) and obligation.may_mark_practices(officer)
    return {
        "may_rule": obligation.plan.acts_for_bureau(officer, Action.PUBLISH_PRACTICE),
        "mark_form": MarkForm(obligation, left) if may_mark else None,
    }


def _withdrawable(obligation, officer, lines) -> bool:
    if obligation.state not in (State.SUBMITTED, State.COUNTY_REVIEW):
        return False
    sendings = [line.entry for line in lines if line.entry.verb in (Verb.SUBMIT, Verb.PASS_ON) and not line.undone]
    sent = sendings[0] if sendings else None
    return bool(sent) and (sent.by_id == officer.pk or obligation.has_lost(sent.by))


def _submission(obligation, lines):
    """The submission that was sent or closed out, with the proofs of all standing reports."""
    if obligation.state not in (State.SUBMITTED, State.COUNTY_REVIEW, State.DONE):
        return None
    standing = [line for line in lines if line.speaks and not line.undone]
    sent = next((line for line in standing if line.entry.verb == Verb.SUBMIT), None)
    return sent and {"line": sent, "proofs": [each for line in standing for each in line.evidence]}


def _returned(obligation, lines):
    """The return that the county has to answer."""
    if obligation.state != State.RETURNED:
        return None
    return next((line.entry for line in lines if line.entry.verb == Verb.RETURN and not line.undone), None)


def _points(obligation, lines, points, figures, day) -> list:
    """(checkpoint, True, False or None): a manual one is open until a reviewer ticked it at close-out."""
    closing = next((line.entry for line in lines if line.entry.verb == Verb.SIGN_OFF and not line.undone), None)
    done = obligation.state == State.DONE and closing
    ticks = set(closing.detail.get("ticks", ())) if done else set()
    return [
        (point, None if point.kind == point.Kind.MANUAL and not done else met(point, obligation, ticks, figures, day))
        for point in points
    ]


def _neighbours(obligation) -> dict:
    """The row before and the row after among the unit's obligations of the plan."""
    rows = numbers_of(obligation.unit, obligation.plan)
    at = next(n for n, (key, _number) in enumerate(rows) if key == obligation.key)
    return {"before": rows[at - 1] if at else None, "after": rows[at + 1] if at + 1 < len(rows) else None}


def _undo(request, obligation, lines):
    """The toast while the person's own last act can still be undone."""
    last = lines[0].entry if lines else None
    if last is None or last.by_id != request.user.pk or not last.still_new:
        return None
    left = obligation.undo_seconds(request.user)
    toast = {
        "said": last.get_verb_display(),
        "url": reverse("tasks:undo", args=[obligation.key]),
        "version": obligation.version,
        "seconds": left,
    }
    return toast if left else None
