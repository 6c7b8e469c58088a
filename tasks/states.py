from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where an obligation is between issue and close-out (DESIGN §4)."""

    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    COUNTY_REVIEW = "county_review", _("county review")
    SUBMITTED = "submitted", _("awaiting verification")
    RETURNED = "returned", _("returned")
    DONE = "done", _("closed out")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (State.NOT_STARTED, State.IN_PROGRESS, State.COUNTY_REVIEW, State.SUBMITTED, State.RETURNED)
WITH_COUNTY = (State.NOT_STARTED, State.IN_PROGRESS, State.COUNTY_REVIEW, State.RETURNED)
REPORTABLE = (State.NOT_STARTED, State.IN_PROGRESS, State.RETURNED)


class Verb(models.TextChoices):
    """What can happen to an obligation; each appends one entry."""

    ISSUE = "issue", _("task issued")
    ASSIGN = "assign", _("department and person set")
    START = "start", _("started")
    REPORT = "report", _("progress reported")
    SUBMIT = "submit", _("submitted for verification")
    PASS_ON = "pass_on", _("passed on by the county")
    SEND_BACK = "send_back", _("sent back in the county")
    WITHDRAW = "withdraw", _("withdrawn")
    SIGN_OFF = "sign_off", _("verified and closed out")
    RETURN = "return", _("returned")
    REQUEST_EXTENSION = "request_extension", _("extension requested")
    WITHDRAW_EXTENSION = "withdraw_extension", _("extension request withdrawn")
    GRANT_EXTENSION = "grant_extension", _("extension granted")
    REFUSE_EXTENSION = "refuse_extension", _("extension refused")
    COMMENT = "comment", _("comment")
    CHASE = "chase", _("chased")
    INSTRUCT = "instruct", _("instruction")
    ANSWER = "answer", pgettext_lazy("to an instruction", "answer")
    SPOT_CHECK = "spot_check", _("spot check")
    UNDO = "undo", _("undone")
    REOPEN = "reopen", _("reopened")
    AMEND = "amend", _("amended by document")
    CANCEL = "cancel", _("cancelled by document")
    REINSTATE = "reinstate", _("reinstated by document")


# An answer settles every instruction before it; what a document takes out is not answered, until one brings it back.
ENDS_INSTRUCTION = (Verb.ANSWER, Verb.CANCEL)
