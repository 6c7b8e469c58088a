"""The arithmetic of the bench. How fast anything is, no test asserts."""

from itertools import islice

import pytest

from tests.bench.client import Request
from tests.bench.cpu import parse, seconds_of
from tests.bench.figures import Round, ratio, spread, turn
from tests.bench.targets import Desk


def line(pid, parent, user, system=0, name="gunicorn", reaped=0):
    return f"{pid} ({name}) S {parent} 1 1 0 -1 4194560 9 9 9 9 {user} {system} {reaped} 0 20 0 1 0 500"


@pytest.fixture(autouse=True)
def hundred_ticks(monkeypatch):
    monkeypatch.setattr("tests.bench.cpu.TICK", 0.01)


def test_a_process_is_charged_user_and_system_time_even_with_an_odd_name():
    stat = parse(line(7, 1, user=150, system=50, name="a) S 9 (b", reaped=25))
    assert (stat.pid, stat.parent) == (7, 1)
    assert stat.seconds == pytest.approx(2.0)
    assert stat.reaped == pytest.approx(0.25)


def test_a_family_is_charged_for_its_descendants_and_nobody_else():
    stats = [
        parse(line(30, 20, user=400)),
        parse(line(10, 1, user=100, reaped=50)),
        parse(line(20, 10, user=200)),
        parse(line(99, 1, user=900)),
    ]
    assert seconds_of(10, stats) == pytest.approx(7.5)


def test_a_round_divides_by_its_requests():
    one = Round(requests=200, web=1.0, database=0.5, seconds=4)
    assert one.web_ms == pytest.approx(5)
    assert one.database_ms == pytest.approx(2.5)
    assert one.all_ms == pytest.approx(7.5)
    assert one.per_second == pytest.approx(50)


def test_one_bad_round_moves_the_bounds_and_not_the_median():
    found = spread([10, 11, 90])
    assert (found.middle, found.low, found.high) == (11, 10, 90)
    assert spread([9, 10, 11]).relative == pytest.approx(0.1)


def test_a_ratio_pairs_the_rounds_that_ran_side_by_side():
    # The machine is twice as slow in the second round: that is no dispersion of the ratio.
    base = [Round(10, 1.0, 0, 1), Round(10, 2.0, 0, 1)]
    ours = [Round(5, 1.5, 0, 1), Round(5, 3.0, 0, 1)]
    times = ratio(ours, base, "web_ms")
    assert (times.low, times.middle, times.high) == pytest.approx((3, 3, 3))
    with pytest.raises(ValueError):
        ratio(ours, base[:1], "web_ms")


def test_each_round_begins_with_another_target():
    assert [turn("abc", number) for number in range(4)] == [list("abc"), list("bca"), list("cab"), list("abc")]


@pytest.mark.parametrize("taken", [1, 3])
def test_a_desk_goes_on_with_the_version_it_left_behind_whichever_way_it_posts(taken):
    class Row:
        def __init__(self, key, version):
            self.key, self.version = key, version

    desk = Desk([(Row("11111111-1111-1111-1111-111111111111", 4), "cookie")])
    posted = [*islice(desk.reports(), taken), *islice(desk.reports(htmx=True), 1)]
    versions = [dict(pair.split("=") for pair in request.body.split("&"))["version"] for request in posted]
    assert versions == [str(4 + number) for number in range(taken + 1)]
    assert len({request.body for request in posted}) == taken + 1
    assert [request.status for request in posted] == [303] * taken + [200]


def test_a_body_is_sent_as_a_form_and_a_page_is_not():
    assert "Content-Type" not in Request("/dashboard/").sent_headers
    assert Request("/x/", body="a=1").sent_headers["Content-Type"] == "application/x-www-form-urlencoded"
