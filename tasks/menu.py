"""The app's entries in the menu, registered in TasksConfig.ready(): whom each is for, what waits there."""

from django.utils.translation import gettext_lazy as _

from base import fresh, nav
from pilots.access import Action, Reach, may, reach_of

_VERBS = (
    "start",
    "report",
    "submit",
    "withdraw",
    "undo",
    "assign",
    "comment",
    "request_extension",
    "withdraw_extension",
    "pass_on",
    "send_back",
    "mark_practice",
    "follow",
    "unfollow",
    "instruct",
    "answer_instruction",
    "spot_check",
)
_RULINGS = ("practice_publish", "practice_decline", "practice_take_back")
_OF_PROBLEMS = (
    "problem",
    "problem_new",
    "problem_take",
    "problem_refer",
    "problem_answer",
    "problem_close",
    "problem_confirm",
    "problem_reopen",
    "meetings",
    "meeting_new",
    "meeting",
    "decision_done",
)
_OF_DISPATCHES = ("dispatch", "dispatch_new", "dispatch_amend", "dispatch_done", "practices", *_RULINGS)
# A refused form is shown at its verb's address.
_OF_ONE = tuple(f"tasks:{name}" for name in ("obligation", "unit", *_VERBS))


def register() -> None:
    """Add the entries. A count is only work that waits for this person."""
    fresh.register("revisions", _revisions)
    nav.register(
        "workbench",
        _("Workbench"),
        "tasks:workbench",
        order=10,
        key="h",
        roles=_works_for_a_unit,
        count=_instructions_for,
    )
    nav.register(
        "county_review",
        _("County review"),
        "tasks:county_review",
        order=15,
        roles=_reviews_for_the_county,
        count=_waiting_in_the_county,
    )
    nav.register(
        "review",
        _("Verify"),
        "tasks:review",
        order=20,
        key="v",
        count=_waiting_for_verification,
        roles=lambda officer: may(officer, Action.REVIEW) or may(officer, Action.SIGN_OWN),
        covers=("tasks:review_item", "tasks:review_extensions"),
    )
    nav.register(
        "obligations",
        _("Obligations"),
        "tasks:obligations",
        order=30,
        key="t",
        roles=lambda officer: may(officer, Action.SEE),
        covers=_OF_ONE,
    )
    nav.register(
        "plans",
        _("Task table"),
        "tasks:plans",
        order=80,
        roles=lambda officer: may(officer, Action.SEE_PLAN),
        covers=("tasks:plan", "tasks:plan_text", "tasks:plan_upload", "tasks:plan_load"),
    )
    _register_help()
    _register_leading()


def _register_help() -> None:
    """What the bureau does for its pilots."""
    nav.register(
        "problems",
        _("Problems"),
        "tasks:problems",
        order=35,
        roles=lambda officer: may(officer, Action.SEE),
        count=_problems_for,
        covers=tuple(f"tasks:{name}" for name in _OF_PROBLEMS),
    )
    nav.register(
        "dispatches",
        _("Dispatches"),
        "tasks:dispatches",
        order=60,
        roles=lambda officer: may(officer, Action.SEE),
        covers=tuple(f"tasks:{name}" for name in _OF_DISPATCHES),
    )


def _revisions():
    from .models import Plan

    return Plan.objects.revisions()


def _register_leading() -> None:
    """What somebody at the bureau keeps an eye on."""
    nav.register(
        "following",
        _("Following"),
        "tasks:following",
        order=37,
        roles=lambda officer: may(officer, Action.FOLLOW),
        covers=("tasks:instructions", "tasks:spot_checks"),
    )


def _works_for_a_unit(officer) -> bool:
    return reach_of(officer) is Reach.OWN or may(officer, Action.REPORT)


def _instructions_for(request) -> list:
    """What the own unit has to answer."""
    from .models import Entry

    return [Entry.objects.waiting_for(request.user.unit)] if may(request.user, Action.REPORT) else []


def _reviews_for_the_county(officer) -> bool:
    return may(officer, Action.PASS_ON) and officer.unit.county_review


def _waiting_in_the_county(request) -> list:
    from .models import Obligation

    return [Obligation.objects.visible_to(request.user).awaiting_county_review()]


def _waiting_for_verification(request) -> list:
    from . import waiting
    from .models import Obligation

    return [Obligation.objects.reviewable_by(request.user), *waiting.rows(request)]


def _problems_for(request) -> list:
    """The bureau has those to answer, a pilot those whose answer it has not confirmed."""
    from .models import Problem

    seen = Problem.objects.visible_to(request.user)
    return [seen.waiting() if may(request.user, Action.ANSWER_PROBLEM) else seen.to_confirm()]
