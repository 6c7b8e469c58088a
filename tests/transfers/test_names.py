"""Names of transferred people: wherever the product answers, they reach their own county and whoever is named for it.

What is searched: every address of the access table, as page and as fragment, today and on a past day; the workbooks of
all ledgers; what packed files and PDFs hold inside; then the audit log and the obligations' entries.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from base.models import AuditRecord, SheetLoad, SheetRow
from pilots.models import Officer, Role
from tasks.models import Entry
from tests.access import world as making
from tests.access.ledgers import ARRIVED
from tests.access.people import cookie_of
from tests.access.table import LINES
from tests.access.targets import target
from tests.cast import make_officer
from tests.tools.unpacked import body_of, legible
from transfers.models import StaffMember

pytestmark = [pytest.mark.django_db, pytest.mark.fault, pytest.mark.timeout(600)]
# On the roster; as it was before it was corrected; taken out again; in a workbook that waits; typed and refused.
NAMES = ("person", "mended", "misspelt", "gone", "arriving", "typed")
# (query, headers): the page, its fragment, all rows on a past day when the misspelt name stood, one row alone.
PLAIN, PAST = ({}, {}), ({"on": "2021-02-03", "show": "all"}, {})
LOOKS = (PLAIN, ({}, {"HX-Request": "true"}), PAST, ({"at": "row"}, {"HX-Request": "true"}))
GETS = sorted({(line.route, line.scope) for line in LINES if line.method == "GET"})
SHEETS = ("download", "upload", "parts", "grid")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The access tests' two cities, in which Zhanggong has also taken people in, out and wrong."""
    with making.world(django_db_blocker) as made:
        others = {
            "overseer": made.overseer,
            "named": make_officer("named", Role.REVIEWER, made.bureau, sees_names=True),
            "named far away": make_officer("named-far-away", Role.REVIEWER, made.bureau2, sees_names=True),
        }
        made.cookies |= {name: cookie_of(one) for name, one in others.items()}
        at_work(made)
        yield made


def at_work(world) -> None:
    """Zhanggong registers somebody, confirms, takes out, fails with a form, sends a roster: by its pages."""
    own, client = world.counties["own"], world.client("officer")
    of = {"department": own.department.key, "post_kind": "administrative", "arrived_on": ARRIVED.isoformat()}
    new = reverse("transfers:member_new", args=[own.unit.key])
    posted(client, new, 303, name=own.word("gone"), **of)
    gone = StaffMember.objects.current().get(name=own.word("gone")).key
    posted(client, new, 422, name=own.word("typed"), **of, confirmed_on="2021-12-31")
    posted(client, reverse("transfers:member_remove", args=[own.unit.key, gone]), 303, reason="调离")
    posted(client, target(world, "transfers:confirm_people", "own", "officer").url, 303, **ticked(own))
    posted(client, reverse("sheets:upload", args=["staff", own.unit.key]), 302, files=own.roster())
    assert SheetRow.objects.filter(load=roster_load()).exists()


def posted(client, url, status, **body) -> None:
    answer = client.post(url, body)
    assert answer.status_code == status, answer.content.decode()


def ticked(own) -> dict:
    return {"people": [f"{own.person.key}:{own.person.version}"], "confirmed_on": "2021-02-10"}


def roster_load() -> SheetLoad:
    return SheetLoad.objects.get(ledger="staff")


def addresses(world, actor) -> dict[str, str]:
    """Every address with something to look at, by a word for it."""
    found = {f"{route} [{scope}]": target(world, route, scope, actor, "GET").url for route, scope in GETS}
    for page in SHEETS:
        for ledger in ("staff", "items", "departments"):
            found[f"{page} of {ledger}"] = reverse(f"sheets:{page}", args=[ledger, world.own.key])
    for page in ("load", "rest"):
        found[f"{page} of the roster"] = reverse(f"sheets:{page}", args=[roster_load().key])
    return found


def looks(told, url) -> tuple:
    """In how many ways to look at an address: elsewhere than at Zhanggong's and at lists, or for a PDF, a few do."""
    if "[foreign]" in told or "[beyond]" in told or told.startswith("admin"):
        return (PLAIN,)
    return (PLAIN, PAST) if "frozen/" in url else LOOKS


def read(world, actor) -> tuple[dict[str, set[str]], set[str], int]:
    """Where `actor` reads which of the names; the names noted on the way; how many answers there were."""
    found, number, client = {}, 0, world.client(actor)
    with transaction.atomic():
        for told, url in addresses(world, actor).items():
            for asked, headers in looks(told, url):
                answer = client.get(url, asked, headers=headers)
                number += answer.status_code == 200
                if names := names_in(world, str(answer.headers).encode() + legible(body_of(answer))):
                    found[f"{told} {asked} {headers}"] = names
        noted = names_in(world, journal().encode())
        transaction.set_rollback(True)
    return found, noted, number


def names_in(world, text: bytes) -> set[str]:
    return {name for name in NAMES if world.counties["own"].word(name).encode() in text}


def journal() -> str:
    """The audit log and the obligations' entries."""
    return repr([*AuditRecord.objects.values_list(), *Entry.objects.values_list()])


WITHOUT_NAMES = (
    "foreign officer",
    "foreign lead",
    "third officer",
    "reviewer",
    "leader",
    "overseer",
    "admin",
    "auditor",
    "beyond reviewer",
    "named far away",
    "nobody",
)


@pytest.mark.parametrize("actor", WITHOUT_NAMES)
def test_whoever_is_not_to_see_names_finds_none_anywhere(world, actor, figures):
    found, noted, number = read(world, actor)
    figures("names", outcome=f"{number} answers to {actor}, {len(found)} with a name")
    assert (found, noted) == ({}, set())


@pytest.mark.parametrize(
    ("actor", "names"),
    [("officer", {"person", "mended", "misspelt", "arriving"}), ("named", {"person", "mended", "misspelt"})],
)
def test_control_the_own_county_and_who_is_named_at_the_bureau_read_them(world, actor, names):
    found, noted, _number = read(world, actor)
    assert set().union(*found.values()) == names
    read_at = {told.split(" {")[0] for told in found}
    assert {
        "transfers:staff [own]",
        "transfers:staff_pdf [own]",
        "transfers:item [own]",
        "download of staff",
    } <= read_at
    assert noted == set()


def test_what_was_done_and_given_out_is_noted_without_names(world):
    with transaction.atomic():
        given = world.client("officer").get(reverse("sheets:download", args=["staff", world.own.key]))
        assert names_in(world, legible(body_of(given)))
        exports = AuditRecord.objects.filter(act=AuditRecord.Act.EXPORT)
        assert exports.exists() and names_in(world, journal().encode()) == set()
        transaction.set_rollback(True)


def test_nobody_sees_names_unless_it_is_said_so():
    assert Officer().sees_names is False
