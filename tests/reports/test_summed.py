"""Several cities at once: the sums that the database makes are those of the single obligations, on any day."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from base import audit, clock, remembered
from pilots.models import Officer, Unit
from reformtrack.demo import DAY
from reformtrack.simulation.writing import simulate
from reports import reading
from reports.filters import Filters
from reports.summed import Summed
from tasks.asof import AsOf
from tasks.closed import is_closed
from tasks.lamps import Lamp
from tasks.models import Obligation, Plan, Task
from tasks.standing import Standing
from tests.conftest import empty_template

URL = "/dashboard/"
DAYS = [DAY, date(2021, 2, 8), date(2021, 1, 20)]


@pytest.fixture(scope="module")
def province(django_db_blocker, tmp_path_factory):
    """The reviewer of a province of three cities."""
    database = empty_template().copy(tmp_path_factory.mktemp("province"))
    with django_db_blocker.unblock(), database.adopted():
        simulate(57, 3, 3200)
        yield Officer.objects.select_related("unit").get(username="reviewer")
    database.drop()


@pytest.fixture
def look(client, province):
    """`look(query, by=...)` -> the answer on the day of the simulation."""

    def get(query="", by="reviewer"):
        client.force_login(Officer.objects.get(username=by))
        with clock.at(clock.moment_on(DAY, 15)):
            return client.get(URL + query)

    return get


def boards(officer, on, **filters):
    """The same looked at as sums and obligation by obligation."""
    asof = AsOf(on, DAY)
    return [reading.dashboard(officer, Filters(**filters), asof, apart=apart) for apart in (False, True)]


def head(pk, units):
    """The city of a pilot."""
    return units[pk].parent_id


@pytest.mark.parametrize("on", DAYS)
def test_the_sums_are_those_of_the_single_obligations(province, on):
    summed, apart = boards(province, on)
    assert isinstance(summed, Summed) and not isinstance(apart, Summed)
    assert len(summed.units) == 3 and summed.pilots_in_all == len(apart.pilots) == 57
    assert summed.figures == apart.figures
    assert summed.parts == apart.parts
    assert (summed.done, summed.total) == (apart.done, apart.total)
    assert [(stone.gate.passed, stone.words, stone.shares) for stone in summed.milestones] == [
        (stone.gate.passed, stone.words, stone.shares) for stone in apart.milestones
    ]
    assert summed.curve == apart.curve
    assert summed.bureau == apart.bureau
    assert [(group.label, group.count, group.all, group.rows) for group in summed.attention] == [
        (group.label, group.count, group.all, group.rows) for group in apart.attention
    ]
    assert summed.waiting == apart.waiting
    late = lambda board: sorted(place.pk for place in board.overdue)  # noqa: E731
    assert late(summed) == late(apart)


@pytest.mark.parametrize("filters", [{}, {"standing": "overdue"}, {"standing": "extended"}, {"standing": "soon"}])
@pytest.mark.parametrize("more", [{}, {"mode": "open"}, {"phase": "1"}])
def test_a_city_counts_what_its_pilots_count_under_any_filter(province, filters, more):
    summed, apart = (board.matrix for board in boards(province, DAY, **filters, **more))
    assert (summed.part, summed.whole) == (apart.part, apart.whole)
    assert [column.sum for column in summed.columns] == [column.sum for column in apart.columns]
    for row in summed.rows:
        pilots = [one for one in apart.rows if one.unit.parent_id == row.unit.pk]
        assert (row.part, row.whole) == (sum(one.part for one in pilots), sum(one.whole for one in pilots))


@pytest.mark.parametrize("on", DAYS)
def test_the_lamp_of_a_city_is_the_worst_of_its_pilots(province, on):
    summed, apart = boards(province, on)
    order = list(Lamp)
    for unit in summed.units:
        own = [apart.lamps[pilot.pk] for pilot in apart.pilots if pilot.parent_id == unit.pk]
        assert summed.lamps[unit.pk] is min(own, key=order.index)
    assert sum(int(re.search(r"\d+", words)[0]) for _light, words, _url, _chosen in summed.lights) == 3


def test_a_row_is_a_city_that_can_be_looked_into(look):
    page = look()
    rows = page.context["board"].matrix.rows
    assert [row.unit.name for row in rows] == ["第1市", "第2市", "第3市"]
    assert "57个试点" in page.content.decode()
    city = look(rows[1].url)
    board = city.context["board"]
    assert [row.unit.parent_id for row in board.matrix.rows] == [rows[1].unit.pk] * 19
    assert sum(row.whole for row in board.matrix.rows) == rows[1].whole == board.total
    assert 'class="ticks"' in city.content.decode()


def test_a_city_sees_itself_as_it_always_did_and_no_other(look):
    own, looked_into = look(by="city2"), look("?unit=city2")
    assert [row.unit for row in own.context["board"].matrix.rows] == [
        row.unit for row in looked_into.context["board"].matrix.rows
    ]
    assert look("?unit=city1", by="city2").status_code == look("?unit=nowhere").status_code == 404


def test_every_number_leads_to_the_list_that_it_counts(look, client, province):
    page = look("?standing=overdue").content.decode()
    cell = re.search(r'<a href="(/obligations/[^"]+task=2)"[^>]*aria-label="[^"]*/(\d+) ', page)
    total = re.search(r'<a href="(/obligations/[^"]+unit=city1[^"]*)"><b>(\d+)</b>', page)
    into = look("?unit=city1").content.decode()
    figure = re.search(r'<a class="fig" href="(/obligations/[^"]+standing=done[^"]*)"[^>]*>.*?>(\d+)</span></a>', into)
    for url, number in (cell.groups(), total.groups(), figure.groups()):
        assert "unit=city1" in url
        with clock.at(clock.moment_on(DAY, 15)):
            answer = client.get(url.replace("&amp;", "&"))
        assert answer.context["page"].paginator.count == int(number), url


def test_the_workbook_holds_the_sums_and_each_overdue_obligation(province, look):
    answer = look("?format=xlsx")
    assert answer.status_code == 200 and answer["Content-Type"].endswith("sheet")


def test_a_plan_swept_at_once_stands_as_line_by_line(province):
    plan = Plan.objects.get()
    for day in DAYS[1:]:
        rows = [
            dict(
                Obligation.objects.filter(plan=plan)
                .as_of(day, DAY, swept)
                .with_standing(day)
                .values_list("pk", "at_standing")
            )
            for swept in (None, plan)
        ]
        assert rows[0] == rows[1] and len(set(rows[0].values())) >= len(Standing) - 1


@pytest.mark.parametrize(("query", "number"), [("", 6), ("?on=2021-02-08", 6), ("?unit=city1", 9)])
def test_at_most_twelve_queries_of_an_unchanged_plan(look, client, query, number):
    look(query)
    with CaptureQueriesContext(connection) as asked, clock.at(clock.moment_on(DAY, 15)):
        client.get(URL + query)
    assert len(asked) == number <= 12


# -- closed days; from here on the province is changed ------------------------------------------------
CLOSED = ("?on=2021-02-08", "?on=2021-02-08&standing=overdue", "?on=2021-02-08&unit=city2", "?on=2021-02-17")


def plain(answer) -> str:
    """What the page says of the day, without the menu, which counts what waits now, and without tokens."""
    main = answer.content.decode().partition("<main")[2]
    return re.sub(r'value="[^"]{36,64}"', "", main)


def forgotten(look, query) -> str:
    """The page when nothing is remembered."""
    remembered._figures.clear()
    return plain(look(query))


def work(number: int) -> None:
    """Sign off some of what was submitted, and report on others, today."""
    reviewer = Officer.objects.get(username="reviewer")
    for one in Obligation.objects.for_list().awaiting_verification()[:number]:
        one.sign_off(by=reviewer, on=DAY, text="同意")
    for one in Obligation.objects.for_list().filter(state="in_progress")[:number]:
        one.report(by=one.unit.officers.get(), on=DAY, text="推进中")


@pytest.mark.parametrize("query", CLOSED)
def test_a_closed_day_is_kept_while_work_goes_on_and_says_what_it_would_say_anew(look, client, query):
    before = forgotten(look, query)
    with clock.at(clock.moment_on(DAY, 15)):
        work(2)
    with CaptureQueriesContext(connection) as asked:
        kept = plain(look(query))
    assert kept == before == forgotten(look, query)
    swept = [each for each in asked if "MAX(" in each["sql"] and "tasks_entry" in each["sql"]]
    assert not swept


def test_a_change_of_settings_reaches_closed_days_too(look):
    look(CLOSED[0])
    Unit.objects.filter(key="city2").update(name="改名市")
    Task.objects.filter(number=1).update(due_on=date(2021, 1, 5))
    Plan.objects.get().raise_revision()
    audit.record(audit.Act.PLAN_SETTINGS, what="改名市")
    page = plain(look(CLOSED[0]))
    assert "改名市" in page and page == forgotten(look, CLOSED[0])


def test_a_day_is_closed_a_quarter_of_an_hour_after_its_end():
    for minute, closed in ((0, False), (14, False), (15, True), (16, True)):
        with clock.at(clock.moment_on(DAY, 0, minute)):
            assert is_closed(DAY - timedelta(days=1)) is closed
            assert not is_closed(DAY)


def test_a_line_of_the_last_minutes_still_shows_on_the_day_before(look, client):
    yesterday = DAY.isoformat()
    tomorrow = DAY + timedelta(days=1)
    client.force_login(Officer.objects.get(username="reviewer"))
    with clock.at(clock.moment_on(tomorrow, 0, 5)):
        before = client.get(f"{URL}?on={yesterday}").context["board"].done
    with clock.at(clock.moment_on(DAY, 23, 59)):
        work(1)
    with clock.at(clock.moment_on(tomorrow, 0, 6)):
        assert client.get(f"{URL}?on={yesterday}").context["board"].done == before + 1
