"""Addresses and bodies of the ledgers' lines."""

from collections.abc import Callable

from tests.access.ledgers import BEFORE, LEDGER
from transfers.models.agreements import CONTENTS

DAY, LATER = "2021-02-17", "2021-03-01"
HANDED = {"laws_handed_on": DAY, "laws_signed_on": DAY}
SIGNED = {"number": "章协〔2021〕9号", "giver_signed_on": DAY, "taker_signed_on": DAY}


def county(world, scope):
    """Whose ledgers a scope names; what is wrong is wrong with Zhanggong's own."""
    return world.counties.get(scope, world.counties["own"])


def _unit(world, scope, actor) -> list:
    return [county(world, scope).unit.key]


def _fact(name: str) -> Callable:
    """The county and one of its facts; `mixed`: Zhanggong's address, another's fact."""

    def args(world, scope, actor) -> list:
        of = county(world, "foreign" if scope == "mixed" else scope)
        return [county(world, scope).unit.key, getattr(of, name).key]

    return args


def _ruling(name="asked") -> Callable:
    return lambda world, scope, actor: [getattr(county(world, scope), "settled" if scope == "wrong" else name).key]


def _load(world, scope, actor) -> list:
    return [county(world, scope).waiting.key]


def _table(world, scope, actor) -> list:
    return [LEDGER, county(world, scope).unit.key]


def _words(body: Callable, **wrong) -> Callable:
    """A body made for the scope's county; in `wrong` some of it otherwise."""
    return lambda world, scope, actor: {**body(county(world, scope)), **(wrong if scope == "wrong" else {})}


def _plain(**body) -> Callable:
    return lambda of: body


def _person(of) -> dict:
    values = {"name": "刘海燕", "department": of.department.key, "post_kind": "administrative"}
    return {**values, "post": "审批股", "arrived_on": DAY}


def _session(of) -> dict:
    held = {"held_on": DAY, "department": of.department.key, "subject": "证照办理", "hours": "3"}
    return {**held, "attendees": [str(of.person.key)]}


def _count(of) -> dict:
    key = of.department.key
    return {"counted_on": "2021-01-20", f"name_{key}": of.department.name, f"staff_{key}": "12"}


def _listed(of) -> dict:
    return {"name": "排污许可", "code": "360099", "department": of.department.key, "kind": "licence", "batch": "1"}


def _bulk(of) -> dict:
    return {"act": "cut_over", "cut_over-cut_over_on": DAY, **_ticked(of)}


def _ticked(of) -> dict:
    return {"row": [f"{of.item.key}.{of.item.version}.0"], "reason": "依法取消"}


def _cell(of) -> dict:
    """The first row of the grid, with another name."""
    known = of.ledger().rows()[0]
    return {"key-0": known.key, "version-0": known.version, "c-0-name": "新名称", "c-0-code": known.values["code"]}


def _first_row(of) -> dict:
    return {"row": of.waiting.rows.first().number, "skip": "1"}


def _loaded(world, scope, actor) -> list:
    of = county(world, scope)
    return [(of.discarded if scope == "wrong" else of.waiting).key]


def _nothing(world, scope, actor) -> dict:
    return {}


AGREED = {**SIGNED, **dict.fromkeys(CONTENTS, "第一条"), "stage": "circulating"}
LEDGER_PLACES = {
    "transfers:staff": (_unit, _nothing),
    "transfers:staff_pdf": (_unit, _nothing),
    "transfers:member_new": (_unit, _words(_person, name="")),
    "transfers:member": (_fact("person"), _words(_person, arrived_on=LATER)),
    "transfers:member_remove": (_fact("person"), _words(_plain(reason="调离"), reason="")),
    "transfers:confirm_people": (
        _unit,
        _words(lambda of: {"people": [f"{of.person.key}:{of.person.version}"], "confirmed_on": DAY}, people=[]),
    ),
    "transfers:departments": (_unit, _words(_count, staff_new1="4")),
    "transfers:count_ask": (_unit, _nothing),
    "transfers:count_change": (
        _unit,
        _words(lambda of: {"department": of.department.key, "staff_before": "11", "reason": "漏计"}, reason=""),
    ),
    "transfers:session_new": (_unit, _words(_session, held_on=LATER)),
    "transfers:session": (_fact("session"), _words(_session, held_on=LATER)),
    "transfers:session_remove": (_fact("session"), _words(_plain(reason="重复登记"), reason="")),
    "transfers:items": (_unit, _nothing),
    "transfers:items_pdf": (_unit, _nothing),
    "transfers:item_new": (_unit, _words(_listed, name="")),
    "transfers:items_bulk": (_unit, _words(_bulk, row=[])),
    "transfers:items_off": (_unit, _words(_ticked)),
    "transfers:drafts": (_unit, _words(_ticked, row=[])),
    "transfers:baseline_ask": (_unit, _nothing),
    "transfers:item": (_fact("item"), _nothing),
    "transfers:item_list": (_fact("item"), _words(_listed, name="")),
    "transfers:item_agreement": (_fact("item"), _words(_plain(**AGREED), giver_signed_on=LATER)),
    "transfers:item_handover": (_fact("item"), _words(_plain(**HANDED), laws_signed_on=LATER)),
    "transfers:item_burden": (_fact("item"), _words(_plain(**BEFORE, steps_after=3), steps_after="many")),
    "transfers:item_supervision": (_fact("item"), _words(_plain(supervisor="区农业农村局", supervisor_contact="8123"))),
    "transfers:baseline_change": (
        _fact("accepted"),
        _words(_plain(**{**BEFORE, "steps_before": 7}, reason="底数有误"), reason=""),
    ),
    "transfers:paper": (_fact("accepted"), _nothing),
    "transfers:establishment": (_unit, _words(_plain(plate_on="2021-01-29", seal_on=DAY), seal_on=LATER)),
    "transfers:establishment_pdf": (_unit, _nothing),
    "transfers:ruling": (_ruling(), _nothing),
    "transfers:ruling_decide": (_ruling(), _words(_plain(granted="1"))),
    "transfers:ruling_withdraw": (_ruling(), _nothing),
    "sheets:download": (_table, _nothing),
    "sheets:upload": (_table, _words(lambda of: {"files": of.file()}, files="")),
    "sheets:parts": (_table, _nothing),
    "sheets:grid": (_table, _words(_cell, **{"c-0-name": ""})),
    "sheets:load": (_load, _nothing),
    "sheets:rest": (_load, _nothing),
    "sheets:answer": (_load, _words(_first_row, row="")),
    "sheets:confirm": (_loaded, lambda world, scope, actor: {"version": county(world, scope).waiting.version}),
    "sheets:discard": (_load, _nothing),
    "sheets:take_back": (_load, _nothing),
}
