"""What is measured: pages to read, two ways of posting a report, and the two views to compare with."""

import http.client
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from urllib.parse import urlencode
from uuid import uuid4

from django.urls import reverse

from pilots.models import Unit
from tasks.models import Obligation
from tasks.states import REPORTABLE
from tests.stack import Stack

from .client import Request
from .ledgers import LARGE

LANES = 4
TOKEN = "b" * 32  # a form token is right when it equals its cookie


@dataclass(frozen=True)
class Target:
    """A thing to measure: `count` requests a round, spread over the lanes; `shows` must be in the answer."""

    name: str
    label: str
    count: int
    lanes: Sequence[Iterator[Request]]
    shows: str
    stack: Stack


def targets(stack: Stack, province: Stack) -> list[Target]:
    """All of them, on running stacks with the demo and with a province. The ORM must work on the demo's database."""
    return [*of_the_demo(stack), *of_a_province(province)]


def of_the_demo(stack: Stack) -> list[Target]:
    reviewer, county = cookies(stack, "reviewer"), cookies(stack, "dingnan")
    desks = open_desks(stack)
    page = partial(page_of, stack)
    return [
        page("constant", "constant answer", 800, "/bench/constant/", "", "ok"),
        page("bare", "bare matrix", 160, "/bench/matrix/", reviewer, "定南县"),
        page("dashboard", "dashboard", 120, reverse("reports:dashboard"), reviewer, 'class="matrix"'),
        page("workbench", "workbench", 120, reverse("tasks:workbench"), county, "定南县"),
        page("staff", "staff ledger, 120 people", 60, reverse("transfers:staff", args=[LARGE]), county, "定南县"),
        page("items", "item ledger, 600 items", 40, reverse("transfers:items", args=[LARGE]), county, "定南县"),
        page("city", "items of the city, 19 × 300", 40, reverse("transfers:items_home"), reviewer, "定南县"),
        Target("post", "report, plain form", 80, [desk.reports() for desk in desks], "", stack),
        Target("htmx", "report, with the board", 60, [desk.reports(htmx=True) for desk in desks], "<", stack),
    ]


def of_a_province(stack: Stack) -> list[Target]:
    """The dashboard of 2,850 pilots; nothing is written there, so its copy stays good."""
    session, day, page = cookies(stack, "reviewer"), "?on=2021-02-05", partial(page_of, stack)
    path, shows = reverse("reports:dashboard"), "第150市"
    kept = Request(path, session, headers={"If-None-Match": etag(stack.port, path, session)}, status=304)
    return [
        page("large", "dashboard, 2,850 pilots", 40, path, session, shows),
        page("large_past", "the same, a past day, not kept", 12, f"{path}{day}&forget=1", session, shows),
        page("large_kept", "the same, a past day, kept", 40, path + day, session, shows),
        page("large_city", "the same, one city of it", 80, f"{path}?unit=city1", session, 'class="matrix"'),
        Target("large_304", "the same, unchanged (304)", 400, [repeat(kept)] * LANES, "", stack),
    ]


def page_of(stack, name, label, count, path, session, shows) -> Target:
    return Target(name, label, count, [repeat(Request(path, session))] * LANES, shows, stack)


def etag(port: int, path: str, session: str) -> str:
    """The stamp of a page as it is now."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers=Request(path, session).sent_headers)
    stamp = connection.getresponse().headers["ETag"]
    connection.close()
    return stamp


def cookies(stack: Stack, username: str) -> str:
    session = stack.session_cookie(username)
    return f"{session['name']}={session['value']}; csrf={TOKEN}"


class Desk:
    """Some officers who report in turn, each on the unit's own open obligations, like a busy afternoon."""

    def __init__(self, rows: Sequence[tuple[Obligation, str]]) -> None:
        self.rows = deque([[obligation.key, obligation.version, session] for obligation, session in rows])

    def reports(self, htmx: bool = False) -> Iterator[Request]:
        """Posts without end, each with a key of its own and the version that the one before has left."""
        while True:
            row = self.rows[0]
            self.rows.rotate(-1)
            key, version, session = row
            row[1] += 1
            yield report(key, version, session, htmx=htmx)


def report(key, version: int, session: str, *, htmx: bool) -> Request:
    """更新进展 from the workbench: answered by the board (htmx) or by the way to it (plain form)."""
    words = {"text": "已与相关部门会商，材料正在会签，预计下周印发。", "next_step": "督促部门尽快反馈意见。"}
    body = urlencode({"csrfmiddlewaretoken": TOKEN, "key": uuid4(), "version": version, **words})
    headers = {"HX-Request": "true"} if htmx else {}
    path = reverse("tasks:report", args=[key]) + "?at=board"
    return Request(path, session, "POST", body, headers, 200 if htmx else 303)


def open_desks(stack: Stack) -> list[Desk]:
    """A desk for each lane; a unit sits at one of them, so that nobody's version goes stale.

    Left out is the county whose workbench is measured: its page stays as it was.
    """
    units: dict[str, list[Obligation]] = {}
    open_rows = Obligation.objects.filter(state__in=REPORTABLE, unit__in=Unit.objects.counties())
    for one in open_rows.select_related("unit"):
        units.setdefault(one.unit.key, []).append(one)
    units.pop("dingnan", None)
    sessions = {key: cookies(stack, key) for key in units}
    rows = [[(one, sessions[key]) for one in owed] for key, owed in units.items()]
    return [Desk([row for owed in rows[at::LANES] for row in owed]) for at in range(LANES)]
