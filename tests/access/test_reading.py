"""WB3: looking at a page changes nothing; WB6 begun: what every answer carries."""

import hashlib

import pytest
from django.apps import apps
from django.db import transaction

from base.fresh import KEPT
from tests.access.table import ACTORS, LINES
from tests.access.targets import target

pytestmark = pytest.mark.django_db
# A session notes the last act, the audit log notes downloads, its own reading and refusals.
NOTED = {"sessions.Session", "base.AuditRecord"}
PAGES = [line for line in LINES if line.method == "GET"]


def digest_of_all_tables() -> dict[str, str]:
    """A digest of each table's content."""
    tables = {model._meta.label: model for model in apps.get_models() if model._meta.label not in NOTED}
    return {label: _digest(model) for label, model in tables.items()}


def _digest(model) -> str:
    rows = model._base_manager.order_by("pk").values_list()
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


def look_at(world, actor) -> list:
    client = world.client(actor)
    return [
        client.get(target(world, line.route, line.scope, actor, "GET").url) for line in PAGES for _twice in range(2)
    ]


def closed(answer) -> bool:
    """Whether the answer runs nothing foreign, is not shown again unasked and keeps page and fragment apart."""
    runs_nothing = "default-src 'none'" in answer["Content-Security-Policy"]
    # Django's own pages say more besides.
    asked_again = "no-store" in answer["Cache-Control"] or ("ETag" in answer and answer["Cache-Control"] == KEPT)
    kept_apart = asked_again and "HX-Request" in answer["Vary"]
    return runs_nothing and kept_apart and answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.fault
@pytest.mark.parametrize("actor", ACTORS)
def test_looking_twice_at_every_page_changes_nothing_and_every_answer_is_closed(world, actor, figures):
    before = digest_of_all_tables()
    with transaction.atomic():
        answers = look_at(world, actor)
        assert digest_of_all_tables() == before
        transaction.set_rollback(True)
    open_ones = [answer.request["PATH_INFO"] for answer in answers if not closed(answer)]
    assert open_ones == []
    figures("WB3", outcome=f"{len(answers)} pages as {actor}, 0 tables changed, 0 answers without policy")


def test_control_a_page_that_writes_is_noticed(world):
    before = digest_of_all_tables()
    with transaction.atomic():
        world.client("officer").post(target(world, "tasks:draft", "own", "officer").url, {"text": "见附件"})
        changed = {label for label, digest in digest_of_all_tables().items() if digest != before[label]}
        transaction.set_rollback(True)
    assert changed == {"tasks.Draft"}
