"""Addresses and bodies of the lines for problems and joint meetings."""

from collections.abc import Callable

LATER = "2021-03-01"


def _of(world, scope):
    """Whose problems and meetings a scope names; what is wrong is wrong with Zhanggong's own."""
    return world.coordination.get(scope, world.coordination["own"])


def _problem(state="raised", wrong="closed") -> Callable:
    return lambda world, scope, actor: [_of(world, scope).problems[wrong if scope == "wrong" else state].key]


def _words(**body) -> Callable:
    return lambda world, scope, actor: body


def _met(world, scope, actor) -> list:
    of = _of(world, scope)
    return [(of.city if scope == "city" else of.met).key]


def _decision(world, scope, actor) -> list:
    return [*_met(world, scope, actor), 2 if scope == "wrong" else 1]


def _raised(world, scope, actor) -> dict:
    since = LATER if scope == "wrong" else "2021-02-01"
    return {
        "plan": _of(world, scope).plan.key,
        "kind": "staff",
        "text": "人员不足",
        "asked": "请市局派员",
        "since_on": since,
    }


def _about(world, scope, actor) -> dict:
    """The obligation in the address, where the problem is about one."""
    return {"obligation": _of(world, scope).obligation.key} if scope in world.coordination else {}


def _meeting(world, scope, actor) -> dict:
    of, day = _of(world, scope), LATER if scope == "wrong" else "2021-02-18"
    about = {"problems": [of.problems["raised"].key], "text1": "照办"}
    return {"plan": world.plans["own"].key, "held_on": day, "subject": "议题", **about}


def _no_args(world, scope, actor) -> list:
    return []


PROBLEM_PLACES = {
    "tasks:problem_new": (_no_args, _raised, _about),
    "tasks:problem": (_problem(), _words()),
    "tasks:problem_take": (_problem(), _words()),
    "tasks:problem_refer": (_problem(), _words(body="市住建局")),
    "tasks:problem_answer": (_problem(), _words(text="已协调", promised_on=LATER)),
    "tasks:problem_close": (_problem(), _words(text="已解决")),
    "tasks:problem_confirm": (_problem("answered"), _words()),
    "tasks:problem_reopen": (_problem("answered", "raised"), _words(text="未解决")),
    "tasks:meeting_new": (_no_args, _meeting),
    "tasks:meeting": (_met, _words()),
    "tasks:decision_done": (_decision, _words()),
}
