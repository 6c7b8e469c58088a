"""The ledgers' part of the table: pages and verbs alike get alike answers, so a group of lines stands for each.

Further scopes than those of table.py:
  mixed    under Zhanggong's address something of another pilot's
In `wrong` it may also be the words that the verb refuses.
"""

HOMES = """
transfers:staff_home         GET    -        303     303  200      200    403   403     login
transfers:items_home         GET    -        303     303  200      200    403   403     login
transfers:establishment_home GET    -        303     303  200      200    403   403     login
transfers:rulings            GET    -        200     200  200      200    403   403     login
"""

# Whatever may be read of a county: by itself and by whoever is set over it.
LOOKS = """
ROUTE                        GET    own      200     200  200      200    404   404     login
ROUTE                        GET    foreign  404     404  200      200    404   404     login
ROUTE                        GET    beyond   404     404  404      404    404   404     login
"""
LOOKED_AT = (
    "transfers:staff",
    "transfers:staff_pdf",
    "transfers:departments",
    "transfers:items",
    "transfers:items_pdf",
    "transfers:item",
    "transfers:paper",
    "transfers:establishment",
    "transfers:establishment_pdf",
    "transfers:ruling",
    "sheets:download",
)

# The county's own: forms, what was loaded, and pages that are names (of the bureau, named persons alone see those).
DESKS = """
ROUTE                        GET    own      200     200  403      403    404   404     login
ROUTE                        GET    foreign  404     404  403      403    404   404     login
ROUTE                        GET    beyond   404     404  404      404    404   404     login
"""
DESKS_OF = (
    "transfers:member",
    "transfers:member_new",
    "transfers:session",
    "transfers:session_new",
    "transfers:item_new",
    "sheets:upload",
    "sheets:parts",
    "sheets:grid",
    "sheets:load",
    "sheets:rest",
)

VERBS = """
ROUTE                        POST   own      DONE    DONE 403      403    404   404     login
ROUTE                        POST   foreign  404     404  403      403    404   404     login
ROUTE                        POST   beyond   404     404  404      404    404   404     login
"""
DONE = {
    "transfers:member_new": "303",
    "transfers:member": "303",
    "transfers:member_remove": "303",
    "transfers:confirm_people": "303",
    "transfers:departments": "303",
    "transfers:count_ask": "303",
    # These counties' counts are not accepted yet, and nothing that is not locked is ruled on.
    "transfers:count_change": "422",
    "transfers:session_new": "303",
    "transfers:session": "303",
    "transfers:session_remove": "303",
    "transfers:item_new": "303",
    "transfers:items_bulk": "303",
    # Such a request lies before the bureau already: that one is there to be ruled on.
    "transfers:items_off": "422",
    "transfers:drafts": "200",
    "transfers:baseline_ask": "303",
    "transfers:baseline_change": "303",
    "transfers:item_list": "303",
    "transfers:item_agreement": "303",
    "transfers:item_handover": "303",
    "transfers:item_burden": "303",
    "transfers:item_supervision": "303",
    "transfers:establishment": "303",
    "transfers:ruling_withdraw": "303",
    "sheets:upload": "302",
    "sheets:grid": "303",
    "sheets:answer": "303",
    "sheets:confirm": "303",
    "sheets:discard": "303",
    # The ledgers keep their history; no load of theirs is undone as a whole.
    "sheets:take_back": "422",
}

REFUSED = """
ROUTE                        POST   wrong    422     422  403      403    404   404     login
"""
CAN_BE_WRONG = (
    "transfers:member_new",
    "transfers:member",
    "transfers:member_remove",
    "transfers:confirm_people",
    "transfers:departments",
    "transfers:count_change",
    "transfers:session_new",
    "transfers:session",
    "transfers:session_remove",
    "transfers:item_new",
    "transfers:items_bulk",
    "transfers:drafts",
    "transfers:baseline_change",
    "transfers:item_list",
    "transfers:item_agreement",
    "transfers:item_handover",
    "transfers:item_burden",
    "transfers:establishment",
    "transfers:ruling_withdraw",
    "sheets:upload",
    "sheets:grid",
    "sheets:answer",
    "sheets:confirm",
)

MIXED = {
    "GET": "ROUTE GET  mixed 404 404 READ READ 404 404 login",
    "POST": "ROUTE POST mixed 404 404 403  403  404 404 login",
}
UNDER_A_COUNTY = (
    "transfers:member",
    "transfers:member_remove",
    "transfers:session",
    "transfers:session_remove",
    "transfers:item",
    "transfers:paper",
    "transfers:item_list",
    "transfers:item_agreement",
    "transfers:item_handover",
    "transfers:item_burden",
    "transfers:item_supervision",
    "transfers:baseline_change",
)

RULING = """
transfers:ruling_decide      POST   own      403     403  303      403    404   404     login
transfers:ruling_decide      POST   foreign  404     404  303      403    404   404     login
transfers:ruling_decide      POST   beyond   404     404  404      404    404   404     login
transfers:ruling_decide      POST   wrong    403     403  422      403    404   404     login
"""


def ledger_lines() -> str:
    """All lines, as the table writes them."""
    return "\n".join([HOMES, RULING, *_looks(), *_verbs(), *_mixed()])


def _looks() -> list[str]:
    groups = [(LOOKS, route) for route in LOOKED_AT] + [(DESKS, route) for route in DESKS_OF]
    return [_also_wrong(_of(route, group), route) for group, route in groups]


def _also_wrong(lines: str, route: str) -> str:
    """Looking at the form is the same look, whatever will be posted from it."""
    own = lines.strip().splitlines()[0]
    return f"{lines}\n{own.replace(' own ', ' wrong ')}" if route in CAN_BE_WRONG else lines


def _verbs() -> list[str]:
    done = [_of(route, VERBS).replace("DONE", status) for route, status in DONE.items()]
    return done + [_of(route, REFUSED) for route in CAN_BE_WRONG]


def _mixed() -> list[str]:
    looks = [(route, "200") for route in LOOKED_AT] + [(route, "403") for route in DESKS_OF]
    gets = [(route, "404" if read == "200" else read) for route, read in looks if route in UNDER_A_COUNTY]
    posts = [route for route in DONE if route in UNDER_A_COUNTY]
    return [_of(route, MIXED["GET"]).replace("READ", read) for route, read in gets] + [
        _of(route, MIXED["POST"]) for route in posts
    ]


def _of(route: str, lines: str) -> str:
    return lines.replace("ROUTE", route)
