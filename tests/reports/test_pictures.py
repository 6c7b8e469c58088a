"""The tiles of the pilots and the curve: drawn from the same figures as everything else, with words beside them."""

import re
from datetime import date

import pytest

from base import clock
from pilots.models import Unit
from reports.curve import curve
from reports.filters import Filters
from reports.reading import dashboard
from reports.tilemap import placed
from tasks.asof import AsOf
from tasks.models import Obligation
from tests.reports.evenings import FIRST, History
from tests.reports.picture import ON, Picture

pytestmark = pytest.mark.django_db
TODAY = date(2021, 2, 1)


@pytest.fixture
def board(client):
    client.force_login(Picture().reviewer)
    with clock.at(clock.moment_on(ON, 15, 30)):
        return client.get("/dashboard/").context["board"]


def test_the_curve_says_what_was_owed_and_what_is_missing(board):
    shown = board.curve
    assert (shown.due, shown.due_done, shown.left, shown.done) == (57, 49, 8, 67)
    planned = {day: number for day, number, _actual in shown.rows}
    assert [planned[date(2021, *day)] for day in ((1, 31), (2, 28), (4, 30))] == [57, 114, 171]
    assert (shown.next_end, shown.next_planned) == (date(2021, 2, 28), 114)


def test_the_page_says_it_in_words_beside_the_picture(client):
    client.force_login(Picture().reviewer)
    with clock.at(clock.moment_on(ON, 15, 30)):
        page = client.get("/dashboard/").content.decode()
    assert "应办结<b>57</b>项，已办<b>49</b>项" in page and "尚有8项未办结" in page
    assert "累计办结<b>67</b>项；至2月28日计划应办结<b>114</b>项" in page


def test_what_is_reopened_no_longer_counts_from_that_day():
    """Closed out on the 20th, reopened on the 25th, extended meanwhile: the plan keeps the first deadline."""
    lived = History()
    one = lived.plan.obligations.get(unit=lived.cast.own, task__number=2)
    for day, who, verb, words in [
        (20, "officer", "submit", {"document_number": "1号", "short_reason": "先行报送"}),
        (20, "reviewer", "sign_off", {"text": "同意"}),
        (25, "reviewer", "reopen", {"text": "抽查不合格"}),
    ]:
        with clock.at(clock.moment_on(date(2021, 1, day), 10)):
            getattr(one, verb)(by=getattr(lived.cast, who), on=date(2021, 1, day), **words)
    drawn = dashboard(lived.cast.reviewer, Filters(), AsOf(TODAY, TODAY)).curve
    days = [date(2021, 1, day) for day in (19, 20, 24, 25)]
    assert [drawn.actual_by(day) for day in days] == [0, 1, 1, 0]
    assert [Obligation.objects.as_of(day, TODAY).filter(at_state="done").count() for day in days] == [
        0,
        1,
        1,
        0,
    ]
    assert (drawn.due, drawn.left) == (3, 3)


def test_a_drawing_without_deadlines_and_without_close_outs_is_still_one():
    drawn = curve([], [], [], FIRST, FIRST)
    assert (drawn.due, drawn.left, drawn.next_end, drawn.pace_path) == (0, 0, None, "")
    assert re.fullmatch(r"M[\d.]+ 204.0H[\d.]+", drawn.actual_path)


# days on which phases end, those of them that are named
ENDS = [
    ([(1, 31), (2, 28), (4, 30)], [(1, 31), (2, 28), (4, 30)]),
    ([(1, 15), (1, 28), (1, 31), (2, 28), (4, 30)], [(1, 15), (1, 31), (2, 28), (4, 30)]),
    ([(1, 31), (4, 25), (4, 30)], [(1, 31), (4, 30)]),
    ([(1, 31)], [(1, 31)]),
]


@pytest.mark.parametrize(("ends", "named"), ENDS)
def test_days_that_would_be_written_over_each_other_are_not_named(ends, named):
    drawn = curve([], [], [date(2021, *end) for end in ends], date(2021, 1, 1), date(2021, 2, 18))
    assert len(drawn.down) == len(ends)
    assert [(day.month, day.day) for day, _x, room in drawn.down if room] == named


def test_each_pilot_is_a_tile_that_leads_to_its_page_and_is_named_in_words(board):
    tiles = {tile.unit.name: tile for tile in board.tiles.tiles}
    assert len(tiles) == 19
    assert (
        tiles["定南县"].said == "定南县 滞后 已办结1/11"
        and tiles["定南县"].url == f"/units/{tiles['定南县'].unit.key}/"
    )
    assert [tile.lamp for tile in board.tiles.tiles].count("behind") == 4


def test_the_places_are_those_of_the_map_and_who_has_none_takes_a_free_one():
    def unit(pk, column=None, row=None):
        return Unit(pk=pk, map_column=column, map_row=row)

    units = [unit(1, 3, 2), unit(2), unit(3, 1, 1), unit(4, 3, 2), unit(5, 2, None)]
    assert placed(units) == {1: (3, 2), 3: (1, 1), 2: (2, 1), 4: (3, 1), 5: (4, 1)}


def test_too_many_pilots_have_no_map(client):
    picture = Picture()
    for copy in range(1, 4):
        picture.add_pilots(copy)
    client.force_login(picture.reviewer)
    with clock.at(clock.moment_on(ON, 15, 30)):
        answer = client.get("/dashboard/")
    assert answer.context["board"].tiles is None and 'class="tiles"' not in answer.content.decode()
