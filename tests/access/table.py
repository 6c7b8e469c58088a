"""Who gets what answer at which address: the table that AZ1 compares with the resolver and AZ2 tries cell by cell.

One line is a route, a method and a scope, then the status for each of the seven actors, who all work in or over one
city: `officer` and `lead` of its pilot Zhanggong, `reviewer`, `leader` and `admin` and `auditor` of its bureau, and
somebody who is not logged in. `login` means: sent to the log-in page (302, for htmx 401).

Scopes, that is whose row is asked for:
  own      Zhanggong's row in a state that allows the verb; a message or account of the actor's own kind
  foreign  the same of another pilot of the city; another person's message; a form asked for or filled in with it
  beyond   the same of another city
  bureau   the same of the bureau itself
  wrong    Zhanggong's, in a state that does not allow the verb
  draft    a file that the officer chose and has not sent
  self     the actor's own account
  -        no row

What has no line: a method that the route does not know is 405 for who is logged in or where nobody needs to be, else
`login`. Statuses of bureau roles follow from reach: 404 beyond it, 403 inside without the right, 422 where the verb
itself says whose it is or why not now.
"""

from dataclasses import dataclass

from tests.access.circular_table import CIRCULARS
from tests.access.help_table import HELP
from tests.access.lead_table import LEAD
from tests.access.ledger_table import ledger_lines
from tests.access.problem_table import PROBLEMS
from tests.access.sending_table import SENDING

ACTORS = ("officer", "lead", "reviewer", "leader", "admin", "auditor", "nobody")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
LOGIN, UNKNOWN_METHOD = "login", "405"

FRONT = """
route                        method scope    officer lead reviewer leader admin auditor nobody
home                         GET    -        302     302  302      302    302   302     login
healthz                      GET    -        200     200  200      200    200   200     200
language                     POST   -        302     302  302      302    302   302     302
display                      POST   -        302     302  302      302    302   302     login
base:audit                   GET    -        403     403  403      403    403   200     login
reports:dashboard            GET    -        403     403  200      200    403   403     login
reports:changes              GET    -        200     200  200      200    403   403     login
reports:burden               GET    -        200     200  200      200    403   403     login
reports:burden_of            GET    own      200     200  200      200    403   403     login
reports:burden_of            GET    foreign  404     404  200      200    403   403     login
reports:burden_of            GET    beyond   404     404  404      404    403   403     login
alerts:inbox                 GET    -        200     200  200      200    200   403     login
alerts:read_all              POST   -        303     303  303      303    303   403     login
alerts:message               GET    own      200     200  200      200    200   403     login
alerts:message               GET    foreign  404     404  404      404    404   403     login
alerts:message               GET    beyond   404     404  404      404    404   403     login
alerts:read                  POST   own      303     303  303      303    303   403     login
alerts:read                  POST   foreign  404     404  404      404    404   403     login
alerts:read                  POST   beyond   404     404  404      404    404   403     login
alerts:notices               GET    -        200     200  200      200    403   403     login
alerts:notice                GET    own      200     200  200      200    404   404     login
alerts:notice                GET    foreign  404     404  200      200    404   404     login
alerts:notice                GET    beyond   404     404  404      404    404   404     login
alerts:notice                GET    bureau   404     404  200      200    404   404     login
alerts:notice_number         POST   own      403     403  303      303    404   404     login
alerts:notice_number         POST   foreign  404     404  303      303    404   404     login
alerts:notice_number         POST   beyond   404     404  404      404    404   404     login
alerts:notice_number         POST   bureau   404     404  303      303    404   404     login
alerts:notice_sign           POST   own      303     303  403      403    404   404     login
alerts:notice_sign           POST   foreign  404     404  403      403    404   404     login
alerts:notice_sign           POST   beyond   404     404  404      404    404   404     login
alerts:notice_sign           POST   bureau   404     404  303      403    404   404     login
alerts:notice_sign           POST   wrong    422     422  403      403    404   404     login
alerts:notice_answer         POST   own      303     303  403      403    404   404     login
alerts:notice_answer         POST   foreign  404     404  403      403    404   404     login
alerts:notice_answer         POST   beyond   404     404  404      404    404   404     login
alerts:notice_answer         POST   bureau   404     404  303      403    404   404     login
alerts:notice_answer         POST   wrong    422     422  403      403    404   404     login
"""

PEOPLE = """
route                        method scope    officer lead reviewer leader admin auditor nobody
pilots:login                 GET    -        302     302  302      302    302   302     200
pilots:login                 POST   -        302     302  302      302    302   302     302
pilots:forgotten             GET    -        200     200  200      200    200   200     200
pilots:logout                POST   -        302     302  302      302    302   302     login
pilots:password              GET    -        200     200  200      200    200   200     login
pilots:password              POST   -        302     302  302      302    302   302     login
pilots:me                    GET    -        200     200  200      200    200   200     login
pilots:me                    POST   -        303     303  303      303    303   303     login
pilots:access                GET    -        200     200  200      200    200   200     login
pilots:gaps                  GET    -        403     403  200      200    200   403     login
pilots:officers              GET    -        403     200  403      403    200   403     login
pilots:officer_new           GET    own      403     200  403      403    200   403     login
pilots:officer_new           GET    foreign  403     200  403      403    200   403     login
pilots:officer_new           GET    beyond   403     200  403      403    200   403     login
pilots:officer_new           POST   own      403     200  403      403    200   403     login
pilots:officer_new           POST   foreign  403     422  403      403    200   403     login
pilots:officer_new           POST   beyond   403     422  403      403    200   403     login
pilots:officer               GET    own      403     200  403      403    200   403     login
pilots:officer               GET    foreign  403     404  403      403    200   403     login
pilots:officer               GET    beyond   403     404  403      403    200   403     login
pilots:officer               POST   own      403     303  403      403    303   403     login
pilots:officer               POST   foreign  403     404  403      403    303   403     login
pilots:officer               POST   beyond   403     404  403      403    303   403     login
pilots:officer_reset         POST   own      403     200  403      403    200   403     login
pilots:officer_reset         POST   foreign  403     404  403      403    200   403     login
pilots:officer_reset         POST   beyond   403     404  403      403    200   403     login
pilots:officer_reset         POST   self     403     422  403      403    422   403     login
pilots:officer_active        POST   own      403     303  403      403    303   403     login
pilots:officer_active        POST   foreign  403     404  403      403    303   403     login
pilots:officer_active        POST   beyond   403     404  403      403    303   403     login
pilots:officer_active        POST   self     403     422  403      403    422   403     login
pilots:officer_move          POST   own      403     403  403      403    303   403     login
pilots:officer_move          POST   foreign  403     403  403      403    303   403     login
pilots:officer_move          POST   beyond   403     403  403      403    303   403     login
pilots:officer_move          POST   self     403     403  403      403    422   403     login
pilots:handover              GET    own      403     200  403      403    200   403     login
pilots:handover              GET    foreign  403     404  403      403    200   403     login
pilots:handover              GET    beyond   403     404  403      403    200   403     login
pilots:handover              POST   own      403     303  403      403    303   403     login
pilots:handover              POST   foreign  403     404  403      403    303   403     login
pilots:handover              POST   beyond   403     404  403      403    303   403     login
"""

READING = """
route                        method scope    officer lead reviewer leader admin auditor nobody
tasks:workbench              GET    -        200     200  200      200    403   403     login
tasks:obligations            GET    -        200     200  200      200    403   403     login
tasks:unit                   GET    own      200     200  200      200    403   403     login
tasks:unit                   GET    foreign  404     404  200      200    403   403     login
tasks:unit                   GET    beyond   404     404  404      404    403   403     login
tasks:unit                   GET    bureau   404     404  200      200    403   403     login
tasks:obligation             GET    own      200     200  200      200    404   404     login
tasks:obligation             GET    foreign  404     404  200      200    404   404     login
tasks:obligation             GET    beyond   404     404  404      404    404   404     login
tasks:obligation             GET    bureau   404     404  200      200    404   404     login
tasks:evidence               GET    own      200     200  200      200    404   404     login
tasks:evidence               GET    foreign  404     404  200      200    404   404     login
tasks:evidence               GET    beyond   404     404  404      404    404   404     login
tasks:evidence               GET    bureau   404     404  200      200    404   404     login
tasks:evidence               GET    draft    200     200  404      404    404   404     login
tasks:evidence_page          GET    own      200     200  200      200    404   404     login
tasks:evidence_page          GET    foreign  404     404  200      200    404   404     login
tasks:evidence_page          GET    beyond   404     404  404      404    404   404     login
tasks:evidence_page          GET    bureau   404     404  200      200    404   404     login
tasks:evidence_page          GET    draft    200     200  404      404    404   404     login
tasks:county_review          GET    -        403     200  403      403    403   403     login
tasks:review                 GET    -        403     403  200      200    403   403     login
tasks:review_extensions      GET    -        403     403  200      200    403   403     login
tasks:review_item            GET    own      403     403  200      303    404   404     login
tasks:review_item            GET    foreign  404     404  200      303    404   404     login
tasks:review_item            GET    beyond   404     404  404      404    404   404     login
tasks:review_item            GET    bureau   404     404  303      303    404   404     login
tasks:plans                  GET    -        200     200  200      200    200   403     login
tasks:plan                   GET    own      200     200  200      200    200   403     login
tasks:plan                   GET    beyond   404     404  404      404    200   403     login
tasks:plan_text              GET    own      200     200  200      200    200   403     login
tasks:plan_text              GET    beyond   404     404  404      404    200   403     login
tasks:plan_upload            GET    -        403     403  403      403    200   403     login
tasks:plan_upload            POST   -        403     403  403      403    302   403     login
tasks:plan_load              GET    -        403     403  403      403    200   403     login
tasks:plan_confirm           POST   -        403     403  403      403    303   403     login
tasks:plan_confirm           POST   wrong    403     403  403      403    422   403     login
tasks:plan_discard           POST   -        403     403  403      403    303   403     login
tasks:plan_take_back         POST   -        403     403  403      403    303   403     login
tasks:plan_take_back         POST   wrong    403     403  403      403    409   403     login
"""

VERBS = """
route                        method scope    officer lead reviewer leader admin auditor nobody
tasks:start                  POST   own      303     303  403      403    404   404     login
tasks:start                  POST   foreign  404     404  403      403    404   404     login
tasks:start                  POST   beyond   404     404  404      404    404   404     login
tasks:start                  POST   bureau   404     404  303      403    404   404     login
tasks:start                  POST   wrong    422     422  403      403    404   404     login
tasks:report                 POST   own      303     303  303      403    404   404     login
tasks:report                 POST   foreign  404     404  303      403    404   404     login
tasks:report                 POST   beyond   404     404  404      404    404   404     login
tasks:report                 POST   bureau   404     404  303      403    404   404     login
tasks:report                 POST   wrong    422     422  422      403    404   404     login
tasks:submit                 POST   own      303     303  403      403    404   404     login
tasks:submit                 POST   foreign  404     404  403      403    404   404     login
tasks:submit                 POST   beyond   404     404  404      404    404   404     login
tasks:submit                 POST   bureau   404     404  303      403    404   404     login
tasks:submit                 POST   wrong    422     422  403      403    404   404     login
tasks:withdraw               POST   own      303     422  403      403    404   404     login
tasks:withdraw               POST   foreign  404     404  403      403    404   404     login
tasks:withdraw               POST   beyond   404     404  404      404    404   404     login
tasks:withdraw               POST   bureau   404     404  303      403    404   404     login
tasks:withdraw               POST   wrong    422     422  403      403    404   404     login
tasks:undo                   POST   own      303     422  422      422    404   404     login
tasks:undo                   POST   foreign  404     404  422      422    404   404     login
tasks:undo                   POST   beyond   404     404  404      404    404   404     login
tasks:undo                   POST   bureau   404     404  303      422    404   404     login
tasks:undo                   POST   wrong    422     422  422      422    404   404     login
tasks:assign                 POST   own      303     303  403      403    404   404     login
tasks:assign                 POST   foreign  404     404  403      403    404   404     login
tasks:assign                 POST   beyond   404     404  404      404    404   404     login
tasks:assign                 POST   bureau   404     404  303      403    404   404     login
tasks:assign                 POST   wrong    422     422  403      403    404   404     login
tasks:comment                POST   own      303     303  303      303    404   404     login
tasks:comment                POST   foreign  404     404  303      303    404   404     login
tasks:comment                POST   beyond   404     404  404      404    404   404     login
tasks:comment                POST   bureau   404     404  303      303    404   404     login
tasks:comment                POST   wrong    422     422  422      422    404   404     login
tasks:draft                  POST   own      303     303  303      403    404   404     login
tasks:draft                  POST   foreign  404     404  303      403    404   404     login
tasks:draft                  POST   beyond   404     404  404      404    404   404     login
tasks:draft                  POST   bureau   404     404  303      403    404   404     login
tasks:request_extension      POST   own      303     303  403      403    404   404     login
tasks:request_extension      POST   foreign  404     404  403      403    404   404     login
tasks:request_extension      POST   beyond   404     404  404      404    404   404     login
tasks:request_extension      POST   bureau   404     404  303      403    404   404     login
tasks:request_extension      POST   wrong    422     422  403      403    404   404     login
tasks:withdraw_extension     POST   own      303     303  403      403    404   404     login
tasks:withdraw_extension     POST   foreign  404     404  403      403    404   404     login
tasks:withdraw_extension     POST   beyond   404     404  404      404    404   404     login
tasks:withdraw_extension     POST   bureau   404     404  303      403    404   404     login
tasks:withdraw_extension     POST   wrong    422     422  403      403    404   404     login
tasks:evidence_upload        POST   own      201     201  201      403    404   404     login
tasks:evidence_upload        POST   foreign  404     404  201      403    404   404     login
tasks:evidence_upload        POST   beyond   404     404  404      404    404   404     login
tasks:evidence_upload        POST   bureau   404     404  201      403    404   404     login
tasks:evidence_remove        POST   own      404     404  404      404    404   404     login
tasks:evidence_remove        POST   foreign  404     404  404      404    404   404     login
tasks:evidence_remove        POST   beyond   404     404  404      404    404   404     login
tasks:evidence_remove        POST   bureau   404     404  404      404    404   404     login
tasks:evidence_remove        POST   draft    303     404  404      404    404   404     login
tasks:pass_on                POST   own      403     303  403      403    404   404     login
tasks:pass_on                POST   foreign  404     404  403      403    404   404     login
tasks:pass_on                POST   beyond   404     404  404      404    404   404     login
tasks:pass_on                POST   bureau   404     404  403      403    404   404     login
tasks:pass_on                POST   wrong    403     422  403      403    404   404     login
tasks:send_back              POST   own      403     303  403      403    404   404     login
tasks:send_back              POST   foreign  404     404  403      403    404   404     login
tasks:send_back              POST   beyond   404     404  404      404    404   404     login
tasks:send_back              POST   bureau   404     404  403      403    404   404     login
tasks:send_back              POST   wrong    403     422  403      403    404   404     login
tasks:sign_off               POST   own      403     403  303      422    404   404     login
tasks:sign_off               POST   foreign  404     404  303      422    404   404     login
tasks:sign_off               POST   beyond   404     404  404      404    404   404     login
tasks:sign_off               POST   bureau   404     404  422      422    404   404     login
tasks:sign_off               POST   wrong    403     403  422      422    404   404     login
tasks:return_for_rework      POST   own      403     403  303      422    404   404     login
tasks:return_for_rework      POST   foreign  404     404  303      422    404   404     login
tasks:return_for_rework      POST   beyond   404     404  404      404    404   404     login
tasks:return_for_rework      POST   bureau   404     404  422      422    404   404     login
tasks:return_for_rework      POST   wrong    403     403  422      422    404   404     login
tasks:reopen                 POST   own      403     403  303      422    404   404     login
tasks:reopen                 POST   foreign  404     404  303      422    404   404     login
tasks:reopen                 POST   beyond   404     404  404      404    404   404     login
tasks:reopen                 POST   bureau   404     404  422      422    404   404     login
tasks:reopen                 POST   wrong    403     403  422      422    404   404     login
tasks:decide_extension       POST   own      403     403  303      303    404   404     login
tasks:decide_extension       POST   foreign  404     404  303      303    404   404     login
tasks:decide_extension       POST   beyond   404     404  404      404    404   404     login
tasks:decide_extension       POST   bureau   404     404  422      422    404   404     login
tasks:decide_extension       POST   wrong    403     403  422      422    404   404     login
tasks:chase                  POST   own      403     403  303      303    404   404     login
tasks:chase                  POST   foreign  404     404  303      303    404   404     login
tasks:chase                  POST   beyond   404     404  404      404    404   404     login
tasks:chase                  POST   bureau   404     404  303      303    404   404     login
tasks:chase_all              POST   -        403     403  303      303    403   403     login
"""

# Django's admin pages: one group of lines for each model, and what differs for some.
CHANNELS = ("alerts_outsidehost", "alerts_robot", "alerts_gateway")
PLANS = ("tasks_plan", "tasks_phase", "tasks_task", "reports_letterhead")
KEPT = ("base_workingday", "pilots_unit", "pilots_officer", *PLANS, *CHANNELS)
ADDED, REMOVED = ("base_workingday", "pilots_unit", "reports_letterhead", *CHANNELS), ("base_workingday",)
ADMIN = """
route                        method scope    officer lead reviewer leader admin auditor nobody
admin:index                  GET    -        403     403  403      403    200   403     login
admin:index                  POST   -        403     403  403      403    200   403     login
admin:jsi18n                 GET    -        403     403  403      403    200   403     login
admin:jsi18n                 POST   -        403     403  403      403    405   403     login
admin:autocomplete           GET    -        403     403  403      403    200   403     login
admin:autocomplete           POST   -        403     403  403      403    405   403     login
admin:view_on_site           GET    -        403     403  403      403    302   403     login
admin:view_on_site           POST   -        403     403  403      403    302   403     login
admin:app_list               GET    -        403     403  403      403    200   403     login
admin:app_list               POST   -        403     403  403      403    200   403     login
admin/(?P<url>.*)$           GET    -        403     403  403      403    404   403     login
admin/(?P<url>.*)$           POST   -        403     403  403      403    404   403     login
"""
OF_EACH = """
route                        method scope    officer lead reviewer leader admin auditor nobody
admin:MODEL_changelist       GET    -        403     403  403      403    200   403     login
admin:MODEL_changelist       POST   -        403     403  403      403    200   403     login
admin:MODEL_history          GET    -        403     403  403      403    200   403     login
admin:MODEL_history          POST   -        403     403  403      403    200   403     login
admin:MODEL_change           GET    -        403     403  403      403    200   403     login
admin:MODEL_change           POST   -        403     403  403      403    302   403     login
admin/PATH/<path:object_id>/ GET    -        403     403  403      403    302   403     login
admin/PATH/<path:object_id>/ POST   -        403     403  403      403    302   403     login
admin:MODEL_add              GET    -        403     403  403      403    ADD   403     login
admin:MODEL_add              POST   -        403     403  403      403    ADDED 403     login
admin:MODEL_delete           GET    -        403     403  403      403    DEL   403     login
admin:MODEL_delete           POST   -        403     403  403      403    GONE  403     login
"""


@dataclass(frozen=True)
class Line:
    """One line of the table: the expected status of each actor."""

    route: str
    method: str
    scope: str
    statuses: dict[str, str]

    @property
    def public(self) -> bool:
        return self.statuses["nobody"] != LOGIN


def parsed(text: str) -> list[Line]:
    rows = [line.split() for line in text.strip().splitlines()[1:] if line]
    return [Line(row[0], row[1], row[2], dict(zip(ACTORS, row[3:], strict=True))) for row in rows]


def of_each_model() -> str:
    return "\n".join(_of(model) for model in KEPT)


def _of(model: str) -> str:
    added, removed = model in ADDED, model in REMOVED
    statuses = {
        "MODEL": model,
        "PATH": model.replace("_", "/"),
        "ADDED": "302" if added else "403",
        "ADD": "200" if added else "403",
        "GONE": "302" if removed else "403",
        "DEL": "200" if removed else "403",
    }
    text = "\n".join(OF_EACH.strip().splitlines()[1:])
    for word, given in statuses.items():
        text = text.replace(word, given)
    return text


LEDGERS = f"head\n{ledger_lines()}"
OF_MODELS = f"head\n{of_each_model()}"
TEXTS = (FRONT, SENDING, PEOPLE, READING, VERBS, LEAD, PROBLEMS, HELP, CIRCULARS, LEDGERS, ADMIN, OF_MODELS)
LINES = [line for text in TEXTS for line in parsed(text)]
ROUTES = sorted({line.route for line in LINES})
