"""Where the cells about circulars go, and the circulars of the world: one in each state, one of another city."""

from collections.abc import Callable
from datetime import date

from reports.models import Circular, Letterhead

DAY = date(2021, 2, 18)
WORDS = {
    "title": "通报",
    "text": "截至目前，已办结{已办结}项。",
    "recipients": "各试点",
    "head": "市局文件",
    "issuer": "市局",
    "printed_by": "市局办公室",
}


def circulars(world) -> dict[str, Circular]:
    """By scope; `signed` went to a pilot whose officer has signed for it."""
    letterhead = Letterhead.of(world.plans["own"])
    letterhead.save()
    drafts = {scope: _draft(world, "own", world.reviewer) for scope in ("own", "draft", "put", "signed")}
    for scope in ("own", "signed"):
        drafts[scope].submit(by=world.reviewer, on=DAY)
        drafts[scope].issue(by=world.bureau_lead, on=DAY, number=f"{scope}号")
    drafts["put"].submit(by=world.reviewer, on=DAY)
    drafts["signed"].sign_for(by=world.officer, on=DAY)
    return drafts | {"beyond": _draft(world, "beyond", world.strangers["beyond reviewer"])}


def _draft(world, plan, by) -> Circular:
    return Circular.draft(by=by, on=DAY, plan=world.plans[plan])


def _one(**instead) -> Callable:
    return lambda world, scope, actor: [world.circulars[instead.get(scope, scope)].key]


def _unit(world, scope, actor) -> list:
    return [world.units[scope].key]


def _none(world, scope, actor) -> list:
    return []


def _nothing(world, scope, actor) -> dict:
    return {}


def _day(world, scope, actor) -> dict:
    return {"plan": world.plans["own"].key, "day": "2020-12-01" if scope == "wrong" else "2021-02-18"}


def _words(world, scope, actor) -> dict:
    return WORDS | ({"text": "已办结{没有这个数}项"} if scope == "wrong" else {})


def _why(world, scope, actor) -> dict:
    return {} if scope == "wrong" else {"why": "请补充下一步要求"}


def _number(world, scope, actor) -> dict:
    return {} if scope == "wrong" else {"number": "市局字〔2021〕7号"}


CIRCULAR_PLACES = {
    "reports:circular_new": (_none, _day),
    "reports:circular": (_one(), _nothing),
    "reports:circular_docx": (_one(), _nothing),
    "reports:circular_revise": (_one(wrong="draft"), _words),
    "reports:circular_submit": (_one(), _nothing),
    "reports:circular_send_back": (_one(wrong="put"), _why),
    "reports:circular_issue": (_one(wrong="put"), _number),
    "reports:dossier": (_unit, _nothing),
    "reports:dossier_docx": (_unit, _nothing),
    "reports:circular_sign": (_one(wrong="signed"), _nothing),
}
