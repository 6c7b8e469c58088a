"""AZ3: whatever gives away a row of Zhanggong, sent by everybody who has no business with it, wherever it could go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, product, zip_longest
from random import Random
from urllib.parse import urlencode

from django.urls import reverse

from alerts.models import Message
from base.models import SheetLoad, SheetRow, StoredFile
from pilots.models import Officer, Unit
from tasks.models import (
    Dispatch,
    Draft,
    Entry,
    Evidence,
    Extension,
    JointMeeting,
    MeetingDecision,
    Obligation,
    Practice,
    Problem,
    ProblemStep,
)
from tests.access.ledgers import FACTS, LEDGER
from tests.access.routes import routes
from tests.access.table import LINES
from tests.access.targets import ACTS, target
from transfers.models import Agreement, Department, Item, Ruling, StaffMember, TrainingSession

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Names under which our pages and forms take an id, and a few that an attacker would try.
COMMON = ("key", "unit", "obligation", "evidence", "officer", "next")
QUERY = (*COMMON, "open", "plan", "task", "acted", "q", "proof", "page")
BODY = (*COMMON, "handler", "taker", "ticks", "version")
HEADERS = ("HX-Target", "HX-Trigger", "HX-Trigger-Name", "HX-Prompt", "HX-Current-URL", "Referer")
LISTS = (
    "tasks:workbench",
    "tasks:obligations",
    "tasks:review",
    "tasks:review_extensions",
    "tasks:county_review",
    "tasks:plans",
    "tasks:dispatches",
    "tasks:practices",
    "reports:dashboard",
    "reports:burden",
    "alerts:inbox",
    "pilots:officers",
    "pilots:officer_new",
    "base:audit",
    "transfers:staff_home",
    "transfers:items_home",
    "transfers:establishment_home",
    "transfers:rulings",
    "tasks:problems",
    "tasks:meetings",
    "tasks:following",
    "tasks:instructions",
    "tasks:spot_checks",
)
# What has an address, by its key.
ADDRESSED = (
    Obligation,
    Evidence,
    Dispatch,
    Practice,
    Department,
    StaffMember,
    TrainingSession,
    Item,
    Ruling,
    SheetLoad,
    Problem,
    JointMeeting,
)
# Of each stranger: the column of the table, what Zhanggong is to him, and the scope of his own rows.
STRANGERS = {
    "foreign officer": ("officer", "foreign", "foreign"),
    "foreign lead": ("lead", "foreign", "foreign"),
    "third officer": ("officer", "foreign", "third"),
    "beyond officer": ("officer", "beyond", "beyond"),
    "beyond lead": ("lead", "beyond", "beyond"),
    "beyond reviewer": ("reviewer", "beyond", "beyond"),
    "beyond leader": ("leader", "beyond", "beyond"),
    "admin": ("admin", "own", None),
    "auditor": ("auditor", "own", None),
    "nobody": ("nobody", "own", None),
}


@dataclass(frozen=True)
class Replay:
    """One request with something of Zhanggong's in it."""

    actor: str
    place: str
    method: str
    url: str
    body: dict = field(default_factory=dict)
    headers: dict = field(default_factory=dict)

    def __str__(self):
        return f"{self.method} {self.url} as {self.actor}, {self.place}: {self.body} {self.headers}"


def seen(world) -> set[str]:
    """Every uuid that Zhanggong's officer and lead find on their pages, and on those of the obligations found there."""
    pages = [line for line in LINES if line.method == "GET" and line.scope in ("-", "own")]
    found: set[str] = set()
    for actor in ("officer", "lead"):
        found |= _found(world, actor, [target(world, line.route, line.scope, actor, "GET").url for line in pages])
        mine = Obligation.objects.filter(unit=world.own, key__in=found)
        found |= _found(world, actor, [reverse("tasks:obligation", args=[one.key]) for one in mine])
    return found


def _found(world, actor, urls) -> set[str]:
    answers = [world.client(actor).get(url) for url in urls]
    pages = [answer.content.decode() for answer in answers if answer["Content-Type"].startswith("text/html")]
    return {key for page in pages for key in UUID.findall(page)}


def of_zhanggong(world) -> list:
    """The tables' rows that are Zhanggong's and nobody else's."""
    unit = world.own
    return [
        Obligation.objects.filter(unit=unit),
        Entry.objects.filter(obligation__unit=unit),
        Evidence.objects.filter(obligation__unit=unit),
        Draft.objects.filter(obligation__unit=unit),
        Extension.objects.filter(obligation__unit=unit),
        Dispatch.objects.filter(units=unit),
        Practice.objects.filter(entry__obligation__unit=unit),
        Message.objects.filter(recipient__unit=unit),
        Officer.objects.filter(unit=unit),
        Unit.objects.filter(pk=unit.pk),
        *(model.objects.filter(unit=unit) for model in (*FACTS, Ruling, Problem, JointMeeting)),
        ProblemStep.objects.filter(problem__unit=unit),
        MeetingDecision.objects.filter(meeting__unit=unit) | MeetingDecision.objects.filter(problem__unit=unit),
        # What was put aside is on no page any more.
        SheetLoad.objects.filter(place=unit.key).exclude(state=SheetLoad.State.DISCARDED),
        SheetRow.objects.filter(load__place=unit.key),
    ]


def keys(world) -> set[str]:
    """The uuids of Zhanggong's rows."""
    rows = dict.fromkeys(ADDRESSED, "key") | {Message: "uuid"}
    sets = [each.values_list(rows[each.model], flat=True) for each in of_zhanggong(world) if each.model in rows]
    return {str(key) for key in chain(*sets)}


def ids(world) -> dict[str, list[str]]:
    """What is replayed, by the converter it fits: uuids, numbers, the unit's key, digests of files."""
    numbers = {str(pk) for each in of_zhanggong(world) for pk in each.values_list("pk", flat=True)}
    digests = sorted(files_of(world).values_list("sha256", flat=True))
    return {"uuid": sorted(keys(world)), "int": sorted(numbers, key=int), "slug": [world.own.key], "file": digests}


def files_of(world):
    """The stored files that are Zhanggong's."""
    sent = Evidence.objects.filter(obligation__unit=world.own).values("stored")
    signed = Agreement.objects.filter(unit=world.own).values("paper")
    return StoredFile.objects.filter(pk__in=sent) | StoredFile.objects.filter(pk__in=signed)


def in_path(world) -> Iterator[Replay]:
    """On every route with such a parameter; left out where the table lets the stranger in.

    A fact of a county's ledger is asked for below Zhanggong's address and below the stranger's own.
    """
    given = ids(world)
    for route in routes():
        kind = next((kind for kind in ("uuid", "int", "slug") if kind in route.parameters), None)
        for actor, (column, scope, home) in STRANGERS.items() if kind else ():
            if not _let_in(route.name, column, scope):
                places = _places(world, route, home)
                every = product(places, given[kind], ("GET", "POST"))
                yield from (_at(route, actor, method, one, place) for place, one, method in every)


def _let_in(route, column, scope) -> bool:
    lines = [line for line in LINES if line.route == route and line.scope in (scope, "-")]
    return any(line.statuses[column] != "login" and int(line.statuses[column]) < 400 for line in lines)


def _at(route, actor, method, one, place) -> Replay:
    act = ACTS.get(route.name.removeprefix("tasks:"))
    words = {"text": "改过", "version": ""} | ({"document_number": "1号"} if act else {})
    url = reverse(route.name, args=_args(route, one, place))
    return Replay(actor, "path", method, url, words if method == "POST" else {})


def _places(world, route, home) -> list[str]:
    below_a_county = {"uuid", "slug"} <= route.parameters
    return sorted({world.own.key, world.units[home or "own"].key}) if below_a_county else [""]


def _args(route, one, place) -> list:
    """What stands in the address: `one`, and whatever else it takes."""
    if "<slug:ledger>" in route.pattern:
        return [LEDGER, one]
    if place:
        return [place, one]
    return [one, 1] if {"uuid", "int"} <= route.parameters else [one]


def in_query(world) -> Iterator[Replay]:
    given = list(chain(*ids(world).values()))
    for actor, (_column, _scope, home) in STRANGERS.items():
        pages = [reverse(route) for route in LISTS] + [each.url for each in _own_pages(world, actor, home)]
        for page in pages:
            for name in QUERY:
                yield from (Replay(actor, "query", "GET", f"{page}?{urlencode({name: one})}") for one in given)


def _own_pages(world, actor, home) -> list:
    if home is None:
        return []
    pages = ("tasks:obligation", "tasks:review_item", "tasks:unit")
    return [target(world, route, home, actor, "GET") for route in pages]


def in_body(world) -> Iterator[Replay]:
    """With the stranger's own row in the address, Zhanggong's ids among what is posted."""
    given = list(chain(*ids(world).values()))
    for actor, (_column, _scope, home) in STRANGERS.items():
        for act in ACTS if home else ():
            where = target(world, f"tasks:{act}", home, actor, "GET").url
            for name in BODY:
                for one in given:
                    yield Replay(actor, "body", "POST", where, {"text": "改过", "document_number": "1号", name: one})


def in_header(world) -> Iterator[Replay]:
    given = list(chain(*ids(world).values()))
    for actor, (_column, _scope, home) in STRANGERS.items():
        pages = [reverse(route) for route in LISTS] + [each.url for each in _own_pages(world, actor, home)]
        for page in pages:
            for name in HEADERS:
                for one in given:
                    value = f"http://testserver/obligations/{one}/" if name in ("HX-Current-URL", "Referer") else one
                    yield Replay(actor, "header", "GET", page, headers={"HX-Request": "true", name: value})


def replays(world, number: int, seed: int) -> list[Replay]:
    """`number` replays in an order that the seed decides: of ten, five in the path, two in query and body, a header."""
    random = Random(seed)
    feeds = []
    for place, share in ((in_path, 5), (in_query, 2), (in_body, 2), (in_header, 1)):
        every = list(place(world))
        random.shuffle(every)
        feeds += [iter(every)] * share
    turns = (replay for turn in zip_longest(*feeds) for replay in turn if replay)
    return list(islice(turns, number))
