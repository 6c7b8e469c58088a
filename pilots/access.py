"""Who may do what: one table, shown on a help page, asked by every view (DESIGN §5).

A role has a reach (whose rows it sees) and actions. Another unit's row is a 404, one's own
without the right a 403. Rights are read at each request.
"""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is here for."""

    COUNTY_OFFICER = "county_officer", _("county officer")
    COUNTY_LEAD = "county_lead", _("county lead")
    REVIEWER = "reviewer", _("bureau reviewer")
    BUREAU_LEAD = "bureau_lead", _("bureau lead")
    ADMIN = "admin", _("administrator")
    AUDITOR = "auditor", _("auditor")


class Reach(StrEnum):
    """Whose obligations a role sees."""

    NONE = "none"
    OWN = "own"
    TREE = "tree"


class Action(TextChoices):
    """What can be done. The labels stand on the help page."""

    SEE = "see", _("see obligations within reach")
    SEE_DASHBOARD = "see_dashboard", _("see the dashboard")
    SEE_PLAN = "see_plan", _("read the notice and the task table")
    REPORT = "report", _("report, submit, ask for an extension")
    REPORT_FOR = "report_for", _("record a report on a county's behalf")
    PASS_ON = "pass_on", _("county review: pass on or send back")
    REVIEW = "review", _("verify: close out, return, reopen")
    SIGN_OWN = "sign_own", _("close out the bureau's own obligations where the plan says so")
    DECIDE_EXTENSION = "decide_extension", _("decide extensions")
    CHASE = "chase", _("chase, comment for the bureau")
    COMMENT = "comment", _("reply to comments")
    RAISE_PROBLEM = (
        "raise_problem",
        _("raise problems, confirm that they are solved, record the county's joint meetings"),
    )
    ANSWER_PROBLEM = (
        "answer_problem",
        _("take up, hand over, answer and close problems, record the city's joint meetings"),
    )
    LOAD_PLAN = "load_plan", _("load a notice, keep plan settings")
    KEEP_OWN_ACCOUNTS = "keep_own_accounts", _("keep the accounts of the own unit")
    KEEP_ALL_ACCOUNTS = "keep_all_accounts", _("keep units and all accounts")
    SEE_GAPS = "see_gaps", _("see units without an active officer")
    KEEP_SENDING = "keep_sending", _("release reminders that are held, send them again, try the channels out")
    READ_INBOX = "read_inbox", _("read the own inbox")
    READ_AUDIT = "read_audit", _("read the audit log")
    SEE_LEDGERS = "see_ledgers", _("see the ledgers of staff and items")
    KEEP_LEDGERS = "keep_ledgers", _("keep the ledgers of staff and items")
    RULE_LEDGERS = "rule_ledgers", _("rule on baselines and on items taken off the list")
    DISPATCH = "dispatch", _("record dispatches: visits, calls, meetings")
    FOLLOW = "follow", _("follow obligations")
    INSTRUCT = "instruct", _("instruct units on an obligation, with a day for the answer")
    SPOT_CHECK = "spot_check", _("spot-check what is closed out, and reopen what fails")
    PUBLISH_PRACTICE = "publish_practice", _("publish practices to all pilots")
    WRITE_CIRCULAR = "write_circular", _("write circulars and briefs, put them forward")
    ISSUE_CIRCULAR = "issue_circular", _("issue circulars and briefs")
    SEE_NAMES = "see_names", _("see the names of transferred staff (at the bureau: named persons only)")


A = Action
_LEDGERS = {A.SEE_LEDGERS, A.SEE_NAMES}
_COUNTY = {A.SEE, A.SEE_PLAN, A.REPORT, A.COMMENT, A.RAISE_PROBLEM, A.READ_INBOX, A.KEEP_LEDGERS} | _LEDGERS
# To follow and to look again is for everybody at the bureau; to instruct is the lead's alone.
_LOOK = {A.FOLLOW, A.SPOT_CHECK}
_HELP = {A.ANSWER_PROBLEM, A.DISPATCH, A.PUBLISH_PRACTICE}
_BUREAU = {A.SEE, A.SEE_DASHBOARD, A.SEE_PLAN, A.CHASE, A.COMMENT, A.SEE_GAPS, A.READ_INBOX, A.WRITE_CIRCULAR}
_BUREAU |= _LEDGERS | _HELP | _LOOK

TABLE: dict[str, tuple[Reach, frozenset[Action]]] = {
    Role.COUNTY_OFFICER: (Reach.OWN, frozenset(_COUNTY)),
    Role.COUNTY_LEAD: (Reach.OWN, frozenset(_COUNTY | {A.PASS_ON, A.KEEP_OWN_ACCOUNTS})),
    Role.REVIEWER: (
        Reach.TREE,
        frozenset(_BUREAU | {A.REPORT, A.REPORT_FOR, A.REVIEW, A.DECIDE_EXTENSION, A.RULE_LEDGERS}),
    ),
    Role.BUREAU_LEAD: (
        Reach.TREE,
        frozenset(_BUREAU | {A.SIGN_OWN, A.DECIDE_EXTENSION, A.INSTRUCT, A.ISSUE_CIRCULAR}),
    ),
    Role.ADMIN: (
        Reach.NONE,
        frozenset({A.SEE_PLAN, A.LOAD_PLAN, A.KEEP_ALL_ACCOUNTS, A.SEE_GAPS, A.KEEP_SENDING, A.READ_INBOX}),
    ),
    Role.AUDITOR: (Reach.NONE, frozenset({A.READ_AUDIT})),
}


def reach_of(officer) -> Reach:
    """Whose rows the officer sees; nobody's when not logged in or disabled."""
    return TABLE[officer.role][0] if _counts(officer) else Reach.NONE


def may(officer, action: Action) -> bool:
    """Whether the officer's role has the action at all; names are shown to the bureau's named persons alone."""
    if action == A.SEE_NAMES and _counts(officer) and reach_of(officer) is Reach.TREE and not officer.sees_names:
        return False
    return _counts(officer) and action in TABLE[officer.role][1]


def may_on(officer, action: Action, unit) -> bool:
    """Whether the officer may do `action` on a row of `unit`, reach included."""
    if not may(officer, action):
        return False
    if action in {A.REPORT, A.PASS_ON, A.RAISE_PROBLEM, A.KEEP_LEDGERS} or reach_of(officer) is Reach.OWN:
        return unit.pk == officer.unit_id
    return unit.path.startswith(officer.unit.home_path)


def require(officer, action: Action) -> None:
    """Raises PermissionDenied (403) with a sentence that names the action."""
    if not may(officer, action):
        raise PermissionDenied(not_included(action))


def require_on(officer, unit, *actions: Action) -> None:
    """Raises PermissionDenied (403), naming the first action, when the officer may do none of them for the unit."""
    if not any(may_on(officer, action, unit) for action in actions):
        raise PermissionDenied(not_included(actions[0]))


def not_included(action: Action) -> str:
    """Why somebody may not: the role lacks the action, or does not have it here."""
    return _("Your role does not include: %(action)s.") % {"action": Action(action).label}


def roles_with(what: Reach | Action) -> list[str]:
    """The roles that have a reach or an action."""
    at = 0 if isinstance(what, Reach) else 1
    return [role for role, row in TABLE.items() if (row[at] == what if at == 0 else what in row[at])]


def roles_opened_by(officer) -> list[str]:
    """The roles a person may give to an account: a county lead opens officers, the admin everybody."""
    if may(officer, A.KEEP_ALL_ACCOUNTS):
        return list(Role)
    return [Role.COUNTY_OFFICER] if may(officer, A.KEEP_OWN_ACCOUNTS) else []


def fits(role: str, unit) -> bool:
    """Whether the role belongs into such a unit: reach follows from both, so they must agree."""
    if role in (Role.COUNTY_OFFICER, Role.COUNTY_LEAD):
        return unit.is_county
    return not unit.is_county and (reach_of_role(role) is Reach.NONE or unit.verifies)


def reach_of_role(role: str) -> Reach:
    """Whose rows a role sees."""
    return TABLE[role][0]


def require_any(officer, *actions: Action) -> None:
    """Raises PermissionDenied (403), naming the first action, when the officer has none of them."""
    if not any(may(officer, action) for action in actions):
        require(officer, actions[0])


def _counts(officer) -> bool:
    return bool(officer and officer.is_authenticated and officer.is_active)
