"""What cannot have changed is not asked for again; on a database of its own, since transactions remember nothing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from base import clock
from tasks.models import Obligation
from tests.reports.picture import ON, Picture

pytestmark = [pytest.mark.stack]


@pytest.fixture
def look(client, own_database):
    client.force_login(Picture().reviewer)

    def get(query="") -> str:
        with clock.at(clock.moment_on(ON, 15, 30)):
            return client.get(f"/dashboard/{query}").content.decode()

    return get


def pictures(page):
    """Of 寻乌县 its tile's words, and what the curve says of all."""
    return re.search(r"寻乌县 \S+ 已办结\S+?(?=\")", page)[0], re.search(r"累计办结<b>(\d+)</b>", page)[1]


def test_an_unchanged_dashboard_asks_eight_queries_and_any_change_shows_at_once(look):
    for query in ("", "?on=2021-02-17", ""):
        look(query)
    with CaptureQueriesContext(connection) as asked:
        page = look()
    assert len(asked) == 8
    assert pictures(page) == ("寻乌县 滞后 已办结1/11", "67")
    one = Obligation.objects.get(unit__name="寻乌县", task__number=2)
    with clock.at(clock.moment_on(ON, 15, 40)):
        one.sign_off(by=one.plan.bureau.officers.get(role="reviewer"), on=ON, text="同意")
    assert pictures(look()) == ("寻乌县 滞后 已办结2/11", "68")
    assert pictures(look("?on=2021-02-17")) != pictures(look())
