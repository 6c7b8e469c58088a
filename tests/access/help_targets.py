"""The world's dispatches and practices, and the addresses and bodies of their lines."""

from dataclasses import dataclass

from tasks.models import Dispatch, Practice

VISIT = {"kind": "visit", "text": "查看挂牌情况。"}


@dataclass
class Helped:
    """Of one county: a dispatch to it alone with something that follows, one without; a proposal, one declined."""

    dispatch: Dispatch
    settled: Dispatch
    proposal: Practice
    declined: Practice


def helped(world, scope, writer, bureau, day, word) -> Helped:
    """Recorded and marked by the verbs; nothing is published, for every pilot may read that."""
    plan, unit = world.plans["beyond" if scope == "beyond" else "own"], world.units[scope]
    told = {"by": bureau, "on": day, "held_on": day, "units": [unit], "kind": "visit"}
    dispatch = plan.record_dispatch(**told, text=word("dispatch"), follow_up=word("follow-up"))
    settled = plan.record_dispatch(**told, text=word("settled"))
    proposal, declined = (_marked(world.row(scope, state), writer, day, word) for state in ("in_progress", "done"))
    declined.decline(by=bureau, on=day, text=word("declined"))
    return Helped(dispatch, settled, proposal, declined)


def _marked(one, writer, day, word) -> Practice:
    entry = one.entries.standing_words().last()
    return one.mark_practice(by=writer, on=day, entry=entry.number, title=word("practice"))


def _of(name, wrong):
    def args(world, scope, actor) -> list:
        return [getattr(world.helped.get(scope, world.helped["own"]), wrong if scope == "wrong" else name).key]

    return args


def _recorded(world, scope, actor) -> dict:
    unit = world.units.get(scope, world.own)
    units = [] if scope == "wrong" else [unit.key]
    return {**VISIT, "plan": world.plans["own"].key, "held_on": "2021-02-18", "units": units}


def _mark(world, scope, actor) -> dict:
    """Of a submission; in `wrong` of a row on which nothing was said."""
    entry = _row(world, scope).entries.standing_words().last()
    return {"entry": entry.number if entry else 1, "title": "可推广"}


def _row(world, scope):
    return world.row("own", "not_started") if scope == "wrong" else world.row(scope, "submitted")


def _reason(world, scope, actor) -> dict:
    return {"text": "各地已普遍采用"}


def _nothing(world, scope, actor) -> dict:
    return {}


def _no_args(world, scope, actor) -> list:
    return []


HELP_PLACES = {
    "tasks:dispatches": (_no_args, _nothing),
    "tasks:dispatch_new": (_no_args, _recorded),
    "tasks:dispatch": (_of("dispatch", "dispatch"), _nothing),
    "tasks:dispatch_amend": (_of("dispatch", "dispatch"), _recorded),
    "tasks:dispatch_done": (_of("dispatch", "settled"), _nothing),
    "tasks:practices": (_no_args, _nothing),
    "tasks:mark_practice": (lambda world, scope, actor: [_row(world, scope).key], _mark),
    "tasks:practice_publish": (_of("proposal", "declined"), _nothing),
    "tasks:practice_decline": (_of("proposal", "declined"), _reason),
    "tasks:practice_take_back": (_of("proposal", "declined"), _reason),
}
