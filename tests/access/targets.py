"""Where the request of a cell goes and what it carries: for each line of the table an address and a valid body."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.access.admin_pages import admin_target
from tests.access.circular_targets import CIRCULAR_PLACES
from tests.access.help_targets import HELP_PLACES
from tests.access.ledger_targets import LEDGER_PLACES
from tests.access.problem_targets import PROBLEM_PLACES
from tests.access.sending_targets import SENDING_PLACES
from tests.access.world import World, make_proof
from tests.cast import PASSWORD

NEW_PASSWORD = "Another-Sesame-8"


@dataclass(frozen=True)
class Act:
    """A verb's post: the state of the row that allows it, one that does not, and the words."""

    state: str
    wrong: str
    words: Callable[[World, Any], dict] = lambda world, one: {}


def _words(**words) -> Callable:
    return lambda world, one: words


ACTS = {
    "start": Act("not_started", "in_progress"),
    "report": Act("in_progress", "submitted", _words(text="已完成挂牌")),
    "submit": Act("in_progress", "submitted", _words(text="已完成挂牌", document_number="章府办发〔2021〕3号")),
    "withdraw": Act("submitted", "in_progress"),
    "undo": Act("in_progress", "not_started"),
    "assign": Act("in_progress", "done", _words(lead_department="县委编办")),
    "comment": Act("in_progress", "cancelled", _words(text="请补充文号")),
    "draft": Act("in_progress", "done", _words(text="还没写完")),
    "request_extension": Act("in_progress", "done", _words(asked_due_on="2021-03-31", text="编制批复未到")),
    "withdraw_extension": Act("extension", "in_progress"),
    "evidence_upload": Act("in_progress", "done", lambda world, one: {"file": make_proof(one.unit, "upload")}),
    "pass_on": Act("county_review", "in_progress"),
    "send_back": Act("county_review", "in_progress", _words(text="请补充照片")),
    "sign_off": Act(
        "submitted", "in_progress", lambda world, one: {"ticks": [each.pk for each in one.task.checkpoints.all()]}
    ),
    "return_for_rework": Act("submitted", "in_progress", _words(text="文号不符")),
    "reopen": Act("done", "in_progress", _words(text="复查发现问题")),
    "decide_extension": Act("extension", "in_progress", _words(granted="1", due_on="2021-03-15")),
    "chase": Act("in_progress", "done"),
    "follow": Act("in_progress", "done"),
    "unfollow": Act("in_progress", "done"),
    "instruct": Act("in_progress", "cancelled", _words(text="请专题研究", reply_by="2021-03-01")),
    "answer_instruction": Act("extension", "in_progress", _words(text="已上会研究")),
    "spot_check": Act("done", "in_progress", _words(way="on_site", held="yes", checked_on="2021-02-18")),
}


@dataclass(frozen=True)
class Target:
    """An address and what a post to it carries."""

    url: str
    body: dict


def target(world: World, route: str, scope: str, actor: str, method: str = "POST") -> Target:
    """The request of a cell. `scope` names whose row; an actor's own kind of row depends on the actor."""
    place = (route, scope, actor)
    if method == "POST" or place not in world.addresses:
        made = _made(world, *place)
        world.addresses[place] = made.url
        return made
    return Target(world.addresses[place], {})


def _made(world, route, scope, actor) -> Target:
    space, _, name = route.partition(":")
    if space == "tasks" and name in ACTS:
        return _act(world, ACTS[name], route, scope)
    if space.startswith("admin"):
        return Target(*admin_target(world, route))
    args, body, *query = PLACES.get(route, NOWHERE)
    asked = "".join(f"?{urlencode(each)}" for each in (of(world, scope, actor) for of in query) if each)
    return Target(reverse(route, args=args(world, scope, actor)) + asked, body(world, scope, actor))


def _act(world, act, route, scope) -> Target:
    one = world.row("own", act.wrong) if scope == "wrong" else world.row(scope, act.state)
    return Target(reverse(route, args=[one.key]), {"version": one.version, **act.words(world, one)})


def _nothing(world, scope, actor) -> dict:
    return {}


def _no_args(world, scope, actor) -> list:
    return []


def _row(state) -> Callable:
    return lambda world, scope, actor: [world.row(scope, state).key]


def _proof(*more) -> Callable:
    return lambda world, scope, actor: [
        world.proof_of("own" if scope == "draft" else scope, sent=scope != "draft").key,
        *more,
    ]


def _message(world, scope, actor) -> list:
    others = {"foreign": "foreign officer", "beyond": "beyond officer"}
    # Nobody is not asked whose it is.
    return [world.messages[others.get(scope, actor if actor in world.messages else "officer")].uuid]


def _notice(world, scope, actor) -> list:
    return [world.notices[scope].key]


def account(world, scope, actor):
    """The officer of a scope; the actor's own for `self`."""
    kept = {"own": world.colleague, "foreign": world.foreigner, "beyond": world.strangers["beyond officer"]}
    return kept[scope] if scope in kept else world.actors.get(actor, world.officer)


def _account(world, scope, actor) -> list:
    return [account(world, scope, actor).pk]


def _new_account(world, scope, actor) -> dict:
    return {
        "username": "newcomer",
        "name": "新来的",
        "unit": world.units.get(scope, world.own).key,
        "role": "county_officer",
    }


def _card(world, scope, actor) -> dict:
    return {"name": "改名", "post": "科长", "office_phone": "0797-1234567", "email": "a@example.cn"}


def _taker(world, scope, actor) -> dict:
    takers = {
        "own": world.officer,
        "foreign": world.strangers["foreign lead"],
        "beyond": world.strangers["beyond lead"],
    }
    return {"taker": takers[scope].pk}


def _plan(world, scope, actor) -> list:
    return [world.plans[scope].key]


def _load(world, scope, actor) -> list:
    return [world.waiting.key]


def _taken_back(world, scope, actor) -> list:
    return [(world.waiting if scope == "wrong" else world.applied).key]


def _rulings(world, scope, actor) -> dict:
    seen = [] if scope == "wrong" else [str(place) for place in range(len(world.waiting.read["warnings"]))]
    return {"seen": seen, "rest_day": "nonsense" if scope == "wrong" else "as_issued", "year_reminder": ""}


def _password(world, scope, actor) -> dict:
    return {"present": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD}


def _login(world, scope, actor) -> dict:
    return {"username": world.colleague.username, "password": PASSWORD}


def _table(world, scope, actor) -> dict:
    return {"file": SimpleUploadedFile("table.xlsx", world.table), "number": "丙〔2021〕1号"}


def _always(**body) -> Callable:
    return lambda world, scope, actor: body


NOWHERE = (_no_args, _nothing)
PLACES = {
    "language": (_no_args, _always(language="en")),
    "display": (_no_args, _always(type="big", next="/")),
    "alerts:message": (_message, _nothing),
    "alerts:read": (_message, _nothing),
    "alerts:notice": (_notice, _nothing),
    "alerts:notice_number": (_notice, _always(number="章督〔2021〕1号")),
    "alerts:notice_sign": (_notice, _nothing),
    "alerts:notice_answer": (_notice, _always(answer="下周办结")),
    "pilots:login": (_no_args, _login),
    "pilots:password": (_no_args, _password),
    "pilots:me": (_no_args, _always(office_phone="0797-7654321", email="b@example.cn", language="en")),
    "pilots:officer_new": (_no_args, _new_account),
    "pilots:officer": (_account, _card),
    "pilots:officer_reset": (_account, _nothing),
    "pilots:officer_active": (_account, _always(active="")),
    "pilots:officer_move": (_account, lambda world, scope, actor: {"unit": world.third.key, "role": "county_officer"}),
    "pilots:handover": (_account, _taker),
    "reports:burden_of": (lambda world, scope, actor: [world.units[scope].key], _nothing),
    "tasks:unit": (lambda world, scope, actor: [world.units[scope].key], _nothing),
    "tasks:obligation": (_row("in_progress"), _nothing),
    "tasks:review_item": (_row("submitted"), _nothing),
    "tasks:evidence": (_proof(), _nothing),
    "tasks:evidence_page": (_proof(1), _nothing),
    "tasks:evidence_remove": (_proof(), _nothing),
    "tasks:plan": (_plan, _nothing),
    "tasks:plan_text": (_plan, _nothing),
    "tasks:plan_upload": (_no_args, _table),
    "tasks:plan_load": (_load, _nothing),
    "tasks:plan_confirm": (_load, _rulings),
    "tasks:plan_discard": (_load, _nothing),
    "tasks:plan_take_back": (_taken_back, _nothing),
    **CIRCULAR_PLACES,
    **HELP_PLACES,
    **LEDGER_PLACES,
    **PROBLEM_PLACES,
    **SENDING_PLACES,
}
