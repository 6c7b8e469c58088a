"""Trying the cells of the table: one request each, in a savepoint that is rolled back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum
from django.shortcuts import resolve_url

from alerts.models import Message
from pilots.models import Officer
from tasks.models import Evidence, Obligation, Plan, PlanLoad
from tests.access.admin_pages import saved_again
from tests.access.ledgers import standing
from tests.access.table import ACTORS, LINES, LOGIN, METHODS, UNKNOWN_METHOD, Line
from tests.access.targets import target

HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Cell:
    """One request: who asks for what, and what must come."""

    route: str
    method: str
    scope: str
    actor: str
    expected: str

    @property
    def refused(self) -> bool:
        return self.expected == LOGIN or int(self.expected) >= 400

    def __str__(self):
        return f"{self.method} {self.route} [{self.scope}] as {self.actor}"


def cells(route: str, methods: Iterable[str] = METHODS) -> Iterator[Cell]:
    """Every cell of a route: its lines, and for each of their scopes those of the methods that have none."""
    lines = {(line.scope, line.method): line for line in LINES if line.route == route}
    public = any(line.public for line in lines.values())
    for scope in sorted({scope for scope, _method in lines}):
        for method in methods:
            line = lines.get((scope, method)) or _unknown(route, method, scope, public)
            yield from (Cell(route, method, scope, actor, line.statuses[actor]) for actor in ACTORS)


def _unknown(route, method, scope, public) -> Line:
    statuses = dict.fromkeys(ACTORS, UNKNOWN_METHOD)
    return Line(route, method, scope, statuses if public else statuses | {"nobody": LOGIN})


def deviations(world, tried: Iterable[Cell]) -> list[str]:
    """What is not as the table says. Whatever is refused must leave everything as it stands."""
    each = list(tried)
    refused = [cell for cell in each if cell.refused]
    faults = [fault for cell in each if not cell.refused for fault in _rolled_back(world, [cell])[0]]
    said, moved = _rolled_back(world, refused)
    return faults + said + ([f"rows changed by what was refused: {', '.join(map(str, refused))}"] if moved else [])


def _rolled_back(world, some) -> tuple[list[str], bool]:
    """The faults of some cells tried one after the other, and whether anything moved meanwhile."""
    before = standing_of_everything()
    with transaction.atomic():
        faults = [fault for cell in some for fault in _asked(world, cell)]
        moved = standing_of_everything() != before
        transaction.set_rollback(True)
    return faults, moved


def _asked(world, cell) -> list[str]:
    where = target(world, cell.route, cell.scope, cell.actor, cell.method)
    client, body = world.client(cell.actor), where.body
    if cell.route.endswith("_change") and (cell.method, cell.expected) == ("POST", "302"):
        body = saved_again(client.get(where.url))
    ask, given = getattr(client, cell.method.lower()), {"data": body} if cell.method == "POST" else {}
    answer = ask(where.url, **given)
    if cell.expected == LOGIN:
        return _not_let_in(cell, answer, ask(where.url, **given, headers=HTMX))
    as_said = str(answer.status_code) == cell.expected
    return [] if as_said else [f"{cell}: {answer.status_code} instead of {cell.expected}"]


def _not_let_in(cell, plain, fragment) -> list[str]:
    """A stranger is led to the log-in page; htmx leads the whole window there."""
    login = resolve_url(settings.LOGIN_URL)
    led = plain.status_code == 302 and plain["Location"].startswith(login)
    told = fragment.status_code == 401 and fragment.get("HX-Redirect", "").startswith(login)
    faults = [] if led else [f"{cell}: {plain.status_code} instead of the log-in page"]
    return faults + ([] if told else [f"{cell}: {fragment.status_code} to htmx"])


def standing_of_everything() -> tuple:
    """A few figures that move with whatever a request can do. Not those of drafts: a refused form is kept as one."""
    return (
        *Plan.objects.aggregate(Sum("revision"), Count("withdrawn_at")).values(),
        *Obligation.objects.aggregate(Sum("version"), Count("pk")).values(),
        *Officer.objects.aggregate(Sum("rights_version"), Count("pk")).values(),
        *Evidence.objects.aggregate(Count("pk"), Count("entry")).values(),
        *Message.objects.aggregate(Count("pk"), Count("read_at")).values(),
        *PlanLoad.objects.order_by("pk").values_list("state", flat=True),
        *standing(),
    )
